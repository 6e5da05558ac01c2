import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FaultName } from '../../credit/platform-faults.ts'
import { canRun, TestPlace } from '../../testing/institution-fixture.ts'
import { TestPlatform } from '../../testing/platform-fixture.ts'
import { CREDIT_CASES } from './credit-cases.ts'
import { creditReportText, runCreditKit } from './run-credit-kit.ts'
import type { CreditKitReport } from './run-credit-kit.ts'

test('each case has its words in both languages, and an id of its own', () => {
  expect(new Set(CREDIT_CASES.map(({ id }) => id)).size).toBe(CREDIT_CASES.length)
  for (const { id, zh, en } of CREDIT_CASES) {
    expect(/\p{Script=Han}/u.test(zh), id).toBe(true)
    expect(/\p{Script=Han}/u.test(en), id).toBe(false)
  }
})

describe.skipIf(!canRun)('conformance of credit platforms', () => {
  let place: TestPlace
  let platform: TestPlatform
  const run = (only?: readonly string[]): Promise<CreditKitReport> =>
    runCreditKit('NATIONAL', { url: platform.url, ...place.certificate('court'), timeoutMs: 5_000 }, only)
  const failed = ({ cases }: CreditKitReport): string[] =>
    cases.filter(({ result }) => result === 'FAIL').map(({ id }) => id)

  beforeAll(async () => {
    place = new TestPlace()
    platform = await TestPlatform.start(place)
  }, 120_000)
  afterAll(async () => {
    await platform.stop()
    await place.end()
  }, 60_000)

  test('the simulated national platform passes all, and keeps nothing of it', async () => {
    const report = await run()
    expect(report.cases.filter(({ result }) => result === 'FAIL')).toEqual([])
    expect(report.totals).toEqual({ passed: CREDIT_CASES.length, failed: 0 })
    expect(await platform.ids()).toEqual([])
    const text = creditReportText(report)
    for (const { id } of CREDIT_CASES) expect(text).toContain(id)
  }, 120_000)

  test('so does the system of enterprises, without the case on natural persons', async () => {
    const publicity = await TestPlatform.start(place, { platform: 'PUBLICITY', code: 'PUBLICITY' })
    try {
      const report = await runCreditKit('PUBLICITY', { url: publicity.url, ...place.certificate('court') })
      expect(failed(report)).toEqual([])
      expect(report.cases.map(({ id }) => id)).not.toContain('natural-masked')
    } finally {
      await publicity.stop()
    }
  }, 120_000)

  test.each<readonly [FaultName, readonly string[]]>([
    ['LIES_DELETED', ['deleted-everywhere', 'deleted-stays', 'deletion-unknown']],
    ['KEEPS_SHOWING', ['deleted-everywhere']],
    ['TAKES_ANY_REVISION', ['revision-reused', 'revision-old']],
    ['TAKES_DELETED', ['deleted-stays', 'deletion-unknown']],
    ['SHOWS_HIDDEN', ['suspended-hidden', 'contested-hidden']],
    ['FINDS_BY_NAME', ['suspended-hidden', 'contested-hidden', 'deleted-everywhere', 'search-both']],
    ['MASKS_NOTHING', ['natural-masked']],
  ])(
    'a platform that does %s is found',
    async (name, cases) => {
      await platform.faults([{ name }])
      const report = await run()
      await platform.faults([])
      const found = failed(report)
      expect(found).toEqual(cases)
      for (const id of found) expect(creditReportText(report)).toContain(id)
    },
    120_000,
  )

  test.each<readonly [FaultName]>([['DOWN'], ['MALFORMED']])(
    'a platform that is %s fails each case that asks it',
    async (name) => {
      await platform.faults([{ name }])
      const report = await run(['record-shown', 'list-whole'])
      await platform.faults([])
      expect(failed(report)).toEqual(['record-shown', 'list-whole'])
    },
    120_000,
  )
})
