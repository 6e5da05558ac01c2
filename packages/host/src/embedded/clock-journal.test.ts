import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ClockJournal } from './clock-journal.ts'
import { HostError } from './host-error.ts'

const FACTS = { kind: 'forward-jump', wallMs: 9_000, expectedMs: 1_000, lastStampMs: 900 } as const
const SIGNED = Uint8Array.of(7)

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xz-journal-'))
  file = join(folder, 'clock.jsonl')
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('numbers its alarms, and reads what it wrote', () => {
  const journal = new ClockJournal(file)
  expect(journal.raise(FACTS).number).toBe(1)
  journal.confirm(SIGNED, 9_500)
  expect(journal.raise(FACTS).number).toBe(2)
  const again = new ClockJournal(file)
  expect([again.alarm, again.confirmations]).toEqual([journal.alarm, journal.confirmations])
  expect(again.confirmations).toEqual([{ alarm: { number: 1, ...FACTS }, signed: SIGNED, wallMs: 9_500 }])
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a confirmation that a crash cut off did not take effect, and the next is written whole', () => {
  const journal = new ClockJournal(file)
  journal.raise(FACTS)
  const alarmAlone = readFileSync(file)
  journal.confirm(SIGNED, 9_500)
  const line = readFileSync(file).subarray(alarmAlone.length)
  for (let cut = 0; cut < line.length; cut++) {
    writeFileSync(file, Buffer.concat([alarmAlone, line.subarray(0, cut)]))
    const torn = new ClockJournal(file)
    expect([torn.alarm?.number, torn.confirmations]).toEqual([1, []])
  }
  new ClockJournal(file).confirm(SIGNED, 9_500)
  expect(new ClockJournal(file).alarm).toBeUndefined()
})

test('refuses a journal that was changed', () => {
  new ClockJournal(file).raise(FACTS)
  appendFileSync(file, '{"type":"confirmation"}\n')
  const refused = (): ClockJournal => new ClockJournal(file)
  expect(refused).toThrow(HostError)
  expect(refused).toThrow(/HOST_CLOCK_JOURNAL.*"line":2/)
})
