import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WalkedClock } from './testing/alliance.ts'
import { control, mattersOf, openCase, shownOf } from './testing/court-work.ts'
import type { CourtWork, Thing } from './testing/court-work.ts'
import {
  CASE,
  codeOf,
  day,
  DOCUMENTS as documents,
  done,
  EnforcementDesk,
  OPENING,
  orderOfDraft,
} from './testing/enforcement-desk.ts'
import { finished } from './testing/gateway.ts'
import type { SignedIn, TestGateway } from './testing/gateway.ts'
import { digest, today } from './testing/lawyer-case.ts'
import { until } from './testing/until.ts'

const clock = new WalkedClock()
let desk: EnforcementDesk
let door: TestGateway
let enforcer: SignedIn
let judge: SignedIn
let secondJudge: SignedIn

beforeAll(async () => {
  desk = await EnforcementDesk.open({ clock, askers: ['court-0105', 'court-0106', 'alliance'] })
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

/** A second case, of a debtor who has not performed for months. */
const OLD = { params: { caseId: '0d'.repeat(16) } }
const CARRIED = { amount: null, annexDigest: null, shortfall: null, distribution: null }

const controlled = (of: CourtWork, thing: Thing, state: 'EFFECTIVE' | 'WAITING'): Promise<string> =>
  control(desk, of, thing, { state, nowMs: () => clock.wallMs() })

describe('a debt that a third party owes to the debtor', () => {
  const of = (): CourtWork => ({ ...OLD, enforcer, judge })
  const RECEIVABLE = {
    institution: 'payment',
    asset: 'RECEIVABLE',
    number: 'SAMPLE-DEBT-1',
    cents: 30_000_000,
  } as const
  const ids = { measureId: 'd1'.repeat(16), assetKey: 'd2'.repeat(16) }
  let orderId: string
  beforeAll(async () => {
    await openCase(desk, await door.signIn('court', 'clerk-1'), of(), { court: '京0105', number: '71' })
    orderId = await controlled(of(), { ...RECEIVABLE, ...ids }, 'EFFECTIVE')
  }, 120_000)

  const deduct = async (cents: number): Promise<string | undefined> => {
    const orders = [{ orderId, action: 'DEDUCT' as const, cents }]
    await done(enforcer, enforcer.client.call('proposeMeasureRuling', { ...OLD, body: { ...documents, orders } }))
    const draft = await desk.openDraft()
    const signed = judge.client.call('signDraft', {
      params: { draftId: draft.draftId },
      body: { digest: draft.digest },
    })
    const { refusal } = await finished(judge, (await signed).id)
    if (refusal !== null)
      await done(enforcer, enforcer.client.call('withdrawDraft', { params: { draftId: draft.draftId } }))
    if (refusal !== null) return refusal.name
    await desk.carryOut('payment', orderOfDraft(draft, 0), 'measure/CarryOut', { ...CARRIED, amount: digest('a1') })
    await shownOf(of(), ({ orders: sent }) =>
      sent.some((one) => one.orderId === orderOfDraft(draft, 0) && one.state === 'FULFILLED'),
    )
    return undefined
  }

  test('is not taken before the third party was told; told long ago and silent, it is taken', async () => {
    expect(await deduct(1_000_000)).toBe('DebtNotNotified')
    const notice = { orderId, servedOn: day(-40), noticeDigest: digest('d1') }
    await done(enforcer, enforcer.client.call('notifyThirdParty', { ...OLD, body: notice }))
    const { debtNotices } = await mattersOf(of(), (shown) => shown.debtNotices.length === 1)
    expect(debtNotices).toMatchObject([
      { measure: { orderId, asset: 'RECEIVABLE' }, servedOn: day(-40), objectedOn: null, verdict: 'MAY_ENFORCE' },
    ])
    expect(await deduct(1_000_000)).toBeUndefined()
  })

  test('is not taken any more once the third party has objected in time', async () => {
    const params = { ...OLD.params, measureId: ids.measureId }
    const dispute = { on: day(-30), reasons: '债务尚未到期（虚构）' }
    await done(enforcer, enforcer.client.call('disputeDebt', { params, body: dispute }))
    const { debtNotices } = await mattersOf(of(), (shown) => shown.debtNotices[0]?.objectedOn != null)
    expect(debtNotices).toMatchObject([
      { objectedOn: day(-30), objection: { text: dispute.reasons, state: 'held' }, verdict: 'ENFORCEMENT_BARRED' },
    ])
    expect(await deduct(1_000_000)).toBe('DebtBarred')
  })
})

describe('a round', () => {
  const of = (): CourtWork => ({ ...OLD, enforcer, judge })
  const query = async (): Promise<void> => {
    const [debtor] = (await shownOf(of(), () => true)).debtors
    const body = { debtorId: debtor?.debtorId ?? '', institutions: ['bank'], noticeNo: documents.noticeNo }
    const row = await done(enforcer, enforcer.client.call('queryProperty', { ...OLD, body }))
    const [orderId = ''] = (row.result as { orders: string[] }).orders
    const facts = { kind: 'FULFILLED', code: null, rule: null, amount: null, annexDigest: null }
    await desk.carryOut('bank', orderId, 'order/Answer', facts)
    await shownOf(of(), ({ orders }) => orders.some((one) => one.orderId === orderId && one.state === 'FULFILLED'))
  }

  test('ends when nothing is found, is asked again after six months, and goes on when something is', async () => {
    const round = {
      rulingDigest: digest('e1'),
      consumptionOrderDigest: digest('e2'),
      listingDigest: null,
      searchDigest: digest('e3'),
      hearingDigest: digest('e4'),
    }
    const early = await finished(judge, (await judge.client.call('endRound', { ...OLD, body: round })).id)
    expect(early.refusal?.name).toBe('NothingSearched')
    await query()
    await done(judge, judge.client.call('endRound', { ...OLD, body: round }))
    await shownOf(of(), ({ state }) => state === 'ROUND_ENDED')
    const ended = await mattersOf(of(), ({ rounds }) => rounds.length === 1)
    expect(ended.rounds[0]).toMatchObject({ number: 1, endedOn: today, officer: 'judge-1', resumedOn: null })
    expect(ended.rounds[0]?.requeries).toHaveLength(10)
    expect(ended.rounds[0]?.requeries.every(({ state }) => state === null)).toBe(true)

    await desk.alliance.walk(184)
    const due = await mattersOf(of(), ({ rounds }) => rounds[0]?.requeries[0]?.state === 'DUE')
    expect(due.rounds[0]?.requeries[1]).toMatchObject({ number: 2, state: null })
    const alarm = (await enforcer.client.call('listAlarms')).items.find(({ kind }) => kind === 'REQUERY_DUE')
    expect(alarm).toMatchObject({ subject: OLD.params.caseId, owner: 'COURT_ENFORCER' })
    await query()
    const asked = await mattersOf(of(), ({ rounds }) => rounds[0]?.requeries[0]?.state === 'DONE')
    expect(asked.rounds[0]?.requeries[0]?.instrumentId).toMatch(/^[0-9a-f]{32}$/)

    const body = { on: today, reasons: '发现被执行人有新的财产（虚构）' }
    await done(judge, judge.client.call('resumeRound', { ...OLD, body }))
    await shownOf(of(), ({ state }) => state === 'OPEN')
    const resumed = await mattersOf(of(), ({ rounds }) => rounds[0]?.resumedOn === today)
    expect(resumed.rounds[0]).toMatchObject({ resumption: { text: body.reasons, state: 'held' } })
    expect(resumed.rounds[0]?.requeries).toHaveLength(1)
  }, 180_000)
})

describe('the right to dispose', () => {
  const first = (): CourtWork => ({ ...OLD, enforcer, judge })
  const HOUSE = {
    institution: 'land',
    asset: 'REAL_ESTATE',
    number: '999999001001GB00001F00010009',
    cents: 60_000_000,
    assetKey: 'd4'.repeat(16),
  } as const
  const OTHER_HOUSE = { ...HOUSE, number: '999999001001GB00001F00010010', assetKey: 'd7'.repeat(16) } as const
  let second: CourtWork
  let waiting: string
  let disputed: string

  beforeAll(async () => {
    const [judge9, enforcer9, personnel9] = await Promise.all(
      ['judge-9', 'enforcer-9', 'personnel-9'].map((person) => door.signIn('court', person)),
    )
    if (judge9 === undefined || enforcer9 === undefined || personnel9 === undefined) throw new Error('nobody')
    second = { params: { caseId: '0e'.repeat(16) }, enforcer: enforcer9, judge: judge9 }
    const cards = { officer: 'enforcer-9', name: '示例执行员二', workCard: 'GZ-0009', dutyCard: 'GW-0009' }
    await personnel9.client.call('fileOfficerCards', { body: cards })
    await openCase(desk, enforcer9, second, { court: '京0106', number: '72' })
    await controlled(first(), { ...HOUSE, measureId: 'd5'.repeat(16) }, 'EFFECTIVE')
    waiting = await controlled(second, { ...HOUSE, measureId: 'd6'.repeat(16) }, 'WAITING')
    await controlled(first(), { ...OTHER_HOUSE, measureId: 'd8'.repeat(16) }, 'EFFECTIVE')
    disputed = await controlled(second, { ...OTHER_HOUSE, measureId: 'd9'.repeat(16) }, 'WAITING')
  }, 180_000)

  test('is disputed by courts that share a gateway, and neither is shown the cases of the other', async () => {
    const own = async ({ enforcer: one }: CourtWork) => (await one.client.call('listEnforcements')).items
    expect((await own(second)).map(({ caseId }) => caseId)).toEqual([second.params.caseId])
    expect((await own(first())).map(({ caseId }) => caseId)).not.toContain(second.params.caseId)
    for (const [desk, foreign] of [
      [second, OLD],
      [first(), second],
    ] as const)
      await expect(desk.judge.client.call('getEnforcement', { params: foreign.params })).rejects.toMatchObject({
        code: 'CASE_NOT_OWN',
      })
  })

  test('goes to the court of a creditor with priority, 60 days after the seal, by the letter of the first court', async () => {
    const body = { orderId: waiting, ground: 'PRIORITY_CREDITOR_COURT' as const, reasons: '抵押权已经判决确认（虚构）' }
    const request = () => second.judge.client.call('requestTransfer', { params: second.params, body })
    const early = await finished(second.judge, (await request()).id)
    expect(early.refusal?.name).toBe('TransferNotYet')
    await desk.alliance.walk(61)
    await done(second.judge, request())
    const asked = await until(
      async () => (await enforcer.client.call('listTransfers', { query: { state: 'REQUESTED' } })).items[0] ?? false,
    )
    expect(asked).toMatchObject({
      from: { caseId: OLD.params.caseId, organisation: 'court-0105' },
      to: { caseId: second.params.caseId, organisation: 'court-0106' },
      request: { text: body.reasons },
      isOverdue: false,
      isEnded: false,
      mayAnswer: true,
      mayGrant: true,
    })
    const numbers = { noticeNo: documents.noticeNo, rulingNo: documents.rulingNo }
    const params = { transferId: asked.transferId }
    await done(enforcer, enforcer.client.call('proposeTransferLetter', { params, body: numbers }))
    const draft = await desk.openDraft()
    expect(draft.kind).toBe('TRANSFER_LETTER')
    await desk.sign(draft)
    await desk.carryOut('land', orderOfDraft(draft, 0), 'measure/CarryOut', CARRIED)
    for (const one of [first(), second]) {
      const { transfers } = await mattersOf(one, (shown) => shown.transfers[0]?.state === 'GRANTED')
      expect(transfers).toMatchObject([{ transferId: asked.transferId, instrumentId: draft.instrumentId }])
    }
    await shownOf(first(), ({ orders }) =>
      orders.some(({ orderId, state }) => orderId === orderOfDraft(draft, 0) && state === 'FULFILLED'),
    )
    const orders = [{ orderId: waiting, action: 'CONVERT_TO_DISPOSAL' as const }]
    const ruling = { params: second.params, body: { ...documents, orders } }
    await done(second.enforcer, second.enforcer.client.call('proposeMeasureRuling', ruling))
    const disposal = await desk.openDraft(second.judge)
    await desk.sign(disposal, second.judge)
    await desk.carryOut('land', orderOfDraft(disposal, 0), 'measure/CarryOut', CARRIED)
    await shownOf(second, ({ orders: sent }) =>
      sent.some(({ orderId, state }) => orderId === orderOfDraft(disposal, 0) && state === 'FULFILLED'),
    )
  }, 180_000)

  const seenBy = (who: SignedIn, state: 'REQUESTED' | 'REFUSED' | 'ORDERED' | 'GRANTED', id?: string) =>
    until(async () => {
      const { items } = await who.client.call('listTransfers', { query: { state } })
      return items.find((one) => id === undefined || one.transferId === id) ?? false
    })

  test('is refused for good by a court above both: nobody is offered more, and it may be asked for again', async () => {
    const body = {
      orderId: disputed,
      ground: 'PRIORITY_CREDITOR_COURT' as const,
      reasons: '抵押权尚在审理（虚构）',
    }
    await done(second.judge, second.judge.client.call('requestTransfer', { params: second.params, body }))
    const above = await door.signIn('court', 'judge-above')
    const { transferId } = await seenBy(judge, 'REQUESTED')
    const params = { transferId }
    await done(judge, judge.client.call('refuseTransfer', { params, body: { reasons: '本院即将拍卖（虚构）' } }))
    expect(await seenBy(judge, 'REFUSED', transferId)).toMatchObject({ isEnded: false, mayGrant: true })
    expect(await seenBy(above, 'REFUSED', transferId)).toMatchObject({ mayGrant: false, mayDecide: true })
    const decision = { outcome: 'REFUSED' as const, reasons: '优先债权尚未确定（虚构）' }
    await done(above, above.client.call('decideTransfer', { params, body: decision }))
    for (const who of [judge, enforcer, second.judge, above]) {
      const ended = await until(async () => {
        const shown = await seenBy(who, 'REFUSED', transferId)
        return shown.isEnded && shown
      })
      expect(ended).toMatchObject({ mayAnswer: false, mayGrant: false, mayDecide: false })
      expect(ended.stateText.zh).toBe('上级法院决定不予移送')
      expect(ended.decisions).toMatchObject([
        { organisation: 'court-0105', outcome: 'REFUSED' },
        { organisation: 'alliance', officer: 'judge-above', outcome: 'REFUSED', reasons: { text: decision.reasons } },
      ])
      expect(ended.decisions[1]?.atMs).toBeGreaterThan(0)
    }
    const numbers = { noticeNo: documents.noticeNo, rulingNo: documents.rulingNo }
    const letter = enforcer.client.call('proposeTransferLetter', { params, body: numbers })
    expect(await codeOf(letter)).toBe('NOT_IN_FORCE')
    const again = await finished(above, (await above.client.call('decideTransfer', { params, body: decision })).id)
    expect(again.refusal?.name).toBe('TransferUnknown')
  }, 120_000)

  /** The court that waits asks, the first one refuses, and the court above both decides; who is early or below is refused. */
  async function orderedByCourtAbove() {
    const body = {
      orderId: disputed,
      ground: 'PRIORITY_CREDITOR_COURT' as const,
      reasons: '抵押权已经判决确认（虚构）',
    }
    await done(second.judge, second.judge.client.call('requestTransfer', { params: second.params, body }))
    const [above, officerAbove, personnelAbove] = await Promise.all(
      ['judge-above', 'enforcer-above', 'personnel-above'].map((person) => door.signIn('court', person)),
    )
    if (above === undefined || officerAbove === undefined || personnelAbove === undefined) throw new Error('nobody')
    const cards = { officer: 'enforcer-above', name: '示例执行员三', workCard: 'GZ-0010', dutyCard: 'GW-0010' }
    await personnelAbove.client.call('fileOfficerCards', { body: cards })
    const { transferId } = await seenBy(judge, 'REQUESTED')
    const params = { transferId }
    const decision = { outcome: 'ORDERED' as const, reasons: '首封法院无正当理由不移送（虚构）' }
    const early = await finished(above, (await above.client.call('decideTransfer', { params, body: decision })).id)
    expect(early.refusal?.name).toBe('TransferUndisputed')
    await done(judge, judge.client.call('refuseTransfer', { params, body: { reasons: '本院即将拍卖（虚构）' } }))
    expect(await seenBy(above, 'REFUSED', transferId)).toMatchObject({
      mayAnswer: false,
      mayGrant: false,
      mayDecide: true,
    })
    expect(await seenBy(judge, 'REFUSED', transferId)).toMatchObject({
      mayAnswer: false,
      mayGrant: true,
      mayDecide: false,
    })
    const own = await finished(
      second.judge,
      (await second.judge.client.call('decideTransfer', { params, body: decision })).id,
    )
    expect(own.refusal?.name).toBe('NotSuperior')
    const numbers = { noticeNo: documents.noticeNo, rulingNo: documents.rulingNo }
    const propose = () => officerAbove.client.call('proposeTransferLetter', { params, body: numbers })
    await done(officerAbove, propose())
    const tooEarly = await desk.openDraft(above)
    const refused = await finished(
      above,
      (
        await above.client.call('signDraft', {
          params: { draftId: tooEarly.draftId },
          body: { digest: tooEarly.digest },
        })
      ).id,
    )
    expect(refused.refusal?.name).toBe('TransferUnknown')
    await done(above, above.client.call('decideTransfer', { params, body: decision }))
    const ordered = await seenBy(officerAbove, 'ORDERED')
    expect(ordered).toMatchObject({ transferId, mayAnswer: false, mayGrant: true, mayDecide: false, isEnded: false })
    expect(
      ordered.decisions.map(({ organisation, outcome, reasons }) => [organisation, outcome, reasons.text]),
    ).toEqual([
      ['court-0105', 'REFUSED', '本院即将拍卖（虚构）'],
      ['alliance', 'ORDERED', decision.reasons],
    ])
    return { above, officerAbove, propose, transferId }
  }

  test('is handed on by a court above both when the first court refuses; it sells, and the first court claims from the rest', async () => {
    const { above, officerAbove, propose, transferId } = await orderedByCourtAbove()
    await done(officerAbove, propose())
    const letter = await desk.openDraft(above)
    expect(letter.kind).toBe('TRANSFER_LETTER')
    await desk.sign(letter, above)
    await desk.carryOut('land', orderOfDraft(letter, 0), 'measure/CarryOut', CARRIED)
    expect(await seenBy(second.judge, 'GRANTED', transferId)).toMatchObject({
      transferId,
      instrumentId: letter.instrumentId,
    })

    const distribution = digest('5a')
    for (const action of ['CONVERT_TO_DISPOSAL', 'CLOSE_DISPOSAL'] as const) {
      const ruling = { params: second.params, body: { ...documents, orders: [{ orderId: disputed, action }] } }
      await done(second.enforcer, second.enforcer.client.call('proposeMeasureRuling', ruling))
      const draft = await desk.openDraft(second.judge)
      await desk.sign(draft, second.judge)
      const carried = action === 'CLOSE_DISPOSAL' ? { ...CARRIED, distribution } : CARRIED
      await desk.carryOut('land', orderOfDraft(draft, 0), 'measure/CarryOut', carried)
      await shownOf(second, ({ orders }) =>
        orders.some(({ orderId, state }) => orderId === orderOfDraft(draft, 0) && state === 'FULFILLED'),
      )
    }
    await shownOf(second, ({ controls }) =>
      controls.some(({ orderId, state }) => orderId === disputed && state === 'DISPOSED'),
    )
    const { controls } = await shownOf(first(), (shown) =>
      shown.controls.some(({ state }) => state === 'SURPLUS_CLAIM'),
    )
    const claim = controls.find(({ state }) => state === 'SURPLUS_CLAIM')
    expect(claim?.history.at(-1)).toMatchObject({ event: 'SURPLUS_CLAIM', digest: distribution })
  }, 180_000)
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
  const standing = await until(async () => {
    const halt = await enforcer.client.call('getHalt')
    return halt.proposals.length === 0 && halt
  })
  expect(standing.halted).toBe(true)
  const query = {
    debtorId: (await desk.view()).debtors[0]?.debtorId ?? '',
    institutions: ['bank'],
    noticeNo: documents.noticeNo,
  }
  const row = await enforcer.client.call('queryProperty', { ...CASE, body: query })
  expect((await finished(enforcer, row.id)).refusal).toMatchObject({ codespace: 'order', name: 'EffectsHalted' })
  expect((await desk.view()).isHalted).toBe(true)
})
