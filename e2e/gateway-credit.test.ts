import { nodeCrypto } from '@xiezhi/crypto/node'
import { creditSubject, decodeCreditAnnex } from '@xiezhi/credit-interface'
import type { Json } from '@xiezhi/codec'
import type { OutboxRow, RouteInput, RouteName, Routes } from '@xiezhi/gateway-api'
import { verifyCertificate } from '@xiezhi/vault'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CREDIT_ENTRIES } from '../apps/gateway/src/credit/store.ts'
import { CreditDesk, PUBLISHED, STATEMENT, SUBSCRIBER, TOKEN_ONLY } from './testing/credit-desk.ts'
import { CREDIT_TABLES, creditRows } from './testing/credit-rows.ts'
import { CASE, codeOf, day, DEBTOR, done } from './testing/enforcement-desk.ts'
import { finished, PARTIES, runningOf, vaultOf } from './testing/gateway.ts'
import type { SignedIn } from './testing/gateway.ts'
import { CASE_REF, digest, today } from './testing/lawyer-case.ts'
import { until } from './testing/until.ts'

let desk: CreditDesk
let judge: SignedIn
let enforcer: SignedIn
let party: SignedIn
type Question = NonNullable<RouteInput<Routes['evaluateListing']>['body']>
/** Listed in the walk below. */
let entryId: string

beforeAll(async () => {
  desk = await CreditDesk.open()
  ;({ party } = desk)
  ;({ judge, enforcer } = desk.desk)
  await desk.begin()
}, 240_000)
afterAll(() => desk.close(), 60_000)

const listing = async (change: Parameters<CreditDesk['listing']>[0] = {}): Promise<OutboxRow> =>
  judge.client.call('proposeListing', await desk.listing(change))
const count = async (): Promise<number> => (await judge.client.call('listCreditDrafts')).items.length

describe('a person concerned', () => {
  test('signs in as itself and as nothing else', async () => {
    const session = await party.client.call('getSession')
    expect(session).toMatchObject({ roles: ['PARTY'], authority: 'court', person: { id: 'party-1', officer: null } })
    await expect(party.client.call('listEnforcements')).rejects.toMatchObject({ code: 'ROLE_MISSING' })
    await expect(desk.desk.door.signIn('justice', 'party-1')).rejects.toThrow(/AUTHORITY_MISMATCH/)
  })

  test('is known by a key of the index; the number is in no session, in no answer and in no log', async () => {
    const { db, personIndex } = runningOf(desk.desk.door, 'court')
    const { certificateNumber } = PARTIES['party-1']
    const rows = await db.selectFrom('session').selectAll().execute()
    const kept = rows.map(({ person }) => person as unknown as { id: string; party?: { indexKey: string } })
    const own = kept.find(({ id }) => id === 'party-1')
    expect(own?.party).toEqual({ indexKey: await personIndex.keyOf(PARTIES['party-1']) })
    expect(kept.filter(({ id }) => !id.startsWith('party')).every((one) => one.party === undefined)).toBe(true)
    const shown = JSON.stringify(await party.client.call('getSession'))
    expect([JSON.stringify(rows), shown, ...desk.desk.door.logs].join('\n')).not.toContain(certificateNumber)
    expect(shown).not.toContain(own?.party?.indexKey)
  })
})

describe('whoever the law does not let be listed', () => {
  const judged = async (change: Partial<Question>): Promise<string> => {
    const { birthDate } = PUBLISHED
    const body = { debtorId: await desk.debtorId(), situation: 1, statement: STATEMENT, birthDate, ...change }
    const { verdict, reasons } = await judge.client.call('evaluateListing', { ...CASE, body })
    return [verdict, ...reasons.map(({ code }) => code)].join(' ')
  }

  test.each<[string, Partial<Question>, string]>([
    [
      'sealed property that suffices (G20-72)',
      { statement: { ...STATEMENT, sealedNetCents: 900_000_000_000 } },
      'BLOCK SEALED_ASSETS_SUFFICIENT',
    ],
    [
      'a representative of a unit (G20-74)',
      { statement: { ...STATEMENT, isRepresentative: true } },
      'BLOCK REPRESENTATIVE_NOT_LISTABLE',
    ],
    [
      'an extension beyond three years (G20-75)',
      { situation: 2, extension: { months: 48, ground: 'SERIOUS_VIOLENCE_OR_THREAT' } },
      'BLOCK EXTENSION_OUT_OF_RANGE',
    ],
    ['a student', { statement: { ...STATEMENT, isCampusLoanStudent: true } }, 'REFER CAMPUS_LOAN_STUDENT'],
    ['nobody of these', {}, 'LIST'],
  ])('%s', async (_, change, expected) => {
    expect(await judged(change)).toBe(expected)
  })

  test('a day of birth that the resident identity number does not have is not judged by', async () => {
    for (const birthDate of ['1990-03-08', day(-17 * 365)])
      expect(await codeOf(judged({ birthDate }))).toBe('BIRTH_DATE_DIFFERS')
  })

  test('is not proposed, and nothing is kept or signed', async () => {
    const { db } = runningOf(desk.desk.door, 'court')
    const representative = { ...STATEMENT, isRepresentative: true }
    expect(await codeOf(listing({ statement: representative }))).toBe('NOT_LISTABLE')
    const other = { ...PUBLISHED, birthDate: day(-17 * 365) }
    expect(await codeOf(listing({ published: other }))).toBe('BIRTH_DATE_DIFFERS')
    const student = { ...STATEMENT, isCampusLoanStudent: true }
    expect(await codeOf(listing({ statement: student }))).toBe('LISTING_REASONS_MISSING')
    expect(await codeOf(listing({ debtorId: 'ff'.repeat(16) }))).toBe('SUBJECT_UNKNOWN')
    expect(await codeOf(listing({ published: { ...PUBLISHED, birthDate: null } }))).toBe('INPUT_INVALID')
    for (const who of [enforcer, desk.clerk, party, desk.supervisor])
      expect(await codeOf(who.plain.call('proposeListing', await desk.listing()))).toBe('ROLE_MISSING')
    expect(await db.selectFrom('credit_subject').selectAll().execute()).toEqual([])
    expect(await count()).toBe(0)
  })
})

describe('from the decision to the deletion', () => {
  test('a judge proposes; the person stands in the vault and not on the ledger', async () => {
    const { draft, ...proposed } = await desk.proposed(listing())
    ;({ entryId } = proposed)
    expect(draft).toMatchObject({
      decision: 'LISTING',
      caseId: CASE_REF,
      person: { name: DEBTOR.name, certificateNumberMasked: '****0012' },
      decisionNo: '（2026）京0105执失1号',
      mayApprove: false,
    })
    const ledger = JSON.stringify(
      await desk.desk.alliance.court.client
        .query('authority/proposal', { proposalId: draft.draftId })
        .catch(() => draft.words),
    )
    for (const secret of [DEBTOR.name, DEBTOR.idNo, PUBLISHED.duty, PUBLISHED.birthDate])
      expect(ledger).not.toContain(secret)
    expect(await codeOf(desk.sign(draft, judge))).toBe('SAME_PERSON')
    expect(await codeOf(desk.sign(draft, desk.desk.secondJudge))).toBe('OTHER_OFFICE_NEEDED')
    expect(await desk.own()).toEqual([])
  })

  test('the president signs; a decision that was not served is nobody’s to see yet', async () => {
    const { items } = await desk.president.client.call('listCreditDrafts', { query: { state: 'OPEN' } })
    const [draft] = items
    if (draft === undefined) throw new RangeError('no draft')
    expect(draft.mayApprove).toBe(true)
    expect((await desk.sign(draft)).refusal).toBeNull()
    const shown = await desk.entry(entryId, ({ state }) => state === 'DECIDED')
    expect(shown).toMatchObject({
      list: 'DISHONEST',
      situation: 1,
      termTo: null,
      published: { birthDate: null, sex: 'MALE' },
    })
    expect(shown.acts).toContain('proposeWithdrawal')
    expect(await desk.own()).toEqual([])
    expect(await codeOf(desk.sign(draft))).toBe('NOT_IN_FORCE')
  })

  test('served, it is published in the same block; the person sees what, why and until when', async () => {
    await desk.serve(entryId, enforcer)
    const shown = await desk.entry(entryId, ({ state }) => state === 'PUBLISHED')
    expect(shown.steps.map(({ transition, by }) => `${transition} ${by}`)).toEqual([
      'DECIDE PERSON',
      'RECORD_SERVICE PERSON',
      'PUBLISH PROGRAM',
    ])
    const [own] = await until(async () => {
      const items = await desk.own()
      return items.some(({ measures }) => measures.length > 0) && items
    })
    expect(own).toMatchObject({
      entryId,
      role: 'DEBTOR',
      person: { name: DEBTOR.name, certificateNumberMasked: '****0012' },
      published: { duty: PUBLISHED.duty, birthDate: null },
      mayObject: true,
      mayReconsider: false,
    })
    expect(own?.measures.map(({ measure }) => measure).sort()).toEqual(['BIDDING', 'FINANCING_CREDIT'])
    expect(await desk.own(desk.stranger)).toEqual([])
    for (const route of ['getOwnCreditEntry'] as const satisfies RouteName[])
      expect(await codeOf(desk.stranger.client.call(route, { params: { entryId } }))).toBe('SUBJECT_UNKNOWN')
    expect(await codeOf(party.client.call('getCreditEntry', { params: { entryId } }))).toBe('ROLE_MISSING')
  })

  test('who may know is told who it is, by an annex that opens the commitment', async () => {
    const { db } = runningOf(desk.desk.door, 'court')
    const posted = await until(async () => {
      const rows = await db
        .selectFrom('annex_posted')
        .selectAll()
        .where('dispatch_id', 'like', `${entryId}-%`)
        .execute()
      return rows.length > 0 && rows
    })
    expect(posted).toMatchObject([{ outcome: 'POSTED' }])
    const ledger = (await desk.desk.alliance.court.client.query('listing/entry', { entryId })) as {
      readonly entry: { readonly subject: string }
    }
    const kept = (await (await vaultOf(desk.desk.door, 'court')).texts('creditAnnex', [ledger.entry.subject])).get(
      ledger.entry.subject,
    )
    if (kept?.state !== 'HELD') throw new RangeError('no annex')
    const annex = decodeCreditAnnex(kept.value)
    expect(creditSubject(nodeCrypto, annex)).toBe(ledger.entry.subject)
    expect(annex).toMatchObject({ entryId, person: { certificateNumber: DEBTOR.idNo, name: DEBTOR.name } })
    expect(JSON.stringify(annex)).not.toContain(PUBLISHED.birthDate)
  })

  test('the board says who has it, and who has confirmed', async () => {
    await desk.confirm(SUBSCRIBER, entryId, false)
    const rows = await until(async () => {
      const { items } = await enforcer.client.call('listPropagation', { query: { entryId } })
      return items.some(({ state }) => state === 'CONFIRMED') && items
    })
    expect(rows.map(({ subscriber }) => subscriber).sort()).toEqual([TOKEN_ONLY, SUBSCRIBER].sort())
    expect(rows.find(({ subscriber }) => subscriber === SUBSCRIBER)).toMatchObject({
      state: 'CONFIRMED',
      annex: expect.stringMatching(/WAITING|SENT/) as string,
    })
    const { subscribers, entries } = await desk.supervisor.client.call('getCreditBoard')
    expect(entries).toEqual([{ list: 'DISHONEST', active: 1, suspended: 0, deletionDue: 0 }])
    expect(subscribers.map(({ subscriber, held }) => [subscriber, held]).sort()).toEqual([
      [TOKEN_ONLY, 1],
      [SUBSCRIBER, 1],
    ])
    expect(await codeOf(party.client.call('getCreditBoard'))).toBe('ROLE_MISSING')
    const { items } = await enforcer.client.call('listCreditReconciliations')
    expect(items.map(({ state }) => state)).toEqual(['MISSING', 'MISSING'])
  })

  test('a use is shown to the person, and counted for the supervisor', async () => {
    const { institution } = desk.desk.alliance
    const use = {
      useId: 'd4'.repeat(16),
      entryId,
      measure: 'BIDDING',
      action: 'REFUSE',
      count: 1,
      purpose: 'ENFORCEMENT_OF_JUDGMENTS',
      on: today,
      reasonDigest: null,
    }
    const held = (await institution?.client.query('listing/held', {
      client: '07-tendermint-0',
      subscriber: SUBSCRIBER,
      limit: 10,
    })) as unknown as { purpose: string }[]
    const value: Json = { client: '07-tendermint-0', use: { ...use, purpose: held[0]?.purpose ?? '' } }
    await institution?.act({ type: 'listing/RecordUse', value }, `${SUBSCRIBER}-operator`)
    const [seen] = await until(async () => {
      const { items } = await party.client.call('listOwnCreditUses')
      return items.length > 0 && items
    })
    expect(seen).toMatchObject({ entryId, subscriber: SUBSCRIBER, measure: 'BIDDING', action: 'REFUSE', count: 1 })
    expect((await desk.stranger.client.call('listOwnCreditUses')).items).toEqual([])
    const counted = await desk.supervisor.client.call('getCreditSupervision')
    expect(counted.uses).toMatchObject([{ subscriber: SUBSCRIBER, measure: 'BIDDING', count: 1 }])
    expect(counted.decisions).toMatchObject([{ list: 'DISHONEST', situation: 1, decided: 1, published: 1, ended: 0 }])
    expect(JSON.stringify(counted)).not.toContain(entryId)
  })

  test('the person objects; nobody else sees it; the court registers and decides', async () => {
    const body = { kind: 'CONTENT', reasons: '判决金额已部分履行，内容有误' } as const
    expect(await codeOf(desk.stranger.client.call('objectToOwnEntry', { params: { entryId }, body }))).toBe(
      'SUBJECT_UNKNOWN',
    )
    const { requestId } = await party.client.call('objectToOwnEntry', { params: { entryId }, body })
    expect(await codeOf(party.client.call('objectToOwnEntry', { params: { entryId }, body }))).toBe('REQUEST_NOT_OPEN')
    expect(
      await codeOf(
        party.client.call('askOwnReconsideration', { params: { entryId }, body: { reasons: '不服驳回决定' } }),
      ),
    ).toBe('REQUEST_NOT_OPEN')
    expect((await desk.stranger.client.call('listOwnCreditRequests')).items).toEqual([])
    expect((await desk.clerk.client.call('listCreditRequests')).items).toMatchObject([
      { requestId, reasons: body.reasons, state: 'RECEIVED' },
    ])
    expect(await codeOf(judge.plain.call('registerCreditRequest', { params: { requestId } }))).toBe('ROLE_MISSING')
    await done(desk.clerk, desk.clerk.client.call('registerCreditRequest', { params: { requestId } }))
    const shown = await desk.entry(entryId, ({ isObjected }) => isObjected)
    expect(shown.objection).toMatchObject({
      kind: 'CONTENT',
      outcome: 'PENDING',
      requestedOn: today,
      reasons: body.reasons,
    })
    await until(async () => (await party.client.call('listOwnCreditRequests')).items[0]?.state === 'REGISTERED')
    expect(await codeOf(desk.clerk.client.call('registerCreditRequest', { params: { requestId } }))).toBe(
      'NOT_IN_FORCE',
    )
    const decision = { decisionNo: '（2026）京0105执异1号', isUpheld: false, on: today, reasons: '内容与生效文书一致' }
    await done(judge, judge.client.call('decideEntryObjection', { params: { entryId }, body: decision }))
    const decided = await desk.entry(entryId, ({ objection }) => objection?.outcome === 'REFUSED')
    expect(decided.objection?.answer).toBe(decision.reasons)
    const [own] = await until(async () => {
      const items = await desk.own()
      return items[0]?.mayReconsider === true && items
    })
    expect(own?.objection?.answer).toBe(decision.reasons)
    expect(await codeOf(judge.client.call('decideEntryObjection', { params: { entryId }, body: decision }))).toBe(
      'NOT_IN_FORCE',
    )
  })

  test('the court above is asked, finds the request, and is the only one to decide it', async () => {
    const ask = { params: { entryId }, body: { reasons: '不服驳回，请求上一级法院复议' } }
    expect(await codeOf(desk.stranger.client.call('askOwnReconsideration', ask))).toBe('SUBJECT_UNKNOWN')
    const { requestId } = await party.client.call('askOwnReconsideration', ask)
    await done(desk.clerk, desk.clerk.client.call('registerCreditRequest', { params: { requestId } }))
    await desk.entry(entryId, ({ objection }) => objection?.outcome === 'PENDING')
    const above = await desk.desk.door.signIn('court', 'judge-above')
    const pending = async (who: SignedIn): Promise<string[]> =>
      (await who.client.call('listCreditEntries', { query: { pending: true } })).items.map((one) => one.entryId)
    const actsOf = async (who: SignedIn): Promise<string[]> =>
      (await who.client.call('getCreditEntry', { params: { entryId } })).acts
    expect([await pending(judge), await pending(above)]).toEqual([[], [entryId]])
    expect(await actsOf(judge)).not.toContain('decideEntryObjection')
    expect(await actsOf(above)).toEqual(['decideEntryObjection'])
    const decision = { decisionNo: '（2026）京01执复1号', isUpheld: false, on: today, reasons: '原决定认定无误' }
    const asked = { params: { entryId }, body: decision }
    const own = await finished(judge, (await judge.client.call('decideEntryObjection', asked)).id)
    expect(own.refusal).toMatchObject({ codespace: 'listing', name: 'NotAbove' })
    await done(above, above.client.call('decideEntryObjection', asked))
    const decided = await desk.entry(entryId, ({ objection }) => objection?.outcome === 'REFUSED')
    expect(decided.objection).toMatchObject({ answer: decision.reasons, reconsiderBy: null })
    expect(await pending(above)).toEqual([])
    expect((await desk.own())[0]?.mayReconsider).toBe(false)
  })

  test('two persons lift it for a while at most as long as the law allows', async () => {
    const lift = (to: string): Promise<OutboxRow> =>
      judge.client.call('proposeTemporaryLift', {
        params: { entryId },
        body: { decisionNo: '暂1', ground: 'SERIOUS_ILLNESS', from: today, to },
      })
    expect(await codeOf(lift(day(45)))).toBe('DECISION_REFUSED')
    expect(await codeOf(lift(day(-1)))).toBe('INPUT_INVALID')
    const extension = { decisionNo: '延1', months: 48, ground: 'SEVERAL_BREACHES' } as const
    expect(await codeOf(judge.client.call('proposeExtension', { params: { entryId }, body: extension }))).toBe(
      'DECISION_REFUSED',
    )
  })

  test('paid, it is deleted; the person sees nothing any more; the rest waits for receipts', async () => {
    const body = { event: 'PERFORMED', on: today, documentDigest: digest('9e') } as const
    await done(enforcer, enforcer.client.call('recordEntryEvent', { params: { entryId }, body }))
    await until(async () => (await desk.own()).length === 0)
    expect(await codeOf(judge.client.call('getCreditEntry', { params: { entryId } }))).toBe('SUBJECT_UNKNOWN')
    expect(await codeOf(party.client.call('getOwnCreditEntry', { params: { entryId } }))).toBe('SUBJECT_UNKNOWN')
    const { items } = await enforcer.client.call('listEndedEntries')
    expect(items).toMatchObject([{ entryId, end: 'DELETED', event: 'PERFORMED', openWithdrawals: 2, erasedAtMs: null }])
    const open = (await enforcer.client.call('listWithdrawals', { query: { entryId } })).items
    expect(open.map(({ subscriber, state }) => [subscriber, state === 'SENT' || state === 'DELIVERED'])).toEqual([
      [TOKEN_ONLY, true],
      [SUBSCRIBER, true],
    ])
    expect(open.every(({ dueAtMs, owner }) => dueAtMs !== null && owner === 'COURT_ENFORCER')).toBe(true)
  })

  test('after the last receipt, and with the paper in the person’s hands, the key of the entry is destroyed, with a certificate; nothing opens any more', async () => {
    const { db } = runningOf(desk.desk.door, 'court')
    const vault = await vaultOf(desk.desk.door, 'court')
    expect(await vault.ownerOf(CREDIT_ENTRIES, entryId)).toBeDefined()
    await desk.confirm(TOKEN_ONLY, entryId, true)
    await desk.confirm(SUBSCRIBER, entryId, true)
    await until(async () => (await party.client.call('listOwnCertificates')).items[0]?.isFinal === true)
    expect((await party.client.call('makeOwnCertificate', { params: { entryId } })).isFinal).toBe(true)
    const [ended] = await until(async () => {
      const { items } = await enforcer.client.call('listEndedEntries')
      return items[0]?.erasedAtMs != null && items
    })
    expect(ended?.certificateDigest).toMatch(/^sha256:/)
    expect(await vault.ownerOf(CREDIT_ENTRIES, entryId)).toBeUndefined()
    const certificate = vault.erasures().at(-1)
    expect(certificate?.statement).toMatchObject({ reason: 'PURPOSE_MET', legalBasis: 'PIPL_47' })
    const { signer } = vault.context.authority
    const key = { algorithm: signer.algorithm, bytes: signer.publicKey }
    expect(certificate && verifyCertificate(nodeCrypto, key, certificate)).toBe(true)
    expect(await db.selectFrom('credit_text').selectAll().where('entry_id', '=', entryId).execute()).toEqual([])
    const requests = await db.selectFrom('credit_request').selectAll().where('entry_id', '=', entryId).execute()
    // What was asked, and asked again of the court above.
    expect(requests).toMatchObject(requests.map(() => ({ index_key: null, state: 'ENDED' })))
    expect(requests).toHaveLength(2)
    const { rows } = await sql`SELECT record FROM projection.credit_entry`.execute(db)
    expect(rows).toEqual([])
    expect((await party.client.call('listOwnCreditRequests')).items).toEqual([])
    const counted = await desk.supervisor.client.call('getCreditSupervision')
    expect(counted.objections).toMatchObject([{ raised: 1, refused: 1, upheld: 0 }])
    expect(counted.lateness.map(({ subscriber, confirmed, late }) => [subscriber, confirmed, late])).toEqual([
      [TOKEN_ONLY, 1, 0],
      [SUBSCRIBER, 1, 0],
    ])
  })
})

test('a limit of consumption: categories, an exception, and its end by two persons', async () => {
  const order = {
    debtorId: await desk.debtorId(),
    decisionNo: '（2026）京0105执限1号',
    categories: [9, 1],
    coSubjects: [],
    published: PUBLISHED,
  }
  const responsible = {
    role: 'LEGAL_REPRESENTATIVE',
    name: '示例丁',
    certificateType: 'RESIDENT_ID',
    certificateNumber: '999999197001010011',
  }
  const withResponsible = { ...CASE, body: { ...order, coSubjects: [responsible] } as never }
  expect(await codeOf(judge.client.call('proposeConsumptionOrder', withResponsible))).toBe('INPUT_INVALID')
  const limited = await desk.listed(judge.client.call('proposeConsumptionOrder', { ...CASE, body: order }))
  const exception = { decisionNo: '例1', coSubject: null, category: 1, from: today, to: day(3) }
  const except = (change: object): Promise<OutboxRow> =>
    judge.client.call('grantEntryException', { params: { entryId: limited }, body: { ...exception, ...change } })
  expect(await codeOf(except({ coSubject: 0 }))).toBe('SUBJECT_UNKNOWN')
  const refused = await finished(judge, (await except({ category: 2 })).id)
  expect(refused.refusal).toMatchObject({ codespace: 'listing', name: 'FormMismatch' })
  await done(judge, except({}))
  const shown = await desk.entry(limited, ({ exceptions }) => exceptions.length > 0)
  expect(shown).toMatchObject({ list: 'CONSUMPTION', categories: [1, 9], exceptions: [{ category: 1, to: day(3) }] })
  expect(shown.acts).not.toContain('proposeExtension')
  const changed = {
    ground: 'REPRESENTATIVE_CHANGED',
    isChangeGenuine: true,
    isActualController: true,
    isDirectlyResponsible: false,
  } as const
  const lift = (body: object): Promise<OutboxRow> =>
    judge.client.call('proposeLift', { params: { entryId: limited }, body: { decisionNo: '解1', ...body } as never })
  expect(await codeOf(lift(changed))).toBe('DECISION_REFUSED')
  const { draft } = await desk.proposed(lift({ ...changed, ground: 'APPLICANT_CONSENT' }))
  expect((await desk.sign(draft)).refusal).toBeNull()
  await until(async () => (await desk.own()).length === 0)
}, 120_000)

test('repair is applied for by the person, registered, and granted by two persons', async () => {
  const listed = await desk.listed(listing())
  const ask = { isCorrected: true, isDutyFulfilled: false, hasCommitted: true, reasons: '已纠正失信行为，申请修复' }
  const apply = (body: typeof ask): Promise<{ requestId: string }> =>
    party.client.call('applyForOwnRepair', { params: { entryId: listed }, body })
  const register = async (requestId: string): Promise<OutboxRow> => {
    const asked = { params: { requestId }, body: { grade: 'MINOR' } } as const
    return finished(desk.clerk, (await desk.clerk.client.call('registerCreditRequest', asked)).id)
  }
  const { requestId } = await apply(ask)
  expect((await register(requestId)).refusal).toMatchObject({ codespace: 'listing', name: 'RepairNotOpen' })
  const back = { params: { requestId }, body: { reasons: '义务尚未履行，不符合条件' } }
  expect(await codeOf(party.plain.call('returnCreditRequest', back))).toBe('ROLE_MISSING')
  expect(await desk.clerk.client.call('returnCreditRequest', back)).toMatchObject({ state: 'RETURNED' })
  expect(await codeOf(desk.clerk.client.call('returnCreditRequest', back))).toBe('NOT_IN_FORCE')
  expect((await party.client.call('listOwnCreditRequests')).items[0]?.answer).toBe(back.body.reasons)
  const decision = { decisionNo: '修1', isApproved: true, reasons: '符合修复条件' }
  const decide = (): Promise<OutboxRow> =>
    judge.client.call('proposeRepairDecision', { params: { entryId: listed }, body: decision })
  expect(await codeOf(decide())).toBe('NOT_IN_FORCE')
  const again = await apply({ ...ask, isDutyFulfilled: true })
  expect((await register(again.requestId)).refusal).toBeNull()
  const shown = await desk.entry(listed, ({ repair }) => repair !== undefined)
  expect(shown).toMatchObject({ repair: { grade: 'MINOR', outcome: 'PENDING' } })
  expect(shown.acts).toContain('proposeRepairDecision')
  const { draft } = await desk.proposed(decide())
  expect((await desk.sign(draft)).refusal).toBeNull()
  await until(async () => (await desk.own()).length === 0)
  const { items } = await enforcer.client.call('listEndedEntries')
  expect(items.find((one) => one.entryId === listed)).toMatchObject({ end: 'REPAIRED', event: 'REPAIR' })
}, 120_000)

test('a correction keeps the entry and commits to the person anew', async () => {
  const listed = await desk.listed(listing())
  const nothing = { params: { entryId: listed }, body: { decisionNo: '更1' } }
  expect(await codeOf(judge.client.call('proposeCorrection', nothing))).toBe('INPUT_INVALID')
  const body = { decisionNo: '更1', published: { ...PUBLISHED, duty: '偿还借款本金九十万元' } }
  const { draft } = await desk.proposed(judge.client.call('proposeCorrection', { params: { entryId: listed }, body }))
  expect((await desk.entry(listed)).published?.duty).toBe(PUBLISHED.duty)
  expect((await desk.sign(draft)).refusal).toBeNull()
  const shown = await desk.entry(listed, ({ published }) => published?.duty === body.published.duty)
  expect(shown).toMatchObject({ state: 'PUBLISHED', person: { name: DEBTOR.name } })
  const withdrawal = { decisionNo: '撤1', reason: 'LISTED_IN_ERROR' }
  const { draft: last } = await desk.proposed(
    judge.client.call('proposeWithdrawal', { params: { entryId: listed }, body: withdrawal }),
  )
  expect(await codeOf(judge.client.call('withdrawCreditDraft', { params: { draftId: 'ff'.repeat(32) + '-0' } }))).toBe(
    'OK',
  )
  expect((await desk.sign(last)).refusal).toBeNull()
  await until(async () => (await desk.own()).length === 0)
}, 120_000)

test('the rows of the lists are made anew from the ledger, the same', async () => {
  const { desk: court } = desk
  await desk.listed(listing())
  await until(async () => (await enforcer.client.call('listPropagation')).items.length > 0)
  const settled = await until(async () => {
    const once = await creditRows(court.door)
    const { rows } = await sql`SELECT FROM projection.credit_packet`.execute(runningOf(court.door, 'court').db)
    return rows.length === 0 && once
  })
  const filled = CREDIT_TABLES.filter((table) => (settled[table] ?? []).length > 0)
  expect(filled).toEqual(CREDIT_TABLES.filter((table) => table !== 'credit_reconciliation'))
  await sql`DROP SCHEMA projection CASCADE`.execute(runningOf(court.door, 'court').db)
  await court.door.restart()
  await until(() => Promise.resolve(runningOf(court.door, 'court').follower.height !== null))
  expect(await creditRows(court.door)).toEqual(settled)
}, 120_000)
