import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exitCode } from '../../exit-codes.ts'
import { report } from './report.ts'

const VECTORS = fileURLToPath(new URL('../../../../../vectors/evidence/', import.meta.url))
const trust = join(VECTORS, 'trust.json')

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xiezhi-report-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

test('prints the report of a valid bundle; the exit code is that of the verdict', async () => {
  const out = join(folder, 'valid.pdf')
  expect(await report(join(VECTORS, 'court.json'), { trust, out, json: true })).toBe(exitCode('OK'))
  expect(readFileSync(out).subarray(0, 5).toString()).toBe('%PDF-')
})

test('prints the report of a changed bundle too: it says what fails', async () => {
  const changed = join(folder, 'changed.json')
  writeFileSync(
    changed,
    readFileSync(join(VECTORS, 'court.json'), 'utf8').replace('"profile":"court"', '"profile":"public"'),
  )
  const out = join(folder, 'changed.pdf')
  expect(await report(changed, { trust, out, json: true })).toBe(exitCode('EVIDENCE_INVALID'))
  expect(readFileSync(out).length).toBeGreaterThan(1_000)
})

test('a file that is not there is named, and nothing is written', async () => {
  const out = join(folder, 'none.pdf')
  await expect(report(join(folder, 'none.json'), { trust, out })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  expect(() => readFileSync(out)).toThrow('ENOENT')
})
