import { hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { PartyMatterView } from '@xiezhi/gateway-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  CASE,
  codeOf,
  DEBTOR,
  DOCUMENTS as documents,
  done,
  EnforcementDesk,
  OPENING,
  orderOfDraft,
} from './testing/enforcement-desk.ts'
import { PARTIES, runningOf } from './testing/gateway.ts'
import type { SignedIn } from './testing/gateway.ts'
import { CASE_REF, digest, today } from './testing/lawyer-case.ts'
import { until } from './testing/until.ts'

let desk: EnforcementDesk
let clerk: SignedIn
/** The debtor, and who applied. */
let debtor: SignedIn
let applicant: SignedIn

beforeAll(async () => {
  desk = await EnforcementDesk.open()
  clerk = await desk.door.signIn('court', 'clerk-1')
  debtor = await desk.door.signIn('court', 'party-1')
  applicant = await desk.door.signIn('court', 'party-2')
  const cards = { officer: 'enforcer-1', name: '示例执行员', workCard: 'GZ-0001', dutyCard: 'GW-0001' }
  await desk.personnel.client.call('fileOfficerCards', { body: cards })
}, 240_000)
afterAll(() => desk.close(), 60_000)

const seenBy = (who: SignedIn): Promise<PartyMatterView> => who.client.call('getPartyMatter', CASE)
const eventually = (who: SignedIn, is: (shown: PartyMatterView) => boolean): Promise<PartyMatterView> =>
  until(async () => {
    const shown = await seenBy(who)
    return is(shown) && shown
  })
let orderId = ''

test('a person sees the cases in which it is named, and no others', async () => {
  expect((await debtor.client.call('listPartyMatters')).items).toEqual([])
  expect(await codeOf(seenBy(debtor))).toBe('SUBJECT_UNKNOWN')
  const { certificateType, certificateNumber, name } = PARTIES['party-2']
  const applicants = [{ name, idType: certificateType, idNo: certificateNumber }]
  await done(desk.enforcer, desk.enforcer.client.call('openEnforcement', { body: { ...OPENING, applicants } }))
  await desk.eventually(({ debtors }) => debtors.length === 1)
  expect((await debtor.client.call('listPartyMatters')).items).toMatchObject([
    { caseId: CASE_REF, parts: ['DEBTOR'], state: 'OPEN', liveMeasures: 0, openObjections: 0 },
  ])
  expect((await applicant.client.call('listPartyMatters')).items).toMatchObject([{ parts: ['APPLICANT'] }])
  const other = { params: { caseId: 'ee'.repeat(16) } }
  expect(await codeOf(debtor.client.call('getPartyMatter', other))).toBe('SUBJECT_UNKNOWN')
  expect(await codeOf(debtor.plain.call('getEnforcement', CASE))).toBe('ROLE_MISSING')
  expect(await codeOf(desk.judge.plain.call('listPartyMatters'))).toBe('ROLE_MISSING')
  expect(await codeOf(debtor.plain.call('listSubmissions'))).toBe('ROLE_MISSING')
})

test('a measure and its ruling are seen when the institution has answered, not before, and the property by its owner alone', async () => {
  const [found] = (await desk.view()).debtors
  const account = {
    debtorId: found?.debtorId ?? '',
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
  await desk.enforcer.client.call('enterProperty', { ...CASE, body: account })
  const plan = await desk.enforcer.client.call('planControl', { ...CASE, body: {} })
  const controls = plan.controls.map(({ propertyId, cents, whole, months }) => ({ propertyId, cents, whole, months }))
  const body = { ...documents, controls }
  await done(desk.enforcer, desk.enforcer.client.call('proposeControl', { ...CASE, body }))
  const draft = await desk.openDraft()
  await desk.sign(draft)
  orderId = orderOfDraft(draft, 0)
  await desk.eventually(({ controls: held }) => held.some(({ state }) => state === 'ORDERED'))
  const before = await seenBy(debtor)
  expect([before.measures, before.documents]).toEqual([[], []])
  const params = { caseId: CASE_REF, documentId: draft.document?.documentId ?? '' }
  expect(await codeOf(debtor.client.call('getPartyDocument', { params }))).toBe('SUBJECT_UNKNOWN')
  await desk.carryOut('bank', orderId, 'measure/Register', {
    measureId: 'b1'.repeat(16),
    assetKey: 'c1'.repeat(16),
    registeredAtMs: Math.floor(Date.now() / 1_000) * 1_000,
    amount: digest('a0'),
    annexDigest: null,
    shortfall: null,
  })
  const shown = await eventually(debtor, ({ measures, documents: papers }) => measures.length + papers.length === 2)
  expect(shown.measures).toMatchObject([{ orderId, state: 'EFFECTIVE', limitCents: 49_000_000, mayObject: true }])
  expect(shown.measures[0]?.label).toContain('****0001')
  expect(shown.remedies.map(({ kind, subject }) => [kind, subject.kind])).toEqual([
    ['OBJECTION', 'MEASURE'],
    ['OBJECTION', 'CASE'],
  ])
  expect(shown.owed?.totalCents).toBe(105_181_000)
  const pdf = await debtor.fetch(debtor.client.url('getPartyDocument', { params }))
  const seen = nodeCrypto.sm3(new Uint8Array(await pdf.arrayBuffer()))
  expect(`sm3:${hexEncode(seen)}`).toBe(shown.documents[0]?.digest)
  const beside = await seenBy(applicant)
  expect(beside.measures).toEqual([])
  expect(beside.documents).toHaveLength(1)
})

test('what a person hands in is taken on by the counter, decided, and the remedy says until when and where', async () => {
  const body = { kind: 'CONDUCT' as const, orderId, reasons: '冻结账户内有工资收入（虚构）' }
  const stranger = { ...body, orderId: `${'0'.repeat(64)}-0` }
  expect(await codeOf(debtor.client.call('submitPartyObjection', { ...CASE, body: stranger }))).toBe('SUBJECT_UNKNOWN')
  expect(await codeOf(applicant.client.call('submitPartyObjection', { ...CASE, body }))).toBe('SUBJECT_UNKNOWN')
  const other = { params: { caseId: 'ee'.repeat(16) }, body }
  expect(await codeOf(debtor.client.call('submitPartyObjection', other))).toBe('SUBJECT_UNKNOWN')
  expect((await clerk.client.call('listSubmissions')).items).toEqual([])
  const handed = await debtor.client.call('submitPartyObjection', { ...CASE, body })
  expect(await debtor.client.call('submitPartyObjection', { ...CASE, body })).toEqual(handed)
  const { items } = await clerk.client.call('listSubmissions', { query: { state: 'SUBMITTED' } })
  expect(items).toMatchObject([
    { ...body, submissionId: handed.submissionId, raisedBy: { as: 'DEBTOR' }, caseId: CASE_REF },
  ])
  const entry = {
    kind: 'CONDUCT' as const,
    raisedBy: 'DEBTOR' as const,
    orderId,
    receivedOn: '2020-01-01',
    submissionId: handed.submissionId,
    reasons: body.reasons,
  }
  expect(await codeOf(clerk.client.call('raiseCaseObjection', { ...CASE, body: entry }))).toBe('INPUT_INVALID')
  const right = { ...entry, receivedOn: today }
  await done(clerk, clerk.client.call('raiseCaseObjection', { ...CASE, body: right }))
  const taken = await eventually(debtor, ({ submissions }) => submissions[0]?.state === 'TAKEN_ON')
  expect(taken.objections).toMatchObject([{ state: 'OPEN', kind: 'CONDUCT', grounds: { text: body.reasons } }])
  expect(taken.measures[0]?.mayObject).toBe(false)
  expect(await codeOf(clerk.client.call('raiseCaseObjection', { ...CASE, body: right }))).toBe('NOT_IN_FORCE')
  const returned = { params: { submissionId: handed.submissionId }, body: { reasons: '材料不全（虚构）' } }
  expect(await codeOf(clerk.client.call('returnSubmission', returned))).toBe('NOT_IN_FORCE')
  const params = { caseId: CASE_REF, objectionId: taken.objections[0]?.objectionId ?? '' }
  const decision = { outcome: 'DISMISSED' as const, servedOn: today, reasons: '异议不成立（虚构）' }
  await done(desk.judge, desk.judge.client.call('decideCaseObjection', { params, body: decision }))
  const decided = await eventually(debtor, ({ objections }) => objections[0]?.state === 'DISMISSED')
  const [remedy] = decided.remedies
  expect(remedy).toMatchObject({ kind: 'RECONSIDERATION', subject: { kind: 'OBJECTION' }, isOver: false })
  expect(remedy?.until?.daysLeft).toBeGreaterThan(0)
  expect(decided.nextRemedyOn).toBe(remedy?.until?.legalEnd)
  expect((await seenBy(applicant)).objections).toEqual([])
  const again = { kind: 'RECONSIDERATION' as const, reasons: '不服驳回裁定（虚构）' }
  expect(await codeOf(debtor.client.call('submitPartyObjection', { ...CASE, body: again }))).toBe('INPUT_INVALID')
  const of = { ...again, earlierId: params.objectionId }
  expect(await codeOf(applicant.client.call('submitPartyObjection', { ...CASE, body: of }))).toBe('SUBJECT_UNKNOWN')
  expect(await codeOf(debtor.client.call('submitPartyObjection', { ...CASE, body: of }))).toBe('OK')
})

test('what the counter returns says why, once', async () => {
  const body = { kind: 'CONDUCT' as const, reasons: '请求停止执行（虚构）' }
  const { submissionId } = await applicant.client.call('submitPartyObjection', { ...CASE, body })
  const params = { submissionId }
  const reasons = '请写明具体的执行行为（虚构）'
  await clerk.client.call('returnSubmission', { params, body: { reasons } })
  expect(await codeOf(clerk.client.call('returnSubmission', { params, body: { reasons } }))).toBe('OK')
  expect(await codeOf(clerk.client.call('returnSubmission', { params, body: { reasons: '另一理由（虚构）' } }))).toBe(
    'NOT_IN_FORCE',
  )
  const [shown] = (await seenBy(applicant)).submissions
  expect(shown).toMatchObject({ submissionId, state: 'RETURNED', returnReasons: reasons })
  const unknown = { params: { submissionId: 'ee'.repeat(16) }, body: { reasons } }
  expect(await codeOf(clerk.client.call('returnSubmission', unknown))).toBe('SUBJECT_UNKNOWN')
})

test('a third party that the counter has named sees the case, and nothing of it', async () => {
  const { certificateType: idType, certificateNumber: idNo, name } = PARTIES['party-2']
  const entry = { part: 'THIRD_PARTY' as const, idType, idNo, name }
  expect(await codeOf(desk.judge.plain.call('nameParty', { ...CASE, body: entry }))).toBe('ROLE_MISSING')
  const unknown = { params: { caseId: 'ee'.repeat(16) }, body: entry }
  expect(await codeOf(clerk.client.call('nameParty', unknown))).toBe('CASE_UNKNOWN')
  expect((await clerk.client.call('getCase', CASE)).isEnforced).toBe(true)
  await clerk.client.call('nameParty', { ...CASE, body: entry })
  await clerk.client.call('nameParty', { ...CASE, body: entry })
  expect((await applicant.client.call('listPartyMatters')).items.map(({ parts }) => [...parts].sort())).toEqual([
    ['APPLICANT', 'THIRD_PARTY'],
  ])
  expect((await seenBy(applicant)).measures).toEqual([])
})

test('no row outside the vault, no log and no session holds a name, a number or what was written', async () => {
  const { db } = runningOf(desk.door, 'court')
  const tables = [
    'enforcement_party',
    'enforcement_submission',
    'enforcement_writing',
    'session',
    'audit_read',
  ] as const
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()))
  const text = JSON.stringify([rows, desk.door.logs])
  expect(text.length).toBeGreaterThan(2_000)
  for (const secret of [DEBTOR.idNo, PARTIES['party-2'].certificateNumber, '工资收入', '请写明具体', 'SAMPLE-6222'])
    expect(text).not.toContain(secret)
})
