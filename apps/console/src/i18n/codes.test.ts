import { routeOf, ROUTE_NAMES } from '@xiezhi/gateway-api'
import type { RouteName } from '@xiezhi/gateway-api'
import { expect, test } from 'vitest'
import { isTextKey } from './i18n.tsx'
import { zhCN } from './zh-cn.ts'

/** Where the words of a field's codes stand; for a field of several lists each list has its own. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  action: ['orderAction', 'credit.use'],
  annex: ['requestAnnex.state', 'credit.annex'],
  asset: ['asset'],
  assets: ['asset'],
  by: ['credit.by'],
  carrier: ['operations.carrier'],
  certificateType: ['idType'],
  class: ['distribution.class'],
  confirmed: ['deposit.outcome'],
  consumptionOrder: ['credit.order'],
  debtorKind: ['debtorKind'],
  decision: ['credit.decision', 'personal.decision'],
  deserved: ['sanction'],
  end: ['credit.state'],
  event: ['credit.event'],
  factors: ['deposit.factor'],
  fileAccess: ['state'],
  grade: ['grade', 'credit.grade'],
  ground: [
    'deposit.ground',
    'stayGround',
    'credit.extension',
    'credit.lift',
    'credit.liftGround',
    'personal.lift',
    'transferGround',
    'termination',
  ],
  idType: ['idType'],
  instrumentKind: ['instrumentKind'],
  interest: ['deposit.interest'],
  kind: [
    'deposit.kind',
    'deposit.sourceKind',
    'sanction',
    'proposal',
    'locks',
    'instrumentKind',
    'debtorKind',
    'order.state',
    'ledgerProposal',
    'answerKind',
    'credit.objection',
    'credit.requestKind',
    'credit.ask',
    'credit.difference',
    'credit.checkAlarm',
    'personal.kind',
    'personal.conduct',
    'preservationKind',
    'objectionKind',
    'remedy',
    'remedySubject',
    'wrong',
    'orderRelation',
  ],
  kinds: ['deposit.sourceKind'],
  leaveKind: ['leave'],
  level: ['assurance'],
  limitation: ['limitation'],
  list: ['credit.list'],
  lists: ['credit.list'],
  mayAsk: ['credit.ask'],
  mode: ['distribution.mode'],
  notProved: ['deposit.notProved'],
  objection: ['credit.objection'],
  objectionKind: ['credit.objection'],
  origin: ['law.origin'],
  outcome: [
    'deposit.outcome',
    'findOutcome',
    'credit.outcome',
    'personal.outcome',
    'objection.state',
    'wrong.state',
    'transfer.state',
  ],
  owner: ['role'],
  per: ['moneyPer'],
  performance: ['credit.performance'],
  procedure: ['procedure'],
  profile: ['verification.bundle'],
  reason: ['excluded', 'revocation', 'document.revocation', 'credit.refusal'],
  reasons: ['credit.refusal'],
  result: ['verdict', 'deposit.result'],
  role: ['agentRole', 'staffRole', 'role', 'credit.role', 'personal.role'],
  roles: ['role'],
  rung: ['credit.rung'],
  scope: ['credit.scope'],
  sex: ['credit.sex'],
  source: ['verification.source', 'propertySource'],
  standing: ['credit.standing'],
  state: [
    'state',
    'credit.subscriptionRequestState',
    'outbox.state',
    'report.state',
    'deposit.state',
    'deposit.orderState',
    'enforcement.state',
    'control.state',
    'order.state',
    'orderAnnex.state',
    'instrument.state',
    'document.state',
    'ledgerProposal.state',
    'received.state',
    'measure.state',
    'credit.state',
    'credit.propagation',
    'credit.requestState',
    'credit.set',
    'credit.held',
    'personal.state',
    'preservation.state',
    'transfer.state',
    'wrong.state',
    'requery.state',
    'submission.state',
  ],
  status: ['status', 'term.status'],
  type: ['basisType'],
  step: ['credit.step'],
  subjectKind: ['credit.subject'],
  subjectState: ['firstOrder.subject'],
  use: ['use'],
  verdict: ['verdict', 'term.verdict', 'plan.verdict', 'distribution.verdict', 'credit.verdict'],
  what: ['difference'],
  why: ['planLeft'],
  as: ['objector'],
  raisedBy: ['objector'],
  part: ['objector'],
  parts: ['objector'],
}
/** In the texts of a vault: what is held is shown itself, and of what never was there nothing is. */
const TEXT_STATES = [
  'answerState',
  'groundState',
  'groundsState',
  'nameState',
  'reasonState',
  'reasonsState',
  'recordState',
]
/** Answers that no page shows. */
const FOR_PROGRAMS: readonly RouteName[] = ['health', 'readiness', 'checkCredit']
/** The authority is shown by its name, the language by what is written in it; the register of an alarm is not shown. */
const NOT_SHOWN = [
  'authority',
  // Which control a place of a form gets.
  'type LINE LINES PARAGRAPH PARAGRAPHS DATE CENTS COUNT CHOICE TABLE',
  'type LINE DATE CENTS COUNT CHOICE DIGEST',
  'locale',
  // An alarm comes with its words.
  'kind STILL_SHOWN UNDELIVERED LOOKUP_VOLUME LOOKUP_PURPOSE',
  'source case query governance account institution listing personal request',
  'source case query governance',
]

/**
 * Fields that hold codes and whose schema names none, by route or field, with the family in which a page finds their words.
 * What a page shows by another field stands with an empty family.
 */
const OPEN: Readonly<Record<string, string>> = {
  // What the ledger calls a message; its words stand beside it.
  'previewAct type': '',
  'getCase side': 'side',
  'getCase admission': 'state',
  'lookUpLawyer admission': 'state',
  'getCase kind': '',
  'getCase status': 'status',
  'getCase state': 'state',
  // An outbox row says what it is about by its act.
  '* subject.kind': '',
  'getVerification outcome.kind': '',
  'getVerification rung': '',
  'getTrust source': '',
  'getDeposit raisedBy': '',
  'listDocumentKinds kind': '',
  'listCaseDocuments kind': '',
  'getDocumentForm kind': '',
  '* role': 'role',
  // Written by a person.
  'getMatters ground': '',
  'getEnforcement estimate.ground': '',
  '* proposed.reason': '',
  '* dismissal.reasons': '',
  '* refusal.reasons': '',
  '* reconsideration.reasons': '',
  'getHalt reason': 'haltReason',
  'checkCredit notProved': '',
  '* grade': 'grade',
  'listEndedEntries event': 'credit.event',
  // The pages of the law show functions and parameters as they are called.
  'getLawFunction code': '',
  'evaluateLawFunction source': '',
  'listLawParameters source': '',
}
/** A sibling of one of these names says in words what the code means. */
const WORDS_BESIDE = (name: string): readonly string[] => [`${name}Text`, 'text', 'words', 'kindText', 'actionText']
/** Names that hold codes in one schema or another. */
const CODED = [...Object.keys(FAMILIES), 'admission', 'code', 'shortfall', 'side', 'step']

interface Codes {
  readonly route: RouteName
  readonly field: string
  readonly codes: readonly string[]
}

interface Schema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
}

function* codesOf(route: RouteName, field: string, schema: Schema): Generator<Codes> {
  const members = [...(schema.enum ?? []), ...('const' in schema ? [schema.const] : [])]
  const codes = members.filter((member) => typeof member === 'string')
  if (codes.length > 0) yield { route, field, codes }
  for (const [name, inner] of Object.entries(schema.properties ?? {})) yield* codesOf(route, name, inner)
  for (const inner of Object.values(schema.patternProperties ?? {})) yield* codesOf(route, field, inner)
  if (schema.items !== undefined) yield* codesOf(route, field, schema.items)
  for (const inner of schema.anyOf ?? []) yield* codesOf(route, field, inner)
}

const textKeys = Object.keys(zhCN)
const all = ROUTE_NAMES.filter((name) => !FOR_PROGRAMS.includes(name)).flatMap((name) =>
  (['params', 'query', 'body', 'response'] as const).flatMap((part) => [
    ...codesOf(name, '', routeOf(name)[part] as Schema),
  ]),
)

interface OpenField {
  readonly route: RouteName
  readonly field: string
  readonly above: string
}

function isOpenCode(field: string, schema: Schema): boolean {
  const one = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema
  const { type, enum: listed, ...rest } = one.items ?? one
  return CODED.includes(field) && type === 'string' && listed === undefined && !('const' in rest)
}

/** Fields named as ones that hold codes, with a schema of any text and no words beside them. */
function* openFieldsOf(route: RouteName, above: string, schema: Schema): Generator<OpenField> {
  const { properties = {} } = schema
  for (const [field, inner] of Object.entries(properties)) {
    const hasWords = WORDS_BESIDE(field).some((name) => name in properties)
    if (isOpenCode(field, inner) && !hasWords) yield { route, field, above }
    yield* openFieldsOf(route, field, inner)
  }
  for (const inner of Object.values(schema.patternProperties ?? {})) yield* openFieldsOf(route, above, inner)
  if (schema.items !== undefined) yield* openFieldsOf(route, above, schema.items)
  for (const inner of schema.anyOf ?? []) yield* openFieldsOf(route, above, inner)
}

test('a code that a schema leaves open comes with its words, or stands in the list with where its words are', () => {
  const used = new Set<string>()
  const wordless = ROUTE_NAMES.flatMap((name) => [...openFieldsOf(name, '', routeOf(name).response as Schema)]).filter(
    ({ route, field, above }) => {
      const names = [`${route} ${above}.${field}`, `${route} ${field}`, `* ${above}.${field}`, `* ${field}`]
      const key = names.find((one) => one in OPEN)
      if (key !== undefined) used.add(key)
      return key === undefined
    },
  )
  expect(wordless.map(({ route, above, field }) => `${route} ${above}.${field}`)).toEqual([])
  expect(Object.keys(OPEN).filter((key) => !used.has(key))).toEqual([])
  const families = new Set(Object.values(OPEN).filter((family) => family !== ''))
  expect([...families].filter((family) => !textKeys.some((key) => key.startsWith(`${family}.`)))).toEqual([])
})

test('every code that a schema of the gateway allows has words in one list, for both languages', () => {
  expect(all.length).toBeGreaterThan(100)
  const wordless = all.flatMap(({ route, field, codes }) => {
    if (NOT_SHOWN.includes(field) || NOT_SHOWN.includes([field, ...codes].join(' '))) return []
    const isText = TEXT_STATES.includes(field) || codes.includes('held')
    const shown = isText ? codes.filter((code) => code !== 'held' && code !== 'none') : codes
    const families = isText ? ['text'] : (FAMILIES[field] ?? [])
    const hasAll = families.some((family) => shown.every((code) => isTextKey(`${family}.${code}`)))
    return hasAll ? [] : [`${route} ${field}: ${codes.join(' ')}`]
  })
  expect(wordless).toEqual([])
})
