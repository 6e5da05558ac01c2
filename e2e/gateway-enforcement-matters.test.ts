import type { MattersView } from '@xiezhi/gateway-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  CASE,
  codeOf,
  DOCUMENTS as documents,
  done,
  EnforcementDesk,
  OPENING,
  orderOfDraft,
} from './testing/enforcement-desk.ts'
import { openDatabase } from '../apps/gateway/src/db/database.ts'
import { Projection } from '../apps/gateway/src/projection/projection.ts'
import { databaseUrl } from '../apps/gateway/src/db/provision.ts'
import { finished, runningOf } from './testing/gateway.ts'
import type { SignedIn } from './testing/gateway.ts'
import { CASE_REF, digest, today } from './testing/lawyer-case.ts'
import { until } from './testing/until.ts'

let desk: EnforcementDesk
let enforcer: SignedIn
let judge: SignedIn
let president: SignedIn
let clerk: SignedIn

beforeAll(async () => {
  desk = await EnforcementDesk.open()
  ;({ enforcer, judge } = desk)
  president = await desk.door.signIn('court', 'president-1')
  clerk = await desk.door.signIn('court', 'clerk-1')
  await done(enforcer, enforcer.client.call('openEnforcement', { body: OPENING }))
  await desk.eventually(({ debtors }) => debtors.length === 1)
  const cards = { officer: 'enforcer-1', name: '示例执行员', workCard: 'GZ-0001', dutyCard: 'GW-0001' }
  await desk.personnel.client.call('fileOfficerCards', { body: cards })
}, 240_000)
afterAll(() => desk.close(), 60_000)

const matters = (): Promise<MattersView> => enforcer.client.call('getMatters', CASE)
const eventually = (is: (shown: MattersView) => boolean): Promise<MattersView> =>
  until(async () => {
    const shown = await matters()
    return is(shown) && shown
  })
/** The name of the ledger's refusal of an act. */
async function refusedAs(who: SignedIn, row: Promise<{ readonly id: string }>): Promise<string | undefined> {
  return (await finished(who, (await row).id)).refusal?.name
}

/** A freeze of the account, signed and in effect. */
async function frozen(): Promise<string> {
  const [debtor] = (await desk.view()).debtors
  const account = {
    debtorId: debtor?.debtorId ?? '',
    institution: 'bank',
    asset: 'DEPOSIT' as const,
    number: 'SAMPLE-6222-0001',
    label: '活期账户（虚构）',
    currency: 'CNY',
    balanceCents: 49_000_000,
    availableCents: 49_000_000,
    encumberedCents: 0,
    divisible: true,
  }
  await enforcer.client.call('enterProperty', { ...CASE, body: account })
  const plan = await enforcer.client.call('planControl', { ...CASE, body: {} })
  const controls = plan.controls.map(({ propertyId, cents, whole, months }) => ({ propertyId, cents, whole, months }))
  await done(enforcer, enforcer.client.call('proposeControl', { ...CASE, body: { ...documents, controls } }))
  const draft = await desk.openDraft()
  await desk.sign(draft)
  const orderId = orderOfDraft(draft, 0)
  await desk.carryOut('bank', orderId, 'measure/Register', {
    measureId: 'b1'.repeat(16),
    assetKey: 'c1'.repeat(16),
    registeredAtMs: Math.floor(Date.now() / 1_000) * 1_000,
    amount: digest('a0'),
    annexDigest: null,
    shortfall: null,
  })
  await desk.eventually(({ controls: held }) => held.some(({ state }) => state === 'EFFECTIVE'))
  return orderId
}

describe('an objection', () => {
  let orderId: string
  beforeAll(async () => {
    orderId = await frozen()
  }, 60_000)

  test('of a third party has its term; nothing is disposed of until a judge has decided, and the reasons stay in the vault', async () => {
    const body = {
      kind: 'THIRD_PARTY' as const,
      raisedBy: 'THIRD_PARTY' as const,
      name: '案外人丙（虚构）',
      receivedOn: today,
      reasons: '账户资金系本人所有（虚构）',
    }
    expect(await codeOf(judge.plain.call('raiseCaseObjection', { ...CASE, body }))).toBe('ROLE_MISSING')
    expect(
      await codeOf(
        enforcer.client.call('raiseCaseObjection', { ...CASE, body: { ...body, orderId: `${'0'.repeat(64)}-0` } }),
      ),
    ).toBe('SUBJECT_UNKNOWN')
    expect(await refusedAs(enforcer, enforcer.client.call('raiseCaseObjection', { ...CASE, body }))).toBe(
      'ObjectionForm',
    )
    expect((await matters()).objections).toEqual([])
    await done(clerk, clerk.client.call('raiseCaseObjection', { ...CASE, body: { ...body, orderId } }))
    const shown = await eventually(({ objections }) => objections.length === 1)
    const [objection] = shown.objections
    expect(objection).toMatchObject({
      kind: 'THIRD_PARTY',
      raisedBy: { as: 'THIRD_PARTY', name: '案外人丙（虚构）' },
      grounds: { text: body.reasons, state: 'held' },
      measure: { orderId, institution: 'bank' },
      state: 'OPEN',
      isOverdue: false,
      remedy: null,
      mayDecide: false,
    })
    expect(objection?.due?.daysLeft).toBeGreaterThan(0)
    expect((await judge.client.call('listCaseObjections', { query: { state: 'OPEN' } })).items).toMatchObject([
      { objectionId: objection?.objectionId, mayDecide: true },
    ])
    const params = { caseId: CASE_REF, objectionId: objection?.objectionId ?? '' }
    const decision = { outcome: 'DISMISSED' as const, servedOn: today, reasons: '案外人未提供权属证据（虚构）' }
    expect(await codeOf(enforcer.plain.call('decideCaseObjection', { params, body: decision }))).toBe('ROLE_MISSING')
    expect(
      await codeOf(
        judge.client.call('decideCaseObjection', {
          params: { ...params, objectionId: 'ee'.repeat(16) },
          body: decision,
        }),
      ),
    ).toBe('SUBJECT_UNKNOWN')
    await done(judge, judge.client.call('decideCaseObjection', { params, body: decision }))
    const decided = await eventually(({ objections }) => objections[0]?.state === 'DISMISSED')
    expect(decided.objections[0]).toMatchObject({
      decision: { officer: 'judge-1', inTime: true, reasons: { text: decision.reasons } },
      remedy: { kind: 'SUIT', until: { daysLeft: expect.any(Number) as number } },
    })
    expect(await refusedAs(judge, judge.client.call('decideCaseObjection', { params, body: decision }))).toBe(
      'ObjectionDecided',
    )
    expect((await judge.client.call('listCaseObjections', { query: { state: 'OPEN' } })).items).toEqual([])
    const record = JSON.stringify(await desk.alliance.court.client.query('enforcement/matters', { caseRef: CASE_REF }))
    for (const secret of [body.reasons, body.name, decision.reasons]) expect(record).not.toContain(secret)
  })

  test('of an institution comes with its order, and the decision goes back to it', async () => {
    const zone = desk.alliance.institution
    if (zone === undefined) throw new Error('no institutions')
    const objectionId = '0b'.repeat(16)
    await zone.act(
      {
        type: 'order/Object',
        value: { client: '07-tendermint-0', orderId, objectionId, documentDigest: digest('0b') },
      },
      'bank-operator',
    )
    const shown = await eventually(({ objections }) => objections.some(({ kind }) => kind === 'INSTITUTION'))
    const objection = shown.objections.find(({ kind }) => kind === 'INSTITUTION')
    expect(objection).toMatchObject({
      raisedBy: { as: 'INSTITUTION', institution: 'bank' },
      orderId,
      grounds: { state: 'none', digest: digest('0b') },
    })
    const params = { caseId: CASE_REF, objectionId }
    await done(
      judge,
      judge.client.call('decideCaseObjection', {
        params,
        body: { outcome: 'UPHELD', servedOn: today, reasons: '协助单位异议成立（虚构）' },
      }),
    )
    const record = await until(async () => {
      const rows = (await zone.client.query('order/objections', { client: '07-tendermint-0', limit: 10 })) as {
        answer: { outcome: string } | null
      }[]
      return rows[0]?.answer ?? false
    })
    expect(record.outcome).toBe('UPHELD')
  })
})

test('the notice of a sale is recorded once, by the officer', async () => {
  const [control] = (await desk.view()).controls
  const body = { orderId: control?.orderId ?? '', on: today, noticeDigest: digest('5a') }
  expect(await codeOf(judge.plain.call('announceSale', { ...CASE, body }))).toBe('ROLE_MISSING')
  await done(enforcer, enforcer.client.call('announceSale', { ...CASE, body }))
  const shown = await eventually(({ sales }) => sales.length === 1)
  expect(shown.sales).toMatchObject([
    { on: today, noticeDigest: body.noticeDigest, measure: { orderId: body.orderId, asset: 'DEPOSIT' } },
  ])
  expect(await refusedAs(enforcer, enforcer.client.call('announceSale', { ...CASE, body }))).toBe('SaleAnnounced')
})

describe('a preservation', () => {
  const caseId = '5e'.repeat(16)
  const params = { caseId }
  const entry = {
    caseId,
    kind: 'PRE_SUIT' as const,
    rulingDigest: digest('aa'),
    amountCents: 60_000_000,
    currency: 'CNY',
    security: { cents: 60_000_000, digest: digest('ab') },
    performanceEndsOn: null,
    debtors: OPENING.debtors,
    applicants: [{ name: '孙示例', idType: 'RESIDENT_ID' as const, idNo: '110101198801010030' }],
    basis: { type: 'RULING' as const, issuer: '示例市示例区人民法院', number: '（2026）京0105财保7号' },
  }
  beforeAll(async () => {
    const value = {
      caseRef: caseId,
      courtCode: '京0105',
      procedure: 'CIVIL',
      caseNumber: '（2026）京0105财保7号',
      caseNumberTag: null,
      filedOn: today,
      connectedRefs: [],
    }
    await desk.alliance.court.act({ type: 'case/OpenCase', value }, 'clerk-1')
    await until(async () => (await clerk.client.call('listCases')).items.length > 1)
  }, 60_000)

  test('is opened by a judge; property is planned for its amount, and its term is shown', async () => {
    expect(await codeOf(enforcer.plain.call('openPreservation', { body: entry }))).toBe('ROLE_MISSING')
    const unknown = { ...entry, caseId: 'ee'.repeat(16) }
    expect(await codeOf(judge.client.call('openPreservation', { body: unknown }))).toBe('SUBJECT_UNKNOWN')
    const nobody = { ...entry, applicants: undefined }
    expect(await codeOf(judge.client.call('openPreservation', { body: nobody as never }))).toBe('INPUT_INVALID')
    const without = { ...entry, security: null }
    expect(await refusedAs(judge, judge.client.call('openPreservation', { body: without }))).toBe('SecurityRefused')
    expect((await judge.client.call('listPreservations')).items).toEqual([])
    await done(judge, judge.client.call('openPreservation', { body: entry }))
    await until(async () => (await judge.client.call('listPreservations')).items.length === 1)
    const view = await enforcer.client.call('getEnforcement', { params })
    expect(view).toMatchObject({
      state: 'PRESERVATION',
      isPreservation: true,
      debtors: [{ name: OPENING.debtors[0]?.name }],
      applicants: [{ name: '孙示例', idNoMasked: '****0030', representative: null }],
      basisDocument: entry.basis,
    })
    expect(view.owed).toMatchObject({ totalCents: entry.amountCents, feeCents: 0, perDayExactCents: '0' })
    expect((await enforcer.client.call('listEnforcements')).items.map(({ caseId: id }) => id)).toEqual([CASE_REF])
    const plan = await enforcer.client.call('planControl', { params, body: {} })
    expect(plan.targetCents).toBe(entry.amountCents)
    const shown = await enforcer.client.call('getMatters', { params })
    expect(shown.preservation).toMatchObject({ kind: 'PRE_SUIT', state: 'OPEN', filing: null })
    expect(shown.preservation?.legalBasis.zh).toBe('《民事诉讼法》第一百零四条')
  })

  test('becomes an enforcement, and its debtor stays the one whose property was found', async () => {
    const [debtor] = (await enforcer.client.call('getEnforcement', { params })).debtors
    await done(clerk, clerk.client.call('recordFiling', { params, body: { on: today, documentDigest: digest('af') } }))
    await until(async () => (await enforcer.client.call('getMatters', { params })).preservation?.filedOn === today)
    await done(enforcer, enforcer.client.call('openEnforcement', { body: { ...OPENING, caseId } }))
    const view = await until(async () => {
      const seen = await enforcer.client.call('getEnforcement', { params })
      return seen.state === 'OPEN' && seen
    })
    expect(view.isPreservation).toBe(false)
    expect(view.debtors).toEqual([debtor])
    expect((await enforcer.client.call('getMatters', { params })).preservation?.state).toBe('CONVERTED')
  })
})

describe('a wrong', () => {
  test('is found, made good by orders that name it, and settled; others are refused', async () => {
    const [control] = (await desk.view()).controls
    const orderId = control?.orderId ?? ''
    const find = { orderId, kind: 'OVER_CONTROL' as const, reasons: '冻结数额超过应执行数额（虚构）' }
    expect(await codeOf(enforcer.plain.call('findWrong', { ...CASE, body: find }))).toBe('ROLE_MISSING')
    const relation = { kind: 'COMPENSATES' as const, orderId }
    const reduce = { orders: [{ orderId, action: 'REDUCE' as const, keepCents: 10_000_000, relation }] }
    await done(judge, judge.client.call('findWrong', { ...CASE, body: find }))
    const { wrongs } = await eventually(({ wrongs: found }) => found.length === 1)
    expect(wrongs[0]).toMatchObject({ orderId, state: 'FOUND', finding: { text: find.reasons }, remedies: [] })
    const settle = {
      params: { caseId: CASE_REF, wrongId: wrongs[0]?.wrongId ?? '' },
      body: { outcome: 'COMPENSATED' as const, reasons: '已支付赔偿金（虚构）' },
    }
    expect(await refusedAs(judge, judge.client.call('settleWrong', settle))).toBe('WrongStands')
    await done(enforcer, enforcer.client.call('proposeMeasureRuling', { ...CASE, body: { ...documents, ...reduce } }))
    const draft = await desk.openDraft()
    await desk.sign(draft)
    await desk.carryOut('bank', orderOfDraft(draft, 0), 'measure/CarryOut', {
      amount: null,
      annexDigest: null,
      shortfall: null,
      distribution: null,
    })
    const view = await desk.eventually(({ orders }) =>
      orders.some(({ orderId: id, state }) => id === orderOfDraft(draft, 0) && state === 'FULFILLED'),
    )
    expect(view.orders.find(({ orderId: id }) => id === orderOfDraft(draft, 0))?.relation).toEqual(relation)
    await eventually(({ wrongs: found }) => found[0]?.remedies.length === 1)
    await done(judge, judge.client.call('settleWrong', settle))
    const settled = await eventually(({ wrongs: found }) => found[0]?.state === 'COMPENSATED')
    expect(settled.wrongs[0]?.decision).toMatchObject({ officer: 'judge-1', reasons: { text: '已支付赔偿金（虚构）' } })
  })

  test('an order that takes the place of another says so, and its instrument is counted as superseded', async () => {
    const before = await desk.view()
    const control = before.controls[0]
    const first = before.instruments.find(({ kind }) => kind === 'CONTROL_RULING')
    const relation = { kind: 'SUPERSEDES' as const, orderId: control?.orderId ?? '' }
    const orders = [{ orderId: control?.orderId ?? '', action: 'SUSPEND' as const, relation }]
    await done(enforcer, enforcer.client.call('proposeMeasureRuling', { ...CASE, body: { ...documents, orders } }))
    await desk.sign(await desk.openDraft())
    const shown = await desk.eventually(({ instruments }) => instruments.some(({ superseded }) => superseded === 1))
    expect(shown.instruments.find(({ superseded }) => superseded === 1)?.instrumentId).toBe(first?.instrumentId)
  })
})

test('sales, debts of third parties and transfers are refused by the ledger where they do not fit', async () => {
  const [control] = (await desk.view()).controls
  const orderId = control?.orderId ?? ''
  const notice = { orderId, servedOn: today, noticeDigest: digest('d1') }
  expect(await refusedAs(enforcer, enforcer.client.call('notifyThirdParty', { ...CASE, body: notice }))).toBe(
    'NotAReceivable',
  )
  const request = { orderId, ground: 'FIRST_WAITING_COURT' as const, reasons: '本院债权优先（虚构）' }
  expect(await refusedAs(judge, judge.client.call('requestTransfer', { ...CASE, body: request }))).toBe('NotWaiting')
  const unknown = { params: { transferId: 'ee'.repeat(16) }, body: { reasons: '不同意（虚构）' } }
  expect(await codeOf(judge.client.call('refuseTransfer', unknown))).toBe('SUBJECT_UNKNOWN')
  expect(
    await codeOf(
      judge.client.call('decideTransfer', { ...unknown, body: { outcome: 'ORDERED', reasons: '决定移送（虚构）' } }),
    ),
  ).toBe('SUBJECT_UNKNOWN')
  expect(
    await codeOf(
      enforcer.client.call('proposeTransferLetter', {
        ...unknown,
        body: { noticeNo: documents.noticeNo, rulingNo: documents.rulingNo },
      }),
    ),
  ).toBe('SUBJECT_UNKNOWN')
  const dispute = {
    params: { caseId: CASE_REF, measureId: 'ee'.repeat(16) },
    body: { on: today, reasons: '债务未到期（虚构）' },
  }
  expect(await codeOf(enforcer.client.call('disputeDebt', dispute))).toBe('SUBJECT_UNKNOWN')
  const shown = await matters()
  expect([shown.debtNotices, shown.transfers]).toEqual([[], []])
  expect((await president.client.call('listTransfers')).items).toEqual([])
})

test('other creditors are kept by the court and in no ledger; one that withdraws stays withdrawn', async () => {
  const entry = {
    class: 'PRIORITY' as const,
    name: '抵押权人丁（虚构）',
    cents: 80_000_000,
    ground: '不动产抵押登记（虚构）',
    sealedAtMs: null,
    appliedOn: today,
  }
  expect(await codeOf(judge.plain.call('enterCreditor', { ...CASE, body: entry }))).toBe('ROLE_MISSING')
  const { creditorId } = await enforcer.client.call('enterCreditor', { ...CASE, body: entry })
  expect((await matters()).creditors).toMatchObject([
    { creditorId, name: entry.name, cents: entry.cents, withdrawnAtMs: null },
  ])
  const params = { caseId: CASE_REF, creditorId }
  await enforcer.client.call('withdrawCreditor', { params })
  const [first] = (await matters()).creditors
  await enforcer.client.call('withdrawCreditor', { params })
  expect((await matters()).creditors).toEqual([first])
  expect(first?.withdrawnAtMs).toBeGreaterThan(0)
  expect(
    await codeOf(
      enforcer.client.call('withdrawCreditor', { params: { caseId: CASE_REF, creditorId: 'ee'.repeat(16) } }),
    ),
  ).toBe('SUBJECT_UNKNOWN')
})

test('a round ends only when the law says so, and an enforcement that is terminated brings releases', async () => {
  const shown = await matters()
  expect(shown.roundMayEndFrom !== null && shown.roundMayEndFrom > today).toBe(true)
  const round = {
    rulingDigest: digest('e1'),
    consumptionOrderDigest: digest('e2'),
    listingDigest: null,
    searchDigest: digest('e3'),
    hearingDigest: digest('e4'),
  }
  expect(await refusedAs(judge, judge.client.call('endRound', { ...CASE, body: round }))).toBe('RoundTooEarly')
  expect(
    await refusedAs(
      judge,
      judge.client.call('resumeRound', { ...CASE, body: { on: today, reasons: '发现财产（虚构）' } }),
    ),
  ).toBe('StateForbids')
  const body = { ground: 'APPLICANT_WITHDREW' as const, reasons: '申请人撤销申请（虚构）' }
  expect(await codeOf(enforcer.plain.call('terminateEnforcement', { ...CASE, body }))).toBe('ROLE_MISSING')
  await done(judge, judge.client.call('terminateEnforcement', { ...CASE, body }))
  const ended = await desk.eventually(({ state, proposals }) => state === 'TERMINATED' && proposals.length > 0)
  expect(ended.proposals[0]).toMatchObject({ kind: 'RELEASE', reason: { rule: 'R20-25' } })
})

test('the rows are the same when they are made anew from the ledger', async () => {
  const rows = (): Promise<unknown[]> =>
    runningOf(desk.door, 'court')
      .db.selectFrom('projection.matter')
      .selectAll()
      .orderBy('kind')
      .orderBy('key1')
      .orderBy('key2')
      .execute()
  const before = await rows()
  expect(before.length).toBeGreaterThan(3)
  const { config, follower } = runningOf(desk.door, 'court')
  await follower.stop()
  const { pool } = openDatabase(databaseUrl(desk.door.config, config), 2)
  await new Projection(pool, config.zone.chainId).drop()
  await pool.end()
  await desk.door.restart()
  await until(() => Promise.resolve(runningOf(desk.door, 'court').follower.state.phase === 'CURRENT'))
  expect(await rows()).toEqual(before)
})

test('neither ledger nor rows hold what was written', async () => {
  const { db } = runningOf(desk.door, 'court')
  const tables = ['enforcement_writing', 'enforcement_creditor', 'outbox', 'projection.matter'] as const
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()))
  const text = JSON.stringify([rows, desk.door.logs])
  for (const secret of ['案外人丙', '抵押权人丁', '超过应执行']) expect(text).not.toContain(secret)
})
