import { hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CASE, codeOf, DOCUMENTS as documents, done, EnforcementDesk, OPENING } from './testing/enforcement-desk.ts'
import { runningOf } from './testing/gateway.ts'
import type { SignedIn } from './testing/gateway.ts'
import { CASE_REF, digest } from './testing/lawyer-case.ts'
import { until } from './testing/until.ts'

let desk: EnforcementDesk
let enforcer: SignedIn
let judge: SignedIn
let secondJudge: SignedIn

beforeAll(async () => {
  desk = await EnforcementDesk.open()
  ;({ enforcer, judge, secondJudge } = desk)
  const basis = { issuer: '示例基层人民法院', number: '（2026）京0105民初1号', type: 'JUDGMENT' as const }
  const applicants = [{ name: '示例申请人（虚构）', idType: 'USCC' as const, idNo: '91110105MA00TE5T2T' }]
  await done(enforcer, enforcer.client.call('openEnforcement', { body: { ...OPENING, basis, applicants } }))
  await desk.eventually(({ debtors }) => debtors.length === 1)
  const cards = { officer: 'enforcer-1', name: '示例执行员', workCard: 'GZ-0001', dutyCard: 'GW-0001' }
  await desk.personnel.client.call('fileOfficerCards', { body: cards })
}, 240_000)
afterAll(() => desk.close(), 60_000)

describe('a draft', () => {
  test('is sent back by a judge with reasons that the proposer reads; it is signed no more, and the same again is the same', async () => {
    const [debtor] = (await desk.view()).debtors
    const car = {
      debtorId: debtor?.debtorId ?? '',
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
    const estimate = { valueCents: 8_000_000, divisible: false, ground: '市场询价（虚构）' }
    await enforcer.client.call('estimateProperty', { params: { caseId: CASE_REF, propertyId }, body: estimate })
    const plan = await enforcer.client.call('planControl', { ...CASE, body: {} })
    const controls = plan.controls.map(({ propertyId: id, cents, whole, months }) => ({
      propertyId: id,
      cents,
      whole,
      months,
    }))
    await done(enforcer, enforcer.client.call('proposeControl', { ...CASE, body: { ...documents, controls } }))
    const draft = await desk.openDraft()
    const params = { draftId: draft.draftId }
    const body = { reasons: '请先查明车辆是否已经抵押（虚构）' }
    expect(await codeOf(enforcer.plain.call('refuseDraft', { params, body }))).toBe('ROLE_MISSING')
    const refused = await judge.client.call('refuseDraft', { params, body })
    expect(await judge.client.call('refuseDraft', { params, body })).toEqual(refused)
    expect(await codeOf(secondJudge.client.call('refuseDraft', { params, body }))).toBe('NOT_IN_FORCE')
    expect(await codeOf(judge.client.call('refuseDraft', { params, body: { reasons: '另一理由（虚构）' } }))).toBe(
      'NOT_IN_FORCE',
    )
    const shown = await enforcer.client.call('getDraft', { params })
    expect(shown).toMatchObject({
      state: 'REFUSED',
      mayApprove: false,
      refusal: { officer: 'judge-1', reasons: body.reasons, reasonsState: 'held' },
    })
    expect((await judge.client.call('listDrafts', { query: { state: 'OPEN' } })).items).toEqual([])
    expect((await judge.client.call('listDrafts', { query: { state: 'REFUSED' } })).items).toHaveLength(1)
    expect((await desk.view()).openDrafts).toBe(0)
    expect(await codeOf(secondJudge.client.call('signDraft', { params, body: { digest: draft.digest } }))).toBe(
      'NOT_IN_FORCE',
    )
    await done(enforcer, enforcer.client.call('withdrawDraft', { params }))
    await until(async () => (await enforcer.client.call('getDraft', { params })).state === 'WITHDRAWN')
    expect((await enforcer.client.call('getDraft', { params })).refusal?.reasons).toBe(body.reasons)
    expect((await desk.view()).controls).toEqual([])
    expect(await codeOf(judge.client.call('refuseDraft', { params: { draftId: `${'0'.repeat(64)}-0` }, body }))).toBe(
      'SUBJECT_UNKNOWN',
    )
  })
})

describe('the paper of an instrument', () => {
  test('is made by itself, has the signed digest, and is found by anybody who holds it; revoked, it says so', async () => {
    const [debtor] = (await desk.view()).debtors
    const asked = { debtorId: debtor?.debtorId ?? '', institutions: ['bank'], noticeNo: documents.noticeNo }
    await done(enforcer, enforcer.client.call('queryProperty', { ...CASE, body: asked }))
    const view = await desk.eventually(({ instruments }) => instruments.some(({ document }) => document !== null))
    const notice = view.instruments.find(({ kind }) => kind === 'QUERY_NOTICE')
    if (notice?.document == null) throw new Error('no paper')
    const { documentDigest, instrumentId, document } = notice
    expect(documentDigest).toMatch(/^sm3:/)
    const params = { caseId: CASE_REF, documentId: document.documentId }
    const pdf = new Uint8Array(
      await (await enforcer.fetch(enforcer.client.url('getDocument', { params }))).arrayBuffer(),
    )
    expect(`sm3:${hexEncode(nodeCrypto.sm3(pdf))}`).toBe(documentDigest)
    const { verificationCode } = document
    const found = await enforcer.plain.call('checkDocument', { body: { verificationCode } })
    expect(found).toMatchObject({
      code: { isKnown: true, digest: documentDigest },
      instruments: [{ instrumentId, state: 'IN_FORCE', superseded: 0 }],
    })
    const revoked = {
      params: { instrumentId },
      body: { reason: 'ISSUED_IN_ERROR' as const },
    }
    await done(judge, judge.client.call('revokeInstrument', revoked))
    const now = await until(async () => {
      const { instruments } = await enforcer.plain.call('checkDocument', { body: { verificationCode } })
      return instruments[0]?.state === 'REVOKED' && instruments[0]
    })
    expect(now.revocation?.reason).toBe('ISSUED_IN_ERROR')
  })
})

describe('a form', () => {
  const SAMPLES = {
    LINE: '示例内容（虚构）',
    LINES: ['示例一项（虚构）'],
    PARAGRAPH: '示例说明（虚构）。',
    PARAGRAPHS: ['示例说明（虚构）。'],
    DATE: '2027-06-30',
    CENTS: 1_000,
    COUNT: 1,
    CHOICE: null,
    TABLE: null,
    DIGEST: digest('77'),
  } as const
  /** What the case does not know, as an officer would write it. */
  async function filled(kind: string): Promise<Record<string, unknown>> {
    const { entries } = await enforcer.client.call('getDocumentForm', { params: { caseId: CASE_REF, kind } })
    const written = entries
      .filter(
        ({ value, isOptional }) => !isOptional && (value === null || (Array.isArray(value) && value.length === 0)),
      )
      .map(({ name, type, columns }): [string, unknown] => {
        const row = columns.map((one): [string, unknown] => [
          one.name,
          one.name === 'to' ? '2027-07-30' : (one.choices[0]?.code ?? SAMPLES[one.type]),
        ])
        return [name, type === 'TABLE' ? [Object.fromEntries(row)] : SAMPLES[type]]
      })
    const sums =
      kind === 'DISTRIBUTION_PLAN'
        ? {
            priceCents: 100,
            costsCents: 0,
            claims: [{ creditor: '甲（虚构）', basisNumber: '一', rank: 'ORDINARY', claimCents: 100, shareCents: 100 }],
          }
        : {}
    const number = '（2026）京0105执9号'
    const numbers = { rulingNumber: number, noticeNumber: number }
    const own = Object.fromEntries(Object.entries(numbers).filter(([name]) => entries.some((one) => one.name === name)))
    const differences = kind === 'RECONCILIATION_REPORT' ? { differences: [] } : {}
    return { ...Object.fromEntries(written), ...own, ...sums, ...differences }
  }

  test('makes each kind that no instrument makes, from the case and what is written', async () => {
    const { items } = await enforcer.client.call('listDocumentKinds')
    expect(items).toHaveLength(19)
    const kinds = items.filter(({ isInstrument }) => !isInstrument).map(({ kind }) => kind)
    expect(kinds).toHaveLength(12)
    for (const kind of kinds) {
      const made = await enforcer.client
        .call('makeCaseDocument', { ...CASE, body: { kind, entries: await filled(kind) } })
        .catch((error: unknown) => error)
      expect([kind, made]).toEqual([
        kind,
        expect.objectContaining({ digest: expect.stringMatching(/^sm3:/) as string }),
      ])
    }
    const { items: documentsOfCase } = await enforcer.client.call('listCaseDocuments', CASE)
    const made = documentsOfCase.map(({ kind }) => kind)
    expect(made).toEqual(expect.arrayContaining([...kinds, 'CONTROL_RULING']))
    const ruling = documentsOfCase.find(({ kind }) => kind === 'QUERY_NOTICE')
    expect(ruling?.instrumentId).toMatch(/^[0-9a-f]{32}$/)
    expect(documentsOfCase.find(({ kind }) => kind === 'CONSUMPTION_ORDER')?.instrumentId).toBeNull()
  })

  test('refuses an instrument, an unknown kind, a field that is not of the form, and one that is missing', async () => {
    const count = (await enforcer.client.call('listCaseDocuments', CASE)).items.length
    const form = (kind: string): Promise<string> =>
      codeOf(enforcer.client.call('getDocumentForm', { params: { caseId: CASE_REF, kind } }))
    expect([await form('CONTROL_RULING'), await form('NOTHING')]).toEqual(['DOCUMENT_INVALID', 'DOCUMENT_INVALID'])
    const make = (entries: Record<string, unknown>): Promise<string> =>
      codeOf(enforcer.client.call('makeCaseDocument', { ...CASE, body: { kind: 'DISHONESTY_DECISION', entries } }))
    expect(await make({})).toBe('DOCUMENT_INVALID')
    expect(await make({ conduct: '违反财产报告制度（虚构）。', court: '另一法院' })).toBe('DOCUMENT_INVALID')
    expect((await enforcer.client.call('listCaseDocuments', CASE)).items).toHaveLength(count)
  })
})

test('no row outside the vault and no log holds what was written, or who applies', async () => {
  const { db } = runningOf(desk.door, 'court')
  const tables = ['enforcement_refusal', 'enforcement_brief', 'enforcement_writing', 'document', 'outbox'] as const
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()))
  const text = JSON.stringify([rows, desk.door.logs])
  expect(text.length).toBeGreaterThan(2_000)
  for (const secret of ['请先查明', '示例申请人', '91110105MA00TE5T2T']) expect(text).not.toContain(secret)
})
