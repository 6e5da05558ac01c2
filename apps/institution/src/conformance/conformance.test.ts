import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BehaviourList } from '../behaviours.ts'
import { casesEn, reportEn } from '../i18n/en.ts'
import { casesZh, reportZh } from '../i18n/zh-cn.ts'
import type { Institution } from '../institution.ts'
import { admin, behave, canRun, TARGET, TestPlace } from '../testing/institution-fixture.ts'
import type { Fixtures } from './kit-fixtures.ts'
import { loadFixtures } from './kit-fixtures.ts'
import { reportText } from './report-text.ts'
import { runKit } from './run-kit.ts'

const program = fileURLToPath(new URL('../../bin/xiezhi-institution.js', import.meta.url))
const isBuilt = existsSync(new URL('../../dist/main.js', import.meta.url))
if (!isBuilt) console.log('not run: the conformance command (the program is not built)')

const court = (code: string, cards: string): Fixtures['court'] => ({
  courtId: `SAMPLE-${code}`,
  courtName: `示例市示例区人民法院${code}`,
  officerName: '示例执行员',
  officerWorkCard: `GZ-${cards}`,
  officerDutyCard: `GW-${cards}`,
  caseNo: `（2026）粤${code}执123号`,
  noticeNo: `（2026）粤${code}执123号之一协`,
  rulingNo: `（2026）粤${code}执123号之一`,
})

describe('texts', () => {
  test('each case and each line of the report stands in both languages, with the same facts', () => {
    const facts = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort()
    expect(Object.keys(casesEn)).toEqual(Object.keys(casesZh))
    for (const [id, zh] of Object.entries(casesZh)) {
      expect(/\p{Script=Han}/u.test(zh), id).toBe(true)
      expect(/\p{Script=Han}/u.test(casesEn[id as keyof typeof casesZh]), id).toBe(false)
    }
    for (const [key, zh] of Object.entries(reportZh))
      expect(facts(reportEn[key as keyof typeof reportZh]), key).toEqual(facts(zh))
  })
})

describe.skipIf(!canRun)('conformance kit', () => {
  let place: TestPlace
  beforeAll(() => {
    place = new TestPlace()
  })
  afterAll(() => place.end())

  const fixturesFor = (kind: Fixtures['kind'], institutionCode: string, change: Partial<Fixtures> = {}): Fixtures => ({
    kind,
    institutionCode,
    court: court('0703', '0001'),
    otherCourt: court('0704', '0002'),
    person: { name: '示例甲', idType: 'RESIDENT_ID', idNo: '999999199003070012' },
    stranger: { name: '示例丁', idType: 'RESIDENT_ID', idNo: '999999200001010014' },
    from: '2026-03-30',
    to: '2027-03-30',
    overCap: '2035-01-01',
    target: TARGET,
    answerWithinMs: 20_000,
    batchKeyFile: join(place.folder, 'batch.key'),
    batchHash: 'sha256',
    ...change,
  })
  const bankFixtures = (change: Partial<Fixtures> = {}): Fixtures =>
    fixturesFor('BANK', 'SAMPLEBANK', {
      asset: { accountNo: 'SAMPLE-0001', currency: 'CNY' },
      specialFund: { accountNo: 'SAMPLE-0006', currency: 'CNY' },
      closedAccount: { accountNo: 'SAMPLE-0007', currency: 'CNY' },
      ...change,
    })
  const tls = (institution: Institution): { url: string; ca: string; cert: string; key: string } => ({
    url: `https://127.0.0.1:${institution.port}`,
    ...place.certificate('court'),
  })

  test.each<[string, () => Fixtures, number]>([
    ['bank', () => bankFixtures(), Object.keys(casesZh).length],
    [
      'securities',
      () => fixturesFor('SECURITIES', 'SAMPLESEC', { asset: { accountNo: 'SEC-0001', securityCode: '000000' } }),
      25,
    ],
    [
      'insurance',
      () => fixturesFor('INSURANCE', 'SAMPLEINS', { asset: { policyNo: 'POL-0001', currency: 'CNY' } }),
      29,
    ],
    ['vehicles', () => fixturesFor('VEHICLE', 'SAMPLEVEH', { asset: { vehicleNo: 'LSAMP0E0000000001' } }), 23],
    [
      'land',
      () => fixturesFor('LAND', 'SAMPLELAND', { asset: { realEstateUnit: '999999001001GB00001F00010001' } }),
      23,
    ],
    ['tax', () => fixturesFor('TAX', 'SAMPLETAX'), 8],
  ])(
    'the simulated %s passes each case',
    async (profile, fixtures, passed) => {
      const institution = await place.start(place.config(profile))
      const report = await runKit(fixtures(), tls(institution))
      expect(report.cases.filter(({ result }) => result === 'FAIL')).toEqual([])
      expect(report.totals.passed).toBe(passed)
      for await (const left of place.court(institution.port).measures('SAMPLE-0703')) expect(left).toBeUndefined()
    },
    300_000,
  )

  test('what is wrong fails at its case and at no other', async () => {
    const bank = await place.start(place.config('bank'))
    await admin(bank.adminPort, 'backup', {})
    const wrongs: [string, BehaviourList][] = [
      ['timely', [{ name: 'SLOW', delayMs: 6_000, times: 1 }]],
      ['timely', [{ name: 'DROPS_AFTER_BOOKING', times: 1 }]],
      ['timely', [{ name: 'MALFORMED', times: 1 }]],
      ['control-mismatch', [{ name: 'IGNORES_IDENTITY' }]],
      ['number-reused', [{ name: 'ACCEPTS_REUSED_NUMBER' }]],
      ['status-same', [{ name: 'CONTRADICTORY' }]],
      ['measures-listed', [{ name: 'RESTORES_BEFORE_LIST' }]],
      ['limit-freeze', [{ name: 'FREEZES_TOO_MUCH' }]],
      ['term-kept', [{ name: 'WRONG_TERM' }]],
      ['term-cap', [{ name: 'IGNORES_TERM_CAP' }]],
      ['deduct-exact', [{ name: 'DEFERS_DEDUCTIONS' }]],
    ]
    for (const [wanted, behaviours] of wrongs) {
      await behave(bank.adminPort, behaviours)
      const name = behaviours[0]?.name
      // Each of the others is a case that this fault has nothing to do with.
      const others = ['query-found', 'query-none', 'unknown-key', 'ruling-required', 'officer-filed']
      const report = await runKit(bankFixtures({ answerWithinMs: name === 'SLOW' ? 5_000 : 20_000 }), tls(bank), [
        wanted,
        ...others,
      ])
      const failed = report.cases.filter(({ result }) => result === 'FAIL')
      expect(
        failed.map(({ id }) => id),
        name,
      ).toEqual([wanted])
      expect(failed[0]?.difference?.seen, name).not.toBe('')
    }
  }, 300_000)

  test('a case without its part of the fixtures is named as not run', async () => {
    const bank = await place.start(place.config('bank'))
    const fixtures = Object.fromEntries(
      Object.entries(bankFixtures()).filter(([part]) => part !== 'specialFund'),
    ) as unknown as Fixtures
    const report = await runKit(fixtures, tls(bank), ['special-fund', 'query-none'])
    expect(report.totals).toEqual({ passed: 1, failed: 0, notRun: 1 })
    const text = reportText(report)
    expect(text).toContain('[未执行 / not run] special-fund  专项资金不自动控制')
    expect(text).toContain('测试数据中没有 specialFund / the fixtures have no specialFund')
    expect(text.indexOf('执行控制接口符合性报告')).toBe(0)
  }, 120_000)

  test('fixtures with a key of their own making are refused by path', () => {
    const file = join(place.folder, 'bad.json')
    writeFileSync(file, JSON.stringify({ ...bankFixtures(), extra: 1 }))
    expect(() => loadFixtures(file)).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        facts: expect.objectContaining({ seen: 'key extra' }) as object,
      }) as Error,
    )
  })

  test.skipIf(!isBuilt)(
    'the command writes both reports and ends with the verdict',
    async () => {
      const bank = await place.start(place.config('bank'))
      const fixtures = join(place.folder, 'kit.json')
      writeFileSync(fixtures, JSON.stringify(bankFixtures()))
      const { url, ca, cert, key } = tls(bank)
      const out = join(place.folder, 'report')
      const args = [
        'conformance',
        '--fixtures',
        fixtures,
        '--url',
        url,
        '--ca',
        ca,
        '--cert',
        cert,
        '--key',
        key,
        '--out',
        out,
        '--case',
        'status-same',
        '--case',
        'query-found',
      ]
      const codeOf = (): Promise<number> =>
        new Promise((resolve) => {
          execFile(process.execPath, [program, ...args], (error) => resolve(error === null ? 0 : Number(error.code)))
        })
      expect(await codeOf()).toBe(0)
      expect(JSON.parse(readFileSync(join(out, 'conformance.json'), 'utf8'))).toMatchObject({
        format: 'xiezhi/conformance/v1',
        totals: { passed: 2, failed: 0, notRun: 0 },
      })
      expect(readFileSync(join(out, 'conformance.txt'), 'utf8')).toContain('通过 2 项，不通过 0 项，未执行 0 项')
      await behave(bank.adminPort, [{ name: 'CONTRADICTORY' }])
      expect(await codeOf()).toBe(1)
    },
    120_000,
  )
})
