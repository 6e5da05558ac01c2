import type { HttpsInstitution } from '@xiezhi/institution-adapter'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PROFILES, loadProfile } from './profile.ts'
import {
  ask,
  canRun,
  control,
  controlOf,
  following,
  requestTo,
  TARGET,
  TestPlace,
} from './testing/institution-fixture.ts'

const other = {
  courtId: 'SAMPLE-0704',
  officerWorkCard: 'GZ-0002',
  officerDutyCard: 'GW-0002',
  caseNo: '（2026）粤0704执5号',
}
const whole = {
  seq: 1,
  controlType: 'NON_DEPOSIT',
  measure: 'FREEZE',
  content: 'ACCOUNT',
  from: '2026-03-30',
  to: '2028-03-30',
} as const

test.each(PROFILES)('profile %s is complete', (name) => {
  expect(loadProfile(name).assets.length).toBeGreaterThan(0)
})

test('a profile with a key of its own making is refused by path', () => {
  expect(() => loadProfile(new URL('institution.ts', import.meta.url).pathname)).toThrow(
    expect.objectContaining({ code: 'PROFILE_INVALID' }) as Error,
  )
})

describe.skipIf(!canRun)('profiles', () => {
  let place: TestPlace
  beforeAll(() => {
    place = new TestPlace()
  })
  afterAll(() => place.end())

  async function open(profile: string): Promise<HttpsInstitution> {
    return place.court((await place.start(place.config(profile))).port)
  }

  test('payment: an account as at a bank', async () => {
    const court = await open('payment')
    const item = {
      ...whole,
      accountNo: 'PAY-0001',
      currency: 'CNY',
      amountCents: 10_000_000,
      content: 'AMOUNT',
      to: '2027-03-30',
    } as const
    expect(await control(court, controlOf('PAYMENT', 'SAMPLEPAY', [item]))).toMatchObject({
      actualControlledCents: 9_000_000,
      freezeLimitCents: 10_000_000,
    })
    court.close()
  })

  test('securities: units, not money, and not what is pledged; waiting and part', async () => {
    const court = await open('securities')
    const { query } = await ask(court, requestTo('SECURITIES', 'SAMPLESEC'))
    expect(
      query?.securities?.map(({ securityCode, units, availableUnits }) => [securityCode, units, availableUnits]),
    ).toEqual([
      ['000000', 10_000, 8_000],
      ['000001', 500, 500],
    ])
    const item = { ...whole, accountNo: 'SEC-0001', securityCode: '000000', units: 9_000 }
    const first = controlOf('SECURITIES', 'SAMPLESEC', [item])
    expect(await control(court, first)).toMatchObject({ state: 'CONTROLLED', controlledUnits: 8_000 })
    const waiting = controlOf('SECURITIES', 'SAMPLESEC', [{ ...item, measure: 'WAITING_FREEZE', units: 100 }], other)
    expect(await control(court, waiting)).toMatchObject({ rank: 1, controlledUnits: 0 })
    expect(
      await control(court, controlOf('SECURITIES', 'SAMPLESEC', [following(first, { units: 5_000 })])),
    ).toMatchObject({ controlledUnits: 4_000 })
    const pay = { ...following(first, { measure: 'DEDUCT' }), units: 1, ...TARGET }
    expect(await control(court, controlOf('SECURITIES', 'SAMPLESEC', [pay]))).toMatchObject({
      failureReason: 'UNSUPPORTED_ASSET',
    })
    court.close()
  })

  test('insurance: the cash value without the loan on the policy', async () => {
    const court = await open('insurance')
    const item = {
      ...whole,
      policyNo: 'POL-0001',
      currency: 'CNY',
      amountCents: 20_000_000,
      content: 'AMOUNT',
    } as const
    const first = controlOf('INSURANCE', 'SAMPLEINS', [item])
    expect(await control(court, first)).toMatchObject({
      balanceCents: 12_000_000,
      actualControlledCents: 10_000_000,
      availableCents: 0,
    })
    const take = following(first, { measure: 'DEDUCT', amountCents: 10_000_000, ...TARGET })
    expect(await control(court, controlOf('INSURANCE', 'SAMPLEINS', [take]))).toMatchObject({
      deductedCents: 10_000_000,
      balanceCents: 2_000_000,
    })
    const { query } = await ask(court, requestTo('INSURANCE', 'SAMPLEINS'))
    expect(query?.policies?.[0]).toMatchObject({ cashValueCents: 2_000_000, availableCents: 0, insured: '示例甲' })
    court.close()
  })

  test('vehicles: the file is sealed once, the next court waits, for two years at most', async () => {
    const court = await open('vehicles')
    const item = { ...whole, vehicleNo: 'LSAMP0E0000000001' }
    const tooLong = controlOf('VEHICLE', 'SAMPLEVEH', [{ ...item, to: '2028-03-31' }])
    expect(await control(court, tooLong)).toMatchObject({ failureReason: 'INSTRUMENT_INVALID' })
    expect(await control(court, controlOf('VEHICLE', 'SAMPLEVEH', [item]))).toMatchObject({
      state: 'CONTROLLED',
      measureTo: '2028-03-30',
    })
    expect(await control(court, controlOf('VEHICLE', 'SAMPLEVEH', [item], other))).toMatchObject({
      failureReason: 'ALREADY_FROZEN',
    })
    const waiting = controlOf('VEHICLE', 'SAMPLEVEH', [{ ...item, measure: 'WAITING_FREEZE' }], other)
    expect(await control(court, waiting)).toMatchObject({ rank: 1 })
    const { query } = await ask(court, requestTo('VEHICLE', 'SAMPLEVEH'))
    expect(query?.vehicles?.[0]).toMatchObject({ isBookSealed: '是', isDetained: '否' })
    court.close()
  })

  test('land: seals in the order of their registration to the second, mortgages and shares beside them (G20-06)', async () => {
    const court = await open('land')
    const unit = '999999001001GB00001F00010002'
    const item = { ...whole, realEstateUnit: unit, measure: 'WAITING_FREEZE', to: '2029-03-30' } as const
    const one = controlOf('LAND', 'SAMPLELAND', [item])
    const two = controlOf('LAND', 'SAMPLELAND', [item], other)
    expect(await control(court, two)).toMatchObject({ rank: 1, earlier: [{ caseNo: '（2026）粤0781执9号' }] })
    expect(await control(court, one)).toMatchObject({ rank: 2 })
    const { query } = await ask(court, requestTo('LAND', 'SAMPLELAND'))
    const estate = query?.realEstate?.find(({ realEstateUnit }) => realEstateUnit === unit)
    expect(estate?.seals.map(({ caseNo, state, rank }) => [caseNo, state, rank])).toEqual([
      ['（2026）粤0781执9号', 'EFFECTIVE', 0],
      [other.caseNo, 'WAITING', 1],
      [one.caseNo, 'WAITING', 2],
    ])
    expect(estate).toMatchObject({ ownerShare: '1/2', residenceRight: '示例丙，至2030-01-01' })
    expect(estate?.seals.map(({ registeredAt }) => registeredAt)).toEqual(
      [...(estate?.seals ?? [])].map(({ registeredAt }) => registeredAt).sort(),
    )
    expect(query?.realEstate?.[0]?.mortgages).toEqual([
      { holder: '示例银行', amountCents: 30_000_000, registeredAt: '2020-01-01T09:00:00+08:00' },
    ])
    court.close()
  })

  test.each([
    ['tax', 'TAX', 'SAMPLETAX'],
    ['social-security', 'SOCIAL_SECURITY', 'SAMPLESOC'],
  ] as const)('%s: answers queries and controls nothing', async (profile, kind, code) => {
    const court = await open(profile)
    const { query } = await ask(court, requestTo(kind, code))
    expect(query?.income?.[0]).toMatchObject({ payer: '示例公司' })
    await expect(court.submit(controlOf(kind, code, [whole]))).rejects.toMatchObject({
      facts: { refusal: 'control-interface/CONTROL_NOT_SUPPORTED' },
    })
    court.close()
  })
})
