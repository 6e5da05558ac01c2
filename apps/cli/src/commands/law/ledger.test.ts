import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { civilDateOf } from '@xiezhi/contracts/ids'
import { bundledLaw, evaluate } from '@xiezhi/law'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testHosts } from '../../../../../tools/judges/test-hosts.ts'
import { exitCode } from '../../exit-codes.ts'
import { testZones } from '../../testing/test-zones.ts'
import type { TestZones } from '../../testing/test-zones.ts'

const hosts = await testHosts('law on the ledger')

describe.each(hosts)('law on the ledger on $name', (on) => {
  const FN = 'calendar.addWorkingDays'
  const today = civilDateOf(Date.now())
  let zones: TestZones
  const file = (name: string, content: unknown): string => {
    const path = join(zones.folder, name)
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
    return path
  }
  const notice = { year: 2027, version: 'CN-2027-1', source: '示例通知（虚构）', offDays: ['2027-01-01'] }

  beforeAll(async () => {
    zones = await testZones(on)
    await zones.start('court')
  }, 60_000)
  afterAll(() => zones.close())

  const law = (...args: readonly string[]): ReturnType<TestZones['run']> => zones.run('law', ...args)

  test('a notice proposed by one and approved by another makes results final that rested on no notice', async () => {
    const input = { start: '2026-12-30', days: 2 }
    const settled = { start: '2026-03-02', days: 2 }
    const stored = [input, settled].map((facts) => ({ input: facts, result: evaluate(FN, facts, bundledLaw) }))
    const results = file('results.json', stored)
    expect((await law('again', results)).document).toMatchObject({ renewed: [], kept: 2 })

    const year = file('year.json', { ...notice, makeUpWorkdays: ['2027-01-03'] })
    const published = file('notice.txt', '示例通知正文（虚构）')
    const proposed = await law('propose-calendar', year, '--notice', published, '--from', today)
    expect(proposed).toMatchObject({ exit: 0, document: { type: 'governance/ActivateCalendarYear' } })
    expect((await law('in-force')).document).toMatchObject({ calendars: [] })
    const id = String(proposed.document['proposalId'])
    expect(await law('approve', id)).toMatchObject({
      exit: 0,
      document: { value: { year: 2027, effectiveFrom: today } },
    })

    expect((await law('in-force')).document).toMatchObject({ calendars: [{ year: 2027, version: 'CN-2027-1' }] })
    expect((await law('again', results)).document).toMatchObject({
      kept: 1,
      renewed: [
        {
          at: 0,
          because: { calendars: [2027] },
          before: { provisional: true },
          result: { provisional: false, output: { status: 'FINAL', end: '2027-01-03' } },
        },
      ],
    })
    const twice = await law('approve', id)
    expect(twice).toMatchObject({
      exit: exitCode('LEDGER_REFUSED'),
      document: { error: { facts: { codespace: 'authority' } } },
    })
  })

  test('a value of the law with a future day stands on the ledger; a case filed before may keep its own', async () => {
    const future = `${Number(today.slice(0, 4)) + 1}-01-01`
    const parameter = ['--key', 'P-18-01', '--value', '3', '--from', future, '--source', '示例修法（虚构）']
    const { document } = await law('propose-parameter', ...parameter)
    expect((await law('approve', String(document['proposalId']))).exit).toBe(0)
    expect((await law('in-force')).document).toMatchObject({
      parameters: [{ key: 'P-18-01', value: 3, unit: 'year', effectiveFrom: future }],
    })
    expect((await law('in-force', '--filed-on', today)).document).toMatchObject({ parameters: [] })
  })

  test('what is wrong is told: days of another year, the past, an unknown key, proposal and file', async () => {
    const published = file('notice.txt', '示例')
    const refused = async (code: number, ...args: readonly string[]): Promise<void> => {
      const { document } = await law(...args)
      const approved = await law('approve', String(document['proposalId']))
      expect(approved).toMatchObject({
        exit: exitCode('LEDGER_REFUSED'),
        document: { error: { facts: { codespace: 'governance', code } } },
      })
    }
    const before = (await law('in-force')).document
    const other = file('other.json', { ...notice, year: 2029, offDays: ['2028-01-01'], makeUpWorkdays: [] })
    await refused(23, 'propose-calendar', other, '--notice', published, '--from', today)
    const number = ['--key', 'P-18-01', '--source', '示例']
    await refused(2, 'propose-parameter', ...number, '--value', '3', '--from', '2020-01-01')
    await refused(22, 'propose-parameter', ...number, '--value', '"three"', '--from', today)
    expect((await law('in-force')).document).toEqual(before)

    const unknown = ['--key', 'P-00-00', '--value', '1', '--from', today, '--source', '示例']
    expect(await law('propose-parameter', ...unknown)).toMatchObject({
      exit: exitCode('USAGE'),
      document: { error: { code: 'LAW_REFUSED' } },
    })
    expect(await law('approve', `${'0'.repeat(64)}-0`)).toMatchObject({
      exit: exitCode('DATA'),
      document: { error: { code: 'PROPOSAL_UNKNOWN' } },
    })
    expect(await law('again', file('wrong.json', [{ input: {} }]))).toMatchObject({
      exit: exitCode('DATA'),
      document: { error: { code: 'LAW_REFUSED' } },
    })
  })
})
