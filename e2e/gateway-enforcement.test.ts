import type { OutboxRow } from '@xiezhi/gateway-api'
import { subjectCommitment } from '@xiezhi/institution-service'
import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { takeAnswer } from '../apps/gateway/src/enforcement/take-answer.ts'
import { startEnforcementClocks } from '../apps/gateway/src/vault/enforcement-clocks.ts'
import {
  ACCOUNT,
  answerAnnex,
  CASE,
  codeOf,
  day,
  DEBTOR,
  DOCUMENTS as documents,
  done,
  EnforcementDesk,
  OPENING as opening,
  orderOfDraft,
  UNIT,
} from './testing/enforcement-desk.ts'
import { DISPATCH_SLOT_MS, runningOf, vaultOf } from './testing/gateway.ts'
import type { SignedIn, TestGateway } from './testing/gateway.ts'
import { CASE_NUMBER, CASE_REF, digest, today } from './testing/lawyer-case.ts'
import { until } from './testing/until.ts'

let desk: EnforcementDesk
let door: TestGateway
let enforcer: SignedIn
let judge: SignedIn
let secondJudge: SignedIn
let personnel: SignedIn

beforeAll(async () => {
  desk = await EnforcementDesk.open()
  ;({ door, enforcer, judge, secondJudge, personnel } = desk)
}, 240_000)
afterAll(() => desk.close(), 60_000)

const slotOf = ({ steps }: OutboxRow, of: string): number =>
  Math.floor((steps.find(({ state }) => state === of)?.atMs ?? 0) / DISPATCH_SLOT_MS)
const ordersOf = ({ result }: OutboxRow): string[] => (result as { orders: string[] }).orders

test('an officer opens a case; the debtor is in the vault and nowhere on the ledger', async () => {
  expect(await codeOf(desk.view())).toBe('SUBJECT_UNKNOWN')
  expect(await codeOf(enforcer.client.call('openEnforcement', { body: { ...opening, caseId: 'ff'.repeat(16) } }))).toBe(
    'SUBJECT_UNKNOWN',
  )
  await done(enforcer, enforcer.client.call('openEnforcement', { body: opening }))
  const shown = await desk.eventually(({ debtors }) => debtors.length === 1)
  expect(shown).toMatchObject({ caseNumber: CASE_NUMBER, state: 'OPEN', limitation: 'IN_TIME' })
  expect(shown.debtors).toMatchObject([{ name: DEBTOR.name, idNoMasked: '****0012', kind: 'NATURAL' }])
  expect((await enforcer.client.call('listEnforcements')).items).toMatchObject([{ caseId: CASE_REF, liveControls: 0 }])
})

test('what is owed is shown line by line, and is what the ledger computes', async () => {
  const { owed } = await desk.view()
  expect(owed).toMatchObject({
    documentCents: 103_850_000,
    doubledCents: 52_500,
    feeCents: 1_278_500,
    totalCents: 105_181_000,
  })
  expect(owed.steps.map(({ cents, days }) => [cents, days])).toEqual([
    [100_000_000, null],
    [3_850_000, 385],
    [52_500, 3],
    [1_278_500, null],
  ])
  expect(owed.steps.every(({ statute }) => statute.zh.includes('《'))).toBe(true)
  expect(owed.perDayExactCents).toBe('27500')
  const target = await desk.alliance.court.client.query('enforcement/target', { caseRef: CASE_REF })
  expect(target).toMatchObject({ totalCents: owed.totalCents, documentCents: owed.documentCents })
  const paid = await enforcer.client.call('evaluateOwed', {
    ...CASE,
    body: { asOf: today, payments: [{ on: day(-1), cents: 40_000_000 }] },
  })
  expect(paid.steps.map(({ baseCents, days }) => [baseCents, days])).toEqual([
    [null, null],
    [100_000_000, 384],
    [60_000_000, 1],
    [100_000_000, 2],
    [60_000_000, 1],
    [103_846_000, null],
  ])
  expect(
    await codeOf(
      enforcer.client.call('evaluateOwed', {
        ...CASE,
        body: { asOf: today, payments: [{ on: day(-1), cents: 100_000_001 }] },
      }),
    ),
  ).toBe('LAW_REFUSED')
})

test('proceeds are shared as the law says, each creditor with a line, the doubled part after all claims (G20-60, R20-64)', async () => {
  const shared = await enforcer.client.call('evaluateDistribution', {
    ...CASE,
    body: {
      asOf: today,
      proceedsCents: 200_000_000,
      costsCents: 2_000_000,
      debtorKind: 'NATURAL',
      bankruptcyConsent: false,
      ownSealedAtMs: Date.now(),
      priority: [{ id: '抵押权人', cents: 80_000_000 }],
      ordinary: [{ id: '甲', cents: 96_150_000, sealedAtMs: Date.now() }],
    },
  })
  expect(shared).toMatchObject({ verdict: 'DISTRIBUTE', mode: 'PRO_RATA', ordinaryRatio: '59/100', debtorCents: 0 })
  expect(shared.payments.map(({ id, cents }) => [id, cents])).toEqual([
    ['抵押权人', 80_000_000],
    ['OWN', 61_271_500],
    ['甲', 56_728_500],
    ['OWN', 0],
  ])
})

/** The annex that the court keeps of an order is the request, and opens what its instrument signed. */
async function expectAnnexOpens(orderId: string): Promise<void> {
  const { subject, annex } = await desk.annexOf(orderId)
  const expected = { idNo: DEBTOR.idNo, caseNo: CASE_NUMBER, institutionCode: 'SAMPLEBANK', officerDutyCard: 'GW-0001' }
  expect(annex.request).toMatchObject({ requestNo: orderId, ...expected })
  if (annex.request === null) throw new Error('no request')
  expect(subjectCommitment(suite(nodeCrypto, 'intl'), annex.request, annex.subjectSalt)).toBe(subject)
}

describe('a query', () => {
  const asked = async (): Promise<{ debtorId: string; institutions: string[]; noticeNo: string }> => ({
    debtorId: (await desk.view()).debtors[0]?.debtorId ?? '',
    institutions: ['bank', 'land'],
    noticeNo: documents.noticeNo,
  })

  test('needs an officer whose two cards are filed, a debtor of this case, and institutions that are there', async () => {
    const body = await asked()
    expect(await codeOf(enforcer.client.call('queryProperty', { ...CASE, body }))).toBe('OFFICER_NOT_FILED')
    expect(await codeOf(judge.plain.call('queryProperty', { ...CASE, body }))).toBe('ROLE_MISSING')
    const cards = { officer: 'enforcer-1', name: '示例执行员', workCard: 'GZ-0001', dutyCard: 'GW-0001' }
    await personnel.client.call('fileOfficerCards', { body: cards })
    expect((await enforcer.client.call('listOfficerCards')).items).toMatchObject([
      { officer: 'enforcer-1', workCardMasked: '****001' },
    ])
    const query = (change: object): Promise<string> =>
      codeOf(enforcer.client.call('queryProperty', { ...CASE, body: { ...body, ...change } }))
    expect(await query({ debtorId: 'ee'.repeat(16) })).toBe('SUBJECT_UNKNOWN')
    expect(await query({ institutions: ['nobody'] })).toBe('INSTITUTION_UNKNOWN')
    expect((await desk.view()).orders).toEqual([])
  })

  test('goes to the institutions with an annex that opens what was signed, and what is found lies in the vault', async () => {
    const row = await done(enforcer, enforcer.client.call('queryProperty', { ...CASE, body: await asked() }))
    expect(slotOf(row, 'submitted')).toBeGreaterThan(slotOf(row, 'signed'))
    const [toBank = '', toLand = ''] = ordersOf(row)
    const sent = await desk.eventually(({ orders }) => orders.length === 2)
    const order = sent.orders.find(({ orderId }) => orderId === toBank)
    expect(order).toMatchObject({
      institution: 'bank',
      state: 'SENT',
      instrumentKind: 'QUERY_NOTICE',
      effect: { action: 'QUERY' },
    })
    await expectAnnexOpens(toBank)
    for (const [institution, orderId] of [
      ['bank', toBank],
      ['land', toLand],
    ] as const)
      await desk.carryOut(institution, orderId, 'order/Answer', {
        kind: 'FULFILLED',
        code: null,
        rule: null,
        amount: digest('f0'),
        annexDigest: digest('f1'),
      })
    const listener = runningOf(door, 'court')
    const account = {
      khzh: ACCOUNT,
      cclb: 'CURRENT',
      bz: 'CNY',
      ye: 49_000_000,
      kyye: 49_000_000,
      khrq: '2020-01-02',
      zhzt: '1',
    }
    expect(await takeAnswer(listener, toBank, answerAnnex(toBank, { cxjg: '1', zhList: [account] }))).toBe(true)
    const house = {
      cxqqdh: toLand,
      bdcdyh: UNIT,
      bdcqzh: '示例权证1',
      bdcqllx: '所有权',
      zl: '示例路1号',
      mj: 900_000,
      qlrfe: '1/1',
      kzzt: '2',
      dyList: [{ dyqr: '示例银行', dyje: 30_000_000, djsj: '2024-01-02T10:00:00+08:00' }],
      cfList: [],
    }
    expect(await takeAnswer(listener, toLand, answerAnnex(toLand, { cxjg: '1', bdcList: [house] }))).toBe(true)
    // Told again: nothing is found twice.
    expect(await takeAnswer(listener, toBank, answerAnnex(toBank, { cxjg: '1', zhList: [account] }))).toBe(true)
    expect(await takeAnswer(listener, `${'0'.repeat(64)}-0`, answerAnnex(toBank, { cxjg: '2' }))).toBe(false)
    const shown = await desk.eventually(({ orders }) => orders.every(({ state }) => state === 'FULFILLED'))
    expect(shown.property.map(({ asset, numberMasked, netCents }) => [asset, numberMasked, netCents])).toEqual([
      ['DEPOSIT', '****0001', 49_000_000],
      ['REAL_ESTATE', '****0001', null],
    ])
    const ladder = shown.orders.find(({ orderId }) => orderId === toBank)?.ladder.map(({ rung }) => rung)
    expect(ladder).toEqual(expect.arrayContaining(['submitted', 'fulfilled', 'feedback-verified']))
  })
})

describe('a plan', () => {
  test('takes what is liquid first, the house as a whole, and says why not the rest', async () => {
    const { property, debtors } = await desk.view()
    const [account, house] = property
    const before = await enforcer.client.call('planControl', { ...CASE, body: {} })
    expect(before).toMatchObject({ verdict: 'PARTIAL', controlledCents: 49_000_000, remainingCents: 56_181_000 })
    expect(before.left).toMatchObject([{ propertyId: house?.propertyId, why: 'NO_VALUE' }])
    const estimate = { valueCents: 110_000_000, divisible: false, ground: '同小区成交价（虚构）' }
    const params = { caseId: CASE_REF, propertyId: house?.propertyId ?? '' }
    await enforcer.client.call('estimateProperty', { params, body: estimate })
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
    const { propertyId: carId } = await enforcer.client.call('enterProperty', { ...CASE, body: car })
    expect(await enforcer.client.call('enterProperty', { ...CASE, body: car })).toEqual({
      propertyId: carId,
      isNew: false,
    })
    await enforcer.client.call('estimateProperty', {
      params: { caseId: CASE_REF, propertyId: carId },
      body: { ...estimate, valueCents: 8_000_000 },
    })
    const plan = await enforcer.client.call('planControl', { ...CASE, body: {} })
    expect(plan).toMatchObject({ verdict: 'COVERED', targetCents: 105_181_000, overCents: 23_819_000 })
    expect(plan.controls.map(({ propertyId, cents, whole, months }) => [propertyId, cents, whole, months])).toEqual([
      [account?.propertyId, 49_000_000, false, 12],
      [house?.propertyId, 56_181_000, true, 36],
    ])
    expect(plan.left).toMatchObject([{ propertyId: carId, why: 'NOT_NEEDED' }])
    expect(plan.reasons).toMatchObject([{ code: 'INDIVISIBLE_OVER_LIMIT', rule: 'R20-14' }])
  })

  test('keeps living costs free, and leaves out what the officer says', async () => {
    const [account, house] = (await desk.view()).property
    const living = { propertyId: account?.propertyId ?? '', monthlyMinimumCents: 120_000, persons: 2, months: 3 }
    const plan = await enforcer.client.call('planControl', {
      ...CASE,
      body: { living, leaveOut: [house?.propertyId ?? ''] },
    })
    expect(plan).toMatchObject({ verdict: 'PARTIAL', controlledCents: 56_280_000 })
    expect(plan.left).toEqual(
      expect.arrayContaining([expect.objectContaining({ propertyId: house?.propertyId, why: 'OFFICER' })]),
    )
  })
})

describe('a ruling', () => {
  const controls = async (): Promise<{ propertyId: string; cents: number; whole: boolean; months: number }[]> => {
    const { controls: planned } = await enforcer.client.call('planControl', { ...CASE, body: {} })
    return planned.map(({ propertyId, cents, whole, months }) => ({ propertyId, cents, whole, months }))
  }

  test('that departs from the plan needs reasons', async () => {
    const [first, second] = await controls()
    if (first === undefined || second === undefined) throw new Error('no plan')
    const propose = (asked: object): Promise<string> =>
      codeOf(enforcer.client.call('proposeControl', { ...CASE, body: { ...documents, ...asked } as never }))
    expect(await propose({ controls: [first] })).toBe('REASONS_MISSING')
    expect(await propose({ controls: [{ ...first, cents: first.cents - 100 }, second] })).toBe('REASONS_MISSING')
    expect(await propose({ controls: [{ ...first, propertyId: 'ee'.repeat(16) }], leftOut: [] })).toBe(
      'REASONS_MISSING',
    )
    expect((await judge.client.call('listDrafts')).items).toEqual([])
  })

  test('is proposed by the officer, shown to the judge with the differences, signed by another, carried out and answered', async () => {
    const [first, second] = await controls()
    if (first === undefined || second === undefined) throw new Error('no plan')
    const reasons = '被执行人家庭生活需要（虚构）'
    const asked = [{ ...first, cents: 48_000_000, reasons }, second]
    await done(enforcer, enforcer.client.call('proposeControl', { ...CASE, body: { ...documents, controls: asked } }))
    const draft = await desk.openDraft()
    expect(draft).toMatchObject({
      kind: 'CONTROL_RULING',
      mayApprove: true,
      rulingNo: documents.rulingNo,
      plan: { plannedCents: 105_181_000, askedCents: 104_181_000 },
    })
    expect(draft.differences).toMatchObject([
      { what: 'LESS', plannedCents: 49_000_000, askedCents: 48_000_000, reasons },
    ])
    expect(draft.effects.map(({ words }) => words.map(({ zh }) => zh).join('，'))).toEqual([
      '冻结、查封，存款，限额 480000.00 CNY，期限 12 个月',
      '冻结、查封，不动产，限额 561810.00 CNY，不可分割，整体控制，期限 36 个月',
    ])
    expect((await enforcer.client.call('getDraft', { params: { draftId: draft.draftId } })).mayApprove).toBe(false)
    expect(
      await codeOf(
        enforcer.plain.call('signDraft', { params: { draftId: draft.draftId }, body: { digest: draft.digest } }),
      ),
    ).toBe('ROLE_MISSING')
    expect((await desk.view()).controls).toEqual([])
    const { steps } = await desk.sign(draft)
    expect(steps.find(({ state }) => state === 'submitted')?.atMs).toBe(steps[0]?.atMs)
    const ordered = await desk.eventually(({ controls: held }) => held.length === 2)
    expect(ordered.controls.every(({ state }) => state === 'ORDERED')).toBe(true)
    const facts = [
      ['bank', 'b1', 'c1'],
      ['land', 'b2', 'c2'],
    ] as const
    for (const [n, [institution, measure, key]] of facts.entries())
      await desk.carryOut(institution, orderOfDraft(draft, n), 'measure/Register', {
        measureId: measure.repeat(16),
        assetKey: key.repeat(16),
        registeredAtMs: Math.floor(Date.now() / 1_000) * 1_000,
        amount: digest('a0'),
        annexDigest: null,
        shortfall: null,
      })
    const shown = await desk.eventually(({ controls: held }) => held.every(({ state }) => state === 'EFFECTIVE'))
    const bars = [...shown.controls].sort((one, other) => (one.institution < other.institution ? -1 : 1))
    expect(bars).toMatchObject([
      { institution: 'bank', limitCents: 48_000_000, rank: 0, from: today, daysLeft: 365, whole: false },
      { institution: 'land', limitCents: 56_181_000, rank: 0, from: today, whole: true },
    ])
    expect(bars[0]?.label).toContain('****0001')
    expect(shown.controlledCents).toBe(104_181_000)
    const plan = await enforcer.client.call('planControl', { ...CASE, body: {} })
    expect(plan).toMatchObject({ alreadyCents: 104_181_000, targetCents: 1_000_000 })
  })

  test('is not made on property that this case controls, and not twice signed', async () => {
    const [held] = (await desk.view()).property
    const body = {
      ...documents,
      controls: [
        { propertyId: held?.propertyId ?? '', cents: 100, whole: false, months: 12, reasons: '再次冻结（虚构）' },
      ],
      plan: { leaveOut: [] },
    }
    const planned = await enforcer.client.call('planControl', { ...CASE, body: {} })
    const leftOut = planned.controls.map(({ propertyId }) => ({ propertyId, reasons: '不需要（虚构）' }))
    expect(await codeOf(enforcer.client.call('proposeControl', { ...CASE, body: { ...body, leftOut } }))).toBe(
      'PROPERTY_CONTROLLED',
    )
    const [approved] = (await judge.client.call('listDrafts', { query: { state: 'APPROVED' } })).items
    if (approved === undefined) throw new Error('no draft')
    expect(
      await codeOf(
        secondJudge.client.call('signDraft', {
          params: { draftId: approved.draftId },
          body: { digest: approved.digest },
        }),
      ),
    ).toBe('NOT_IN_FORCE')
  })

  test('is withdrawn before it is signed; the measure stays as it is', async () => {
    const [control] = (await desk.view()).controls.filter(({ institution }) => institution === 'bank')
    const orders = [{ orderId: control?.orderId ?? '', action: 'REDUCE' as const, keepCents: 10_000_000 }]
    await done(enforcer, enforcer.client.call('proposeMeasureRuling', { ...CASE, body: { ...documents, orders } }))
    const draft = await desk.openDraft()
    await done(enforcer, enforcer.client.call('withdrawDraft', { params: { draftId: draft.draftId } }))
    await until(async () => (await judge.client.call('listDrafts', { query: { state: 'OPEN' } })).items.length === 0)
    expect(
      await codeOf(
        judge.client.call('signDraft', { params: { draftId: draft.draftId }, body: { digest: draft.digest } }),
      ),
    ).toBe('NOT_IN_FORCE')
    const mixed = [...orders, { orderId: control?.orderId ?? '', action: 'SUSPEND' as const }]
    expect(
      await codeOf(enforcer.client.call('proposeMeasureRuling', { ...CASE, body: { ...documents, orders: mixed } })),
    ).toBe('INPUT_INVALID')
  })
})

describe('performance', () => {
  test('brings proposals to release at once; a judge decides against one with reasons that stay in the vault', async () => {
    await done(
      enforcer,
      enforcer.client.call('recordPerformance', { ...CASE, body: { on: today, documentDigest: digest('0e') } }),
    )
    const shown = await desk.eventually(({ proposals }) => proposals.length === 2)
    expect(
      shown.proposals.every(
        ({ kind, state, reason }) => kind === 'RELEASE' && state === 'OPEN' && reason.rule === 'T20-6',
      ),
    ).toBe(true)
    const land = shown.proposals.find(({ institution }) => institution === 'land')
    const params = { caseId: CASE_REF, proposalId: land?.proposalId ?? '' }
    await done(judge, judge.client.call('dismissProposal', { params, body: { reasons: '款项尚未到账（虚构）' } }))
    const after = await desk.eventually(({ proposals }) => proposals.some(({ state }) => state === 'DISMISSED'))
    expect(after.proposals.find(({ proposalId }) => proposalId === params.proposalId)?.dismissal).toMatchObject({
      officer: 'judge-1',
      reasons: '款项尚未到账（虚构）',
    })
    const supervised = await (await door.signIn('court', 'supervisor-1')).client.call('getSupervision')
    expect(supervised.overControl).toMatchObject([{ caseId: CASE_REF, owedCents: 0, openProposals: 1 }])
    expect(supervised.volumes.find(({ action }) => action === 'FREEZE')).toMatchObject({ orders: 2, fulfilled: 2 })
    expect(JSON.stringify(supervised)).not.toContain(DEBTOR.name)
  })

  test('what is proposed is signed as a ruling, confirmed by the institution, and the rest can be released by hand', async () => {
    const proposals = (await desk.view()).proposals
      .filter(({ state }) => state === 'OPEN')
      .map(({ proposalId }) => proposalId)
    const { noticeNo, rulingNo } = documents
    await done(
      enforcer,
      enforcer.client.call('proposeFromProposals', { ...CASE, body: { noticeNo, rulingNo, proposals } }),
    )
    const draft = await desk.openDraft()
    expect(draft.effects).toMatchObject([{ institution: 'bank', effect: { action: 'RELEASE' } }])
    await desk.sign(draft)
    const carried = { amount: null, annexDigest: null, shortfall: null, distribution: null }
    await desk.carryOut('bank', orderOfDraft(draft, 0), 'measure/CarryOut', carried)
    await desk.eventually(({ controls }) =>
      controls.some(({ institution, state }) => institution === 'bank' && state === 'RELEASED'),
    )
    const control = (await desk.view()).controls.find(({ institution }) => institution === 'land')
    await done(
      enforcer,
      enforcer.client.call('proposeMeasureRuling', {
        ...CASE,
        body: { ...documents, orders: [{ orderId: control?.orderId ?? '', action: 'RELEASE' }] },
      }),
    )
    const last = await desk.openDraft()
    await desk.sign(last)
    await desk.carryOut('land', orderOfDraft(last, 0), 'measure/CarryOut', carried)
    await desk.eventually(({ controls }) => controls.filter(({ state }) => state === 'RELEASED').length === 2)
    await done(judge, judge.client.call('closeEnforcement', CASE))
    expect(
      (await desk.eventually(({ state }) => state === 'CLOSED')).proposals.map(({ state }) => state).sort(),
    ).toEqual(['DISMISSED', 'SIGNED'])
  })
})

test('what the vault holds of a closed case has its last day, 90 days after', async () => {
  const { db } = runningOf(door, 'court')
  const vault = await vaultOf(door, 'court')
  expect(await startEnforcementClocks(db, vault, day(0))).toBeGreaterThan(10)
  expect(await startEnforcementClocks(db, vault, day(0))).toBe(0)
  await vault.deleteDue(day(89))
  expect((await desk.view()).debtors).toMatchObject([{ name: DEBTOR.name, nameState: 'held' }])
  await vault.deleteDue(day(91))
  const shown = await desk.view()
  expect(shown.debtors).toMatchObject([{ name: null, nameState: 'erased', idNoMasked: null }])
  expect(
    shown.property.every(
      ({ label, numberMasked, netCents }) => label === '' && numberMasked === '' && netCents === null,
    ),
  ).toBe(true)
  expect(shown.controls).toHaveLength(2)
})

test('neither the ledgers, nor logs, nor rows outside the vault hold a name, a number or an account', async () => {
  const secrets = [DEBTOR.name, DEBTOR.idNo, ACCOUNT, UNIT, 'GW-0001']
  const { db } = runningOf(door, 'court')
  const tables = [
    'enforcement_debtor',
    'enforcement_property',
    'enforcement_officer',
    'enforcement_instrument',
    'enforcement_order',
    'outbox',
    'audit_read',
  ] as const
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()))
  const projected = await Promise.all(
    (
      [
        'projection.sent_order',
        'projection.instrument',
        'projection.enforcement_control',
        'projection.proposal',
      ] as const
    ).map((table) => db.selectFrom(table).selectAll().execute()),
  )
  const text = JSON.stringify([rows, projected, door.logs])
  expect(text.length).toBeGreaterThan(5_000)
  for (const secret of secrets) expect(text).not.toContain(secret)
  const reads = await db
    .selectFrom('audit_read')
    .select(['route', 'subject'])
    .where('route', '=', 'getEnforcement')
    .execute()
  expect(reads.length).toBeGreaterThan(5)
})
