import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CASE, codeOf, DOCUMENTS as documents, done, EnforcementDesk, OPENING } from './testing/enforcement-desk.ts'
import { finished } from './testing/gateway.ts'
import type { SignedIn, TestGateway } from './testing/gateway.ts'
import { until } from './testing/until.ts'

let desk: EnforcementDesk
let door: TestGateway
let enforcer: SignedIn
let judge: SignedIn
let secondJudge: SignedIn

beforeAll(async () => {
  desk = await EnforcementDesk.open()
  ;({ door, enforcer, judge, secondJudge } = desk)
  const cards = { officer: 'enforcer-1', name: '示例执行员', workCard: 'GZ-0001', dutyCard: 'GW-0001' }
  await desk.personnel.client.call('fileOfficerCards', { body: cards })
  await done(enforcer, enforcer.client.call('openEnforcement', { body: OPENING }))
  const { debtors } = await desk.eventually((shown) => shown.debtors.length === 1)
  const car = {
    debtorId: debtors[0]?.debtorId ?? '',
    institution: 'vehicles',
    asset: 'VEHICLE' as const,
    number: 'LSAMPLE0000000001',
    label: '粤A00001',
    currency: 'CNY',
    balanceCents: null,
    availableCents: null,
    encumberedCents: 0,
    divisible: false,
  }
  const { propertyId } = await enforcer.client.call('enterProperty', { ...CASE, body: car })
  const estimate = { valueCents: 8_000_000, divisible: false, ground: '二手车报价（虚构）' }
  await enforcer.client.call('estimateProperty', { params: { ...CASE.params, propertyId }, body: estimate })
}, 300_000)
afterAll(() => desk.close(), 60_000)

describe('an emergency', () => {
  test('is ordered by one judge, and ratified by another', async () => {
    const { property } = await desk.view()
    const car = property.find(({ asset }) => asset === 'VEHICLE')
    const asked = { propertyId: car?.propertyId ?? '', cents: 8_000_000, whole: true, months: 24 }
    const row = await done(
      judge,
      judge.client.call('orderEmergency', { ...CASE, body: { ...documents, controls: [asked] } }),
    )
    const { instrumentId } = row.result as { instrumentId: string }
    const shown = await desk.eventually(({ instruments }) =>
      instruments.some((one) => one.instrumentId === instrumentId),
    )
    const instrument = shown.instruments.find((one) => one.instrumentId === instrumentId)
    expect(instrument).toMatchObject({
      emergency: true,
      ratification: null,
      state: 'IN_FORCE',
      noticeNo: documents.noticeNo,
    })
    expect(instrument?.ratifyByMs).toBe((instrument?.signedAtMs ?? 0) + 48 * 3_600_000)
    const own = await finished(judge, (await judge.client.call('ratifyInstrument', { params: { instrumentId } })).id)
    expect(own.refusal).toMatchObject({ codespace: 'order', name: 'SamePerson' })
    await done(secondJudge, secondJudge.client.call('ratifyInstrument', { params: { instrumentId } }))
    await desk.eventually(
      ({ instruments }) => instruments.find((one) => one.instrumentId === instrumentId)?.ratification != null,
    )
  })

  test('is revoked; an order that has not been carried out is rejected', async () => {
    const instrument = (await desk.view()).instruments.find(({ emergency }) => emergency)
    const params = { instrumentId: instrument?.instrumentId ?? '' }
    await done(judge, judge.client.call('revokeInstrument', { params, body: { reason: 'GROUND_GONE' } }))
    const shown = await desk.eventually(({ orders }) =>
      orders.some(({ instrumentId, state }) => instrumentId === params.instrumentId && state === 'REJECTED'),
    )
    const order = shown.orders.find(({ instrumentId }) => instrumentId === params.instrumentId)
    expect(order?.result?.reason?.code).toBe('INSTRUMENT_REVOKED')
    expect(order?.ladder.at(-1)).toMatchObject({ isNegative: expect.any(Boolean) as boolean })
    expect(shown.instruments.find(({ instrumentId }) => instrumentId === params.instrumentId)).toMatchObject({
      state: 'REVOKED',
      revocation: { reason: 'GROUND_GONE' },
    })
  })
})

test('the kill switch takes two persons of two roles; nothing new is ordered while it is on', async () => {
  const president = await door.signIn('court', 'president-1')
  const supervisor = await door.signIn('court', 'supervisor-1')
  await done(president, president.client.call('proposeHalt', { body: { halted: true, reason: 'SECURITY_INCIDENT' } }))
  const open = await until(async () => (await supervisor.client.call('getHalt')).proposals[0] ?? false)
  expect(open).toMatchObject({ halted: true, reason: 'SECURITY_INCIDENT', mayApprove: true })
  const approval = { params: { proposalId: open.proposalId }, body: { digest: open.digest } }
  expect(await codeOf(president.client.call('approveHalt', approval))).toBe('SAME_PERSON')
  await done(supervisor, supervisor.client.call('approveHalt', approval))
  expect(await enforcer.client.call('getHalt')).toMatchObject({ halted: true, proposals: [] })
  const query = {
    debtorId: (await desk.view()).debtors[0]?.debtorId ?? '',
    institutions: ['bank'],
    noticeNo: documents.noticeNo,
  }
  const row = await enforcer.client.call('queryProperty', { ...CASE, body: query })
  expect((await finished(enforcer, row.id)).refusal).toMatchObject({ codespace: 'order', name: 'EffectsHalted' })
  expect((await desk.view()).isHalted).toBe(true)
})
