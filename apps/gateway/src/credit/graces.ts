import type { Json } from '@xiezhi/codec'
import type { Bilingual, GraceView, OwnGraceView, RouteInput, Routes } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import { randomId } from '../acts/random-id.ts'
import { caseFacts } from '../enforcement/case-facts.ts'
import { masked } from '../enforcement/masked.ts'
import type { Debtor, EnforcementStore } from '../enforcement/store.ts'
import type { ActPlan } from '../outbox/act-plan.ts'
import type { Listener } from '../routes/listener.ts'
import { organisationNames } from '../zone/organisation-names.ts'
import type { CreditStore } from './store.ts'

type Asked = NonNullable<RouteInput<Routes['grantGrace']>['body']>

interface Tools {
  readonly listener: Listener
  readonly store: CreditStore
  readonly enforcement: EnforcementStore
}

/** As the ledger has it. */
type Grace = Pick<GraceView, 'entryId' | 'decidedOn' | 'until' | 'decisionDigest'>

interface OwnRow {
  readonly record: Grace & { readonly organisation: string }
  readonly case_number: string | null
}
const OWN_MAX = 100

/** A judge gives a debtor months to perform in before anybody decides on a list (R20-84). */
export async function gracePlan(
  { listener, store, enforcement }: Tools,
  caseId: string,
  { debtorId, list, until, decisionNo, decisionDigest }: Asked,
): Promise<ActPlan> {
  const { today } = await caseFacts(listener, enforcement, caseId)
  const { idType, fields } = await enforcement.debtor(caseId, debtorId)
  const person = { certificateType: idType, certificateNumber: fields.idNo, name: fields.name }
  const indexKey = await listener.personIndex.keyOf(person)
  const text = store.salted('decision', { decisionNo, reasons: null })
  const signed = decisionDigest ?? text.digest
  const entryId = randomId()
  const value = { entryId, list, caseRef: caseId, indexKey, decidedOn: today, until, decisionDigest: signed } as Json
  return {
    act: 'grantGrace',
    subject: { kind: 'entry', id: entryId },
    messages: [{ type: 'listing/GrantGrace', value }],
    then: 'done',
    prepare: () => store.keepDecision(entryId, signed, text),
  }
}

/** Graces that run in a case, with the debtor whose they are. */
export async function graceViews({ listener, store, enforcement }: Tools, caseId: string): Promise<GraceView[]> {
  const rows = await listener.db
    .selectFrom('projection.credit_grace')
    .select(['index_key', 'record'])
    .where('case_ref', '=', caseId)
    .orderBy('index_key')
    .execute()
  if (rows.length === 0) return []
  const debtors = await byIndexKey(listener, await enforcement.debtors(caseId))
  const graces = rows.map(({ index_key: key, record }) => ({ key, grace: record as unknown as Grace }))
  const decisions = await store.decisions(graces.map(({ grace }) => grace.decisionDigest))
  return graces.map(({ key, grace: { entryId, decidedOn, until, decisionDigest } }) => ({
    entryId,
    person: personOf(debtors.get(key)),
    decidedOn,
    until,
    decisionNo: decisions.get(decisionDigest)?.value?.decisionNo ?? null,
    decisionDigest,
  }))
}

/** Graces that run for whoever has this place in the index. */
export async function ownGraces(
  { db, zone }: Pick<Listener, 'db' | 'zone'>,
  store: CreditStore,
  indexKey: string,
): Promise<OwnGraceView[]> {
  const { rows } = await sql<OwnRow>`
    SELECT g.record, c.case_number FROM projection.credit_grace g
    LEFT JOIN projection.court_case c ON c.case_ref = g.case_ref
    WHERE g.index_key = ${indexKey} ORDER BY g.record->>'until', g.entry_id LIMIT ${OWN_MAX}`.execute(db)
  const graces = rows.map(({ record }) => record)
  const [decisions, names] = await Promise.all([
    store.decisions(graces.map(({ decisionDigest }) => decisionDigest)),
    organisationNames(
      zone,
      graces.map(({ organisation }) => organisation),
    ),
  ])
  return rows.map(({ record, case_number: caseNumber }) => {
    const { entryId, organisation, decidedOn, until, decisionDigest } = record
    return {
      entryId,
      organisationName: names(organisation),
      caseNumber,
      decidedOn,
      until,
      decisionNo: decisions.get(decisionDigest)?.value?.decisionNo ?? null,
      todo: TODO.map((one) => ({ ...one })),
    }
  })
}

const TODO: readonly Bilingual[] = [
  {
    zh: '在宽限期届满前履行生效法律文书确定的义务，或者与申请执行人达成和解并履行；期间本院不作出纳入或者限制消费决定',
    en: 'Perform what the document orders before the last day, or settle and perform; until then no decision on a list is taken',
  },
  {
    zh: '确有困难不能按期履行的，在届满前向承办法官书面说明并如实报告财产；期满仍未履行的，法院可以依法决定',
    en: 'If that is not possible, tell the judge in writing before the last day and report property truthfully; after it the court may decide',
  },
]

async function byIndexKey(
  { personIndex }: Pick<Listener, 'personIndex'>,
  debtors: readonly Debtor[],
): Promise<ReadonlyMap<string, Debtor>> {
  const found = await Promise.all(
    debtors.map(async (debtor) => {
      const { idType, fields } = debtor
      if (fields === null) return []
      const person = { certificateType: idType, certificateNumber: fields.idNo, name: fields.name }
      return [[await personIndex.keyOf(person), debtor] as const]
    }),
  )
  return new Map(found.flat())
}

function personOf(debtor: Debtor | undefined): GraceView['person'] {
  return {
    name: debtor?.fields?.name ?? null,
    nameState: debtor?.nameState ?? 'none',
    certificateType: debtor?.idType ?? null,
    certificateNumberMasked: masked(debtor?.fields?.idNo),
  }
}
