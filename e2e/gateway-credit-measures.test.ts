import type { OutboxRow, PersonalDraftView, PersonalMeasureView, RouteInput, Routes } from '@xiezhi/gateway-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CreditDesk, SUBSCRIBER } from './testing/credit-desk.ts'
import { CASE, codeOf, day, DEBTOR, done } from './testing/enforcement-desk.ts'
import { finished, PARTIES, runningOf } from './testing/gateway.ts'
import type { SignedIn } from './testing/gateway.ts'
import { CASE_REF, digest, today } from './testing/lawyer-case.ts'
import { until } from './testing/until.ts'

type Proposal = NonNullable<RouteInput<Routes['proposePersonalMeasure']>['body']>

let desk: CreditDesk
let judge: SignedIn
let enforcer: SignedIn
let party: SignedIn

beforeAll(async () => {
  desk = await CreditDesk.open()
  ;({ party } = desk)
  ;({ judge, enforcer } = desk.desk)
  await desk.begin()
}, 240_000)
afterAll(() => desk.close(), 60_000)

describe('grace before a listing, and restructuring of one that stands', () => {
  const listing = async (): Promise<OutboxRow> => judge.client.call('proposeListing', await desk.listing())

  test('a plan that a court approved suspends an entry; its end brings it back', async () => {
    const entryId = await desk.listed(listing())
    const begin = (isRulingVerified: boolean): Promise<OutboxRow> =>
      judge.client.call('proposeRestructuring', {
        params: { entryId },
        body: { decisionNo: '重1', approvedOn: day(-1), rulingDigest: digest('7a'), isRulingVerified },
      })
    expect(await codeOf(begin(false))).toBe('DECISION_REFUSED')
    expect((await judge.client.call('getCreditEntry', { params: { entryId } })).drafts).toEqual([])
    const { draft } = await desk.proposed(begin(true))
    expect(draft.decision).toBe('RESTRUCTURING')
    expect((await desk.sign(draft)).refusal).toBeNull()
    const relieved = await desk.entry(entryId, ({ state }) => state === 'RESTRUCTURING')
    expect(relieved.acts).toContain('proposeRestructuringEnd')
    const end = { params: { entryId }, body: { decisionNo: '重2', on: today } }
    const ending = await desk.proposed(judge.client.call('proposeRestructuringEnd', end))
    expect((await desk.sign(ending.draft)).refusal).toBeNull()
    await desk.entry(entryId, ({ state }) => state === 'PUBLISHED')
    const twin = await desk.proposed(listing())
    expect((await desk.sign(twin.draft)).refusal).toMatchObject({ codespace: 'listing', name: 'AlreadyListed' })
    const withdrawal = { params: { entryId }, body: { decisionNo: '撤1', reason: 'LISTED_IN_ERROR' } }
    const last = await desk.proposed(judge.client.call('proposeWithdrawal', withdrawal))
    expect((await desk.sign(last.draft)).refusal).toBeNull()
  }, 120_000)

  test('who still shows what it confirmed as deleted stands on the page of all alarms, with owner and clock', async () => {
    const entryId = await desk.listed(listing())
    await desk.confirm(SUBSCRIBER, entryId, false)
    const body = { event: 'PERFORMED', on: today, documentDigest: digest('9e') } as const
    await done(enforcer, enforcer.client.call('recordEntryEvent', { params: { entryId }, body }))
    await desk.confirm(SUBSCRIBER, entryId, true)
    const { client } = await until(async () => {
      const { items } = await enforcer.client.call('listWithdrawals', { query: { entryId, subscriber: SUBSCRIBER } })
      return items[0]?.state === 'CONFIRMED' && items[0]
    })
    const evidence = { client, subscriber: SUBSCRIBER, shownAtMs: Date.now(), evidenceDigest: digest('9f') }
    await done(enforcer, enforcer.client.call('reportStillShown', { params: { entryId }, body: evidence }))
    const alarm = await until(async () => {
      const { items } = await enforcer.client.call('listAlarms')
      return items.find(({ source, subject }) => source === 'listing' && subject.startsWith(`${entryId} `)) ?? false
    })
    expect(alarm).toMatchObject({ kind: 'STILL_SHOWN', owner: 'COURT_PRESIDENT', resolution: null })
    expect(alarm.dueAtMs).toBeGreaterThan(0)
    const paged = await enforcer.client.call('listAlarms', { query: { limit: 1 } })
    expect(paged.items).toHaveLength(1)

    const said = { kind: 'STILL_SHOWN', subject: alarm.subject, documentDigest: digest('a0') } as const
    const { id } = await enforcer.client.call('resolveCreditAlarm', { body: said })
    expect((await finished(enforcer, id)).refusal).toMatchObject({ codespace: 'authority', name: 'RoleNotHeld' })
    await done(desk.president, desk.president.client.call('resolveCreditAlarm', { body: said }))
    await until(async () => {
      const { items } = await enforcer.client.call('listAlarms')
      return items.every(({ id: open }) => open !== alarm.id)
    })
  }, 120_000)

  test('who was given time is listed by no decision until it is over', async () => {
    const debtorId = await desk.debtorId()
    const grant = (until: string): { params: { caseId: string }; body: object } => ({
      ...CASE,
      body: { debtorId, list: 'DISHONEST', until, decisionNo: '宽1' },
    })
    const ask = (who: SignedIn, until: string): Promise<OutboxRow> =>
      who.plain.call('grantGrace', grant(until) as Parameters<typeof who.plain.call<'grantGrace'>>[1])
    expect(await codeOf(ask(desk.president, day(60)))).toBe('ROLE_MISSING')
    const late = await finished(judge, (await judge.client.call('grantGrace', grant(day(200)) as never)).id)
    expect(late.refusal).toMatchObject({ codespace: 'listing', name: 'GraceRefused' })
    expect((await judge.client.call('listCaseGraces', CASE)).items).toEqual([])
    await done(judge, judge.client.call('grantGrace', grant(day(60)) as never))
    const [grace] = await until(async () => {
      const { items } = await judge.client.call('listCaseGraces', CASE)
      return items.length > 0 && items
    })
    expect(grace).toMatchObject({ person: { name: DEBTOR.name }, decidedOn: today, until: day(60), decisionNo: '宽1' })
    const [own] = (await party.client.call('listOwnGraces')).items
    expect(own).toMatchObject({ entryId: grace?.entryId, until: day(60), decisionNo: '宽1' })
    expect(own?.todo.length).toBeGreaterThan(0)
    expect((await desk.stranger.client.call('listOwnGraces')).items).toEqual([])
    expect(await codeOf(judge.plain.call('listOwnGraces'))).toBe('ROLE_MISSING')
    const { draft } = await desk.proposed(listing())
    expect((await desk.sign(draft)).refusal).toMatchObject({ codespace: 'listing', name: 'GraceRunning' })
  }, 120_000)
})

describe('fines, detention and exit restriction', () => {
  const REASONS = '拒不报告财产，经告知仍不改正'
  const CONDUCT = { kind: 'NO_PROPERTY_REPORT', on: day(-1) } as const
  let measureId: string

  const fine = async (change: Partial<Proposal> = {}): Promise<{ params: { caseId: string }; body: Proposal }> => ({
    ...CASE,
    body: {
      kind: 'FINE',
      role: 'DEBTOR',
      debtorId: await desk.debtorId(),
      conduct: CONDUCT,
      amountCents: 5_000_000,
      decisionNo: '（2026）京0105司惩1号',
      reasons: REASONS,
      ...change,
    },
  })
  const without = ({ body }: { readonly body: Proposal }, ...names: (keyof Proposal)[]): Proposal =>
    Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name as keyof Proposal))) as Proposal
  const propose = async (change: Partial<Proposal> = {}): Promise<OutboxRow> =>
    judge.client.call('proposePersonalMeasure', await fine(change))
  const drafted = async (row: Promise<OutboxRow>): Promise<PersonalDraftView> => {
    const { result } = await done(judge, row)
    const { measureId: id } = result as { measureId: string }
    return until(
      async () =>
        (await judge.client.call('listPersonalDrafts', { query: { state: 'OPEN' } })).items.find(
          (one) => one.measureId === id,
        ) ?? false,
    )
  }
  const sign = async ({ draftId, digest: signed }: PersonalDraftView, who = desk.president): Promise<OutboxRow> => {
    const row = await who.client.call('signPersonalDraft', { params: { draftId }, body: { digest: signed } })
    return finished(who, row.id)
  }
  const measure = (id: string, is: (shown: PersonalMeasureView) => boolean): Promise<PersonalMeasureView> =>
    until(async () => {
      const shown = await judge.client.call('getPersonalMeasure', { params: { measureId: id } }).catch(() => null)
      return shown !== null && is(shown) && shown
    })
  const serve = (id: string): Promise<OutboxRow> =>
    done(
      enforcer,
      enforcer.client.call('recordPersonalService', {
        params: { measureId: id },
        body: { servedOn: today, evidenceDigest: digest('5e') },
      }),
    )

  test('what the law does not allow is refused before anybody signs, and nothing is kept', async () => {
    const { db } = runningOf(desk.desk.door, 'court')
    const { limits } = await judge.client.call('listCasePersonalMeasures', CASE)
    expect(await codeOf(propose({ amountCents: limits.finePersonCents + 1 }))).toBe('PERSONAL_MEASURE_REFUSED')
    expect(await codeOf(propose({ conduct: { ...CONDUCT, on: day(1) } }))).toBe('INPUT_INVALID')
    expect(await codeOf(propose({ days: 3 }))).toBe('INPUT_INVALID')
    const detention = without(await fine({ kind: 'DETENTION', days: limits.detentionDays + 1 }), 'amountCents')
    expect(await codeOf(judge.client.call('proposePersonalMeasure', { ...CASE, body: detention }))).toBe(
      'PERSONAL_MEASURE_REFUSED',
    )
    const unit = {
      subjectKind: 'UNIT',
      name: '示例公司',
      certificateType: 'USCC',
      certificateNumber: '91999999MA00000000',
    }
    const open = without(await fine(), 'debtorId')
    const ofUnit = { ...open, role: 'ASSISTING', person: unit, amountCents: 1 } as Proposal
    expect(await codeOf(judge.client.call('proposePersonalMeasure', { ...CASE, body: ofUnit }))).toBe(
      'PERSONAL_MEASURE_REFUSED',
    )
    expect(await codeOf(judge.client.call('proposePersonalMeasure', { ...CASE, body: open }))).toBe('INPUT_INVALID')
    for (const who of [enforcer, desk.clerk, party, desk.supervisor])
      expect(await codeOf(who.plain.call('proposePersonalMeasure', await fine()))).toBe('ROLE_MISSING')
    expect(await db.selectFrom('personal_person').selectAll().execute()).toEqual([])
    expect((await judge.client.call('listPersonalDrafts')).items).toEqual([])
  })

  test('a fine is proposed by the judge and signed by the president; the name stays in the vault', async () => {
    const draft = await drafted(propose())
    ;({ measureId } = draft)
    expect(draft).toMatchObject({
      decision: 'DECIDE',
      kind: 'FINE',
      caseId: CASE_REF,
      person: { name: DEBTOR.name, certificateNumberMasked: '****0012' },
      decisionNo: '（2026）京0105司惩1号',
      reasons: REASONS,
      mayApprove: false,
    })
    const proposal = await desk.desk.alliance.court.client.query('authority/proposal', { proposalId: draft.draftId })
    for (const secret of [DEBTOR.name, DEBTOR.idNo, REASONS]) expect(JSON.stringify(proposal)).not.toContain(secret)
    expect(await codeOf(sign(draft, judge))).toBe('SAME_PERSON')
    expect(await codeOf(sign(draft, desk.desk.secondJudge))).toBe('OTHER_OFFICE_NEEDED')
    expect((await sign(draft)).refusal).toBeNull()
    const shown = await measure(measureId, ({ state }) => state === 'DECIDED')
    expect(shown).toMatchObject({
      amountCents: 5_000_000,
      conduct: CONDUCT,
      organisationName: { zh: '示例基层人民法院' },
      reasons: REASONS,
      reconsiderBy: null,
    })
    expect((await party.client.call('listOwnPersonalMeasures')).items).toEqual([])
  })

  test('the same conduct of the same person is fined once; a detention beside it is another measure', async () => {
    expect(await codeOf(propose())).toBe('PERSONAL_MEASURE_REFUSED')
    const rest = without(await fine({ kind: 'DETENTION', days: 5, decisionNo: '拘1' }), 'amountCents')
    const draft = await drafted(judge.client.call('proposePersonalMeasure', { ...CASE, body: rest }))
    const withdrawn = { params: { draftId: draft.draftId } }
    await done(judge, judge.client.call('withdrawPersonalDraft', withdrawn))
    expect(await codeOf(sign(draft))).toBe('NOT_IN_FORCE')
  })

  test('served, the person sees what is imposed, why, and until when the court above may be asked; nobody else does', async () => {
    expect(await codeOf(desk.clerk.plain.call('carryOutPersonalMeasure', carryOut()))).toBe('ROLE_MISSING')
    await serve(measureId)
    const served = await measure(measureId, ({ state }) => state === 'SERVED')
    expect(served.reconsiderBy).not.toBeNull()
    const { items } = await party.client.call('listOwnPersonalMeasures')
    expect(items).toMatchObject([
      { measureId, kind: 'FINE', reasons: REASONS, reconsiderBy: served.reconsiderBy, mayReconsider: true },
    ])
    expect(items[0]?.remedies.length).toBeGreaterThan(0)
    expect((await desk.stranger.client.call('listOwnPersonalMeasures')).items).toEqual([])
    const ask = { params: { measureId }, body: { reasons: '罚款过重，请求撤销' } }
    expect(await codeOf(desk.stranger.client.call('askPersonalReconsideration', ask))).toBe('SUBJECT_UNKNOWN')
    expect(await codeOf(party.client.call('getPersonalMeasure', { params: { measureId } }))).toBe('ROLE_MISSING')
  })

  const carryOut = (): { params: { measureId: string }; body: { on: string; evidenceDigest: string } } => ({
    params: { measureId },
    body: { on: today, evidenceDigest: digest('5f') },
  })

  test('the person asks; the counter sends it back, then registers it; only a court above decides', async () => {
    const ask = (reasons: string): Promise<{ requestId: string }> =>
      party.client.call('askPersonalReconsideration', { params: { measureId }, body: { reasons } })
    const first = await ask('请求撤销')
    expect(await codeOf(ask('请求撤销罚款'))).toBe('REQUEST_NOT_OPEN')
    const back = { params: { requestId: first.requestId }, body: { reasons: '请补充事实与理由' } }
    expect(await codeOf(judge.plain.call('returnPersonalRequest', back))).toBe('ROLE_MISSING')
    expect(await desk.clerk.client.call('returnPersonalRequest', back)).toMatchObject({
      state: 'RETURNED',
      answer: back.body.reasons,
    })
    const second = await ask('已按期报告，罚款没有依据')
    const registered = { params: { requestId: second.requestId } }
    await done(desk.clerk, desk.clerk.client.call('registerPersonalRequest', registered))
    const shown = await measure(measureId, ({ reconsideration }) => reconsideration !== null)
    expect(shown.reconsideration).toMatchObject({
      askedOn: today,
      outcome: 'PENDING',
      reasons: '已按期报告，罚款没有依据',
    })
    expect(shown.decideBy).not.toBeNull()
    expect(shown.acts).not.toContain('decidePersonalReconsideration')
    expect((await party.client.call('listOwnPersonalMeasures')).items[0]?.requests.map(({ state }) => state)).toEqual([
      'REGISTERED',
      'RETURNED',
    ])
    expect(await codeOf(desk.clerk.client.call('registerPersonalRequest', registered))).toBe('NOT_IN_FORCE')
    const decision = { isRevoked: true, on: today, decisionNo: '复1', reasons: '处罚依据不足' }
    const asked = { params: { measureId }, body: decision }
    const own = await finished(judge, (await judge.client.call('decidePersonalReconsideration', asked)).id)
    expect(own.refusal).toMatchObject({ codespace: 'personal', name: 'NotAbove' })
    const above = await desk.desk.door.signIn('court', 'judge-above')
    const pending = await above.client.call('listPersonalMeasures', { query: { pending: true } })
    expect(pending.items.map((one) => one.measureId)).toEqual([measureId])
    await done(above, above.client.call('decidePersonalReconsideration', asked))
    const revoked = await measure(measureId, ({ state }) => state === 'REVOKED')
    expect(revoked.reconsideration).toMatchObject({ outcome: 'REVOKED', answer: decision.reasons })
    expect(revoked.steps.map(({ transition }) => transition)).toEqual(['DECIDE', 'RECORD_SERVICE', 'REVOKE'])
  })

  test('an exit restriction of a representative is carried out and lifted on consent; a fine is not lifted', async () => {
    const rest = without(await fine(), 'debtorId', 'conduct', 'amountCents')
    const body = {
      ...rest,
      kind: 'EXIT_RESTRICTION',
      role: 'LEGAL_REPRESENTATIVE',
      person: { subjectKind: 'NATURAL', ...PARTIES['party-2'] },
      decisionNo: '限1',
    } as Proposal
    const draft = await drafted(judge.client.call('proposePersonalMeasure', { ...CASE, body }))
    expect((await sign(draft)).refusal).toBeNull()
    const id = draft.measureId
    await measure(id, ({ state }) => state === 'DECIDED')
    await serve(id)
    await measure(id, ({ state }) => state === 'SERVED')
    const [own] = (await desk.stranger.client.call('listOwnPersonalMeasures')).items
    expect(own).toMatchObject({ kind: 'EXIT_RESTRICTION', mayReconsider: false, reconsiderBy: null })
    const told = { params: { measureId: id }, body: { on: today, evidenceDigest: digest('60') } }
    await done(enforcer, enforcer.client.call('carryOutPersonalMeasure', told))
    await measure(id, ({ state }) => state === 'CARRIED_OUT')
    const lift = { decisionNo: '解1', ground: 'APPLICANT_CONSENT', reasons: '申请执行人书面同意' } as const
    const lifting = await drafted(judge.client.call('proposePersonalLift', { params: { measureId: id }, body: lift }))
    expect(lifting).toMatchObject({ decision: 'LIFT', kind: 'EXIT_RESTRICTION', person: { name: '示例代表人' } })
    expect((await sign(lifting)).refusal).toBeNull()
    expect((await measure(id, ({ state }) => state === 'LIFTED')).acts).toEqual([])
    const counted = await desk.supervisor.client.call('getPersonalSupervision')
    expect(counted.measures).toMatchObject([
      { kind: 'EXIT_RESTRICTION', decided: 1, served: 1, carriedOut: 1, lifted: 1 },
      { kind: 'FINE', decided: 1, served: 1, carriedOut: 0, revoked: 1, amountCents: 5_000_000 },
    ])
    expect(counted.reconsiderations).toMatchObject([{ asked: 1, revoked: 1, pending: 0, late: 0 }])
    for (const secret of [id, CASE_REF, DEBTOR.name]) expect(JSON.stringify(counted)).not.toContain(secret)
  })
})
