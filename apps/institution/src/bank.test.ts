import type { HttpsInstitution } from '@xiezhi/institution-adapter'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Institution } from './institution.ts'
import {
  admin,
  ask,
  bankItem,
  behave,
  canRun,
  CASE_NO,
  control,
  controlOf,
  following,
  requestTo,
  TARGET,
  TestPlace,
  statusOf,
} from './testing/institution-fixture.ts'
import type { ControlItem, ControlRequest } from '@xiezhi/control-interface'

const BANK = ['BANK', 'SAMPLEBANK'] as const

describe.skipIf(!canRun)('bank', () => {
  let place: TestPlace
  let bank: Institution
  let court: HttpsInstitution

  beforeAll(async () => {
    place = new TestPlace()
    bank = await place.start(place.config('bank'))
    court = place.court(bank.port)
  })
  afterAll(async () => {
    court.close()
    await place.end()
  })

  const freeze = (
    account: string,
    change: Partial<ControlItem> = {},
    head: Partial<ControlRequest> = {},
  ): ControlRequest => controlOf(...BANK, [bankItem(account, change)], head)
  const other = {
    courtId: 'SAMPLE-0704',
    officerWorkCard: 'GZ-0002',
    officerDutyCard: 'GW-0002',
    caseNo: '（2026）粤0704执5号',
  }
  const money = (path: 'deposit' | 'withdraw', assetNo: string, quantity: number): ReturnType<typeof admin> =>
    admin(bank.adminPort, path, { assetNo, quantity })

  test('tells all accounts of the person, with earlier measures, special funds, currencies and subaccounts', async () => {
    const { query } = await ask(court, requestTo(...BANK))
    expect(query?.outcome).toBe('FOUND')
    expect(query?.accounts).toHaveLength(12)
    expect(query?.accounts?.find(({ accountNo }) => accountNo === 'SAMPLE-0003')).toMatchObject({
      balanceCents: 5_000_000,
      availableCents: 0,
      state: 'CONTROLLED',
      measures: [{ caseNo: '（2026）粤0781执9号', limitCents: 6_000_000, rank: 0 }],
    })
    expect(
      query?.accounts?.filter(({ accountNo }) => accountNo === 'SAMPLE-0005').map(({ subAccount }) => subAccount),
    ).toEqual(['01', '02'])
    expect(query?.accounts?.find(({ currency }) => currency === 'USD')?.balanceCents).toBe(1_000_000)
    expect(query?.accounts?.find(({ specialFund }) => specialFund !== undefined)?.accountNo).toBe('SAMPLE-0006')
  })

  test.each<[string, Partial<ControlRequest>, string]>([
    ['a former name', { subjectName: '示例旧名' }, 'FOUND'],
    ['the name with a number that differs by a digit (G20-17)', { idNo: '999999199003070013' }, 'NAME_ID_MISMATCH'],
    ['the number with another name', { subjectName: '示例丁' }, 'NAME_ID_MISMATCH'],
    ['a person it does not know', { subjectName: '示例丁', idNo: '999999200001010014' }, 'NONE'],
  ])('answers a query by %s', async (_, head, outcome) => {
    expect((await ask(court, requestTo(...BANK, head))).query?.outcome).toBe(outcome)
  })

  test('freezes to the cent, lets the rest be withdrawn, and later money fills the limit', async () => {
    const feedback = await control(court, freeze('SAMPLE-0002', { amountCents: 17_999_999 }))
    expect(feedback).toMatchObject({
      state: 'CONTROLLED',
      balanceCents: 18_000_000,
      availableCents: 1,
      freezeMode: 'LIMIT',
      freezeLimitCents: 17_999_999,
      actualControlledCents: 17_999_999,
      overControlledCents: 0,
      measureFrom: '2026-03-30',
      measureTo: '2027-03-30',
      rank: 0,
    })
    expect((await money('withdraw', 'SAMPLE-0002', 2)).body).toEqual({
      codespace: 'institution',
      code: 'WITHDRAWAL_REFUSED',
    })
    expect((await money('withdraw', 'SAMPLE-0002', 1)).status).toBe(200)
    const later = await control(court, freeze('SAMPLE-0008', { amountCents: 300 }))
    expect(later).toMatchObject({ state: 'CONTROLLED', actualControlledCents: 0, freezeLimitCents: 300 })
    await money('deposit', 'SAMPLE-0008', 500)
    expect((await money('withdraw', 'SAMPLE-0008', 201)).status).toBe(409)
    expect((await money('withdraw', 'SAMPLE-0008', 200)).status).toBe(200)
  })

  test('in only: nothing leaves the account, money comes in', async () => {
    const feedback = await control(court, freeze('SAMPLE-0010', { content: 'ACCOUNT', amountCents: 100 }))
    expect(feedback).toMatchObject({ freezeMode: 'IN_ONLY', actualControlledCents: 100, availableCents: 0 })
    expect((await money('withdraw', 'SAMPLE-0010', 1)).status).toBe(409)
    expect((await money('deposit', 'SAMPLE-0010', 1)).body).toEqual({ quantity: 30_000_001 })
  })

  test('a frozen account waits in rank, and who waited first takes effect when the earlier measure ends', async () => {
    const first = freeze('SAMPLE-0011', { amountCents: 30_000_000 })
    await control(court, first)
    const refused = await control(court, freeze('SAMPLE-0011', {}, other))
    expect(refused).toMatchObject({
      state: 'NOT_CONTROLLED',
      failureReason: 'ALREADY_FROZEN',
      earlier: [{ caseNo: CASE_NO, amountCents: 30_000_000 }],
    })
    const waiting = freeze('SAMPLE-0011', { measure: 'WAITING_FREEZE', amountCents: 40_000_000 }, other)
    expect(await control(court, waiting)).toMatchObject({ rank: 1, actualControlledCents: 0 })
    const third = freeze('SAMPLE-0011', { measure: 'WAITING_FREEZE' }, { ...other, caseNo: '（2026）粤0704执6号' })
    expect(await control(court, third)).toMatchObject({ rank: 2 })

    await control(court, controlOf(...BANK, [following(first, {})]))
    const { query } = await ask(court, requestTo(...BANK))
    const account = query?.accounts?.find(({ accountNo }) => accountNo === 'SAMPLE-0011')
    expect(account?.measures?.map(({ caseNo, state, rank }) => [caseNo, state, rank])).toEqual([
      [other.caseNo, 'EFFECTIVE', 0],
      ['（2026）粤0704执6号', 'WAITING', 1],
    ])
    expect(account?.availableCents).toBe(0)
  })

  test('continues, releases a part, deducts the rest to the cent and ends', async () => {
    const first = freeze('SAMPLE-0012', { amountCents: 10_000_000 })
    await control(court, first)
    const longer = following(first, { measure: 'CONTINUE', from: '2026-03-30', to: '2027-03-29' })
    expect(await control(court, controlOf(...BANK, [longer]))).toMatchObject({
      state: 'CONTROLLED',
      measureTo: '2027-03-29',
    })
    const part = following(first, { amountCents: 4_000_000 })
    expect(await control(court, controlOf(...BANK, [part]))).toMatchObject({ freezeLimitCents: 6_000_000 })
    const some = following(first, { measure: 'DEDUCT', amountCents: 1_000_000, ...TARGET })
    expect(await control(court, controlOf(...BANK, [some]))).toMatchObject({
      deductedCents: 1_000_000,
      balanceCents: 29_000_000,
      availableCents: 24_000_000,
    })
    const rest = following(first, { measure: 'DEDUCT', amountCents: 9_000_000, ...TARGET })
    expect(await control(court, controlOf(...BANK, [rest]))).toMatchObject({
      deductedCents: 5_000_000,
      balanceCents: 24_000_000,
      availableCents: 24_000_000,
    })
    expect(await control(court, controlOf(...BANK, [part]))).toMatchObject({ failureReason: 'OTHER' })
  })

  test('freezes and deducts at once', async () => {
    const take = { measure: 'FREEZE_AND_DEDUCT', amountCents: 2_500_000, subAccount: '01', ...TARGET } as const
    expect(await control(court, freeze('SAMPLE-0005', take))).toMatchObject({
      deductedCents: 2_000_000,
      balanceCents: 0,
    })
    expect(await control(court, freeze('SAMPLE-0005', take))).toMatchObject({ failureReason: 'BALANCE_ZERO' })
  })

  test('a registered deduction holds the freeze until it is carried out (G20-16)', async () => {
    const first = freeze('SAMPLE-0001', { amountCents: 1_000_000 })
    await control(court, first)
    await behave(bank.adminPort, [{ name: 'DEFERS_DEDUCTIONS', times: 1 }])
    const pay = controlOf(...BANK, [following(first, { measure: 'DEDUCT', amountCents: 1_000_000, ...TARGET })])
    expect(await ask(court, pay)).toMatchObject({ result: 'REGISTERED', items: [] })
    for (const measure of ['RELEASE', 'CONTINUE'] as const) {
      const item = following(first, { measure, from: '2026-03-30', to: '2027-03-01' })
      expect(await control(court, controlOf(...BANK, [item]))).toMatchObject({ failureReason: 'PENDING_DEDUCTION' })
    }
    expect((await admin(bank.adminPort, 'settle', {})).body).toEqual({ settled: 1 })
    expect(await statusOf(court, pay.requestNo)).toMatchObject({
      result: 'PROCESSED',
      items: [{ deductedCents: 1_000_000 }],
    })
  })

  test.each<[string, string, Partial<ControlItem>, Partial<ControlRequest>, string]>([
    ['a name and number that differ', 'SAMPLE-0001', {}, { idNo: '999999199003070013' }, 'NAME_ID_MISMATCH'],
    ['the account of somebody else', 'SAMPLE-0009', {}, {}, 'NAME_ID_MISMATCH'],
    ['a closed account', 'SAMPLE-0007', {}, {}, 'ACCOUNT_CLOSED'],
    ['a special fund', 'SAMPLE-0006', {}, {}, 'SPECIAL_FUND'],
    ['another currency', 'SAMPLE-0004', {}, {}, 'CURRENCY_UNSUPPORTED'],
    ['an officer who is not filed', 'SAMPLE-0001', {}, { officerWorkCard: 'GZ-0002' }, 'OFFICER_NOT_FILED'],
    ['a term of 13 months (G20-03)', 'SAMPLE-0001', { to: '2027-04-30' }, {}, 'INSTRUMENT_INVALID'],
    ['a term that is over', 'SAMPLE-0001', { from: '2025-03-29', to: '2026-03-29' }, {}, 'INSTRUMENT_INVALID'],
    ['an account that is not there', 'SAMPLE-9999', {}, {}, 'OTHER'],
  ])('does not control %s, and nothing changes', async (_, account, change, head, reason) => {
    const before = await ask(court, requestTo(...BANK))
    expect(await control(court, freeze(account, change, head))).toMatchObject({
      state: 'NOT_CONTROLLED',
      failureReason: reason,
    })
    expect((await ask(court, requestTo(...BANK))).query).toEqual(before.query)
  })

  test('a release by another court or case ends nothing', async () => {
    const first = freeze('SAMPLE-0004', { currency: 'USD', amountCents: 100 })
    await control(court, first)
    expect(
      await control(court, controlOf(...BANK, [following(first, {})], { ...other, caseNo: first.caseNo })),
    ).toMatchObject({ failureReason: 'OTHER' })
    expect(
      await control(court, controlOf(...BANK, [following(first, { priorCaseNo: '（2026）粤0703执1号' })])),
    ).toMatchObject({ failureReason: 'OTHER' })
    const pay = following(first, { measure: 'DEDUCT', amountCents: 100, ...TARGET })
    expect(await control(court, controlOf(...BANK, [pay]))).toMatchObject({ failureReason: 'CURRENCY_UNSUPPORTED' })
    expect(await control(court, controlOf(...BANK, [{ ...pay, settleFx: 'YES' }]))).toMatchObject({
      deductedCents: 100,
    })
  })

  test('a measure ends by itself with its last day, and the next takes effect', async () => {
    const short = await place.start(place.config('bank'))
    const own = place.court(short.port)
    const first = freeze('SAMPLE-0001', { amountCents: 40_000_000, to: '2026-04-30' })
    await control(own, first)
    await control(own, freeze('SAMPLE-0001', { measure: 'WAITING_FREEZE' }, other))
    const measuresOf = async (): Promise<unknown> => {
      const { query } = await ask(own, requestTo(...BANK))
      const account = query?.accounts?.find(({ accountNo }) => accountNo === 'SAMPLE-0001')
      return account?.measures?.map(({ caseNo, state }) => [caseNo, state])
    }
    await admin(short.adminPort, 'date', { today: '2026-04-30' })
    expect(await measuresOf()).toEqual([
      [CASE_NO, 'EFFECTIVE'],
      [other.caseNo, 'WAITING'],
    ])
    await admin(short.adminPort, 'date', { today: '2026-05-01' })
    expect(await measuresOf()).toEqual([[other.caseNo, 'EFFECTIVE']])
    own.close()
  })
})
