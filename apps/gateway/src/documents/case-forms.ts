import { shiftCivilMonths } from '@xiezhi/contracts/ids'
import { DOCUMENT_KINDS, DOCUMENTS, PROPERTY_CATEGORIES } from '@xiezhi/documents'
import type { DocumentKind } from '@xiezhi/documents'
import type { DocumentForm } from '@xiezhi/gateway-api'
import { caseFacts, isLive } from '../enforcement/case-facts.ts'
import type { CaseFacts } from '../enforcement/case-facts.ts'
import { Creditors } from '../enforcement/creditors.ts'
import { labelOf } from '../enforcement/property-view.ts'
import { EnforcementStore } from '../enforcement/store.ts'
import type { Debtor, OfficerFields } from '../enforcement/store.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import type { Person } from '../session/person.ts'
import { ARTICLES } from './articles.ts'
import { caseFieldsOf, contactOf, measureWordOf, officersOf } from './case-fields.ts'
import type { CaseFields } from './case-fields.ts'
import { FORM_ENTRIES, INSTRUMENTS } from './form-entries.ts'
import { OF_NO_CASE } from './made-documents.ts'

type Fields = Record<string, unknown>

const REMEDY = '如不服，可以在执行程序终结前向本院提出书面异议。'
const ON_SIGNATURE = '见电子签名'
const REPORT_MONTHS = 12

/** What the gateway fills by itself, and what stands in the form to begin with. */
interface Known {
  readonly fixed: Fields
  readonly start: Fields
  /** Of the fixed ones, those that a person is shown. */
  readonly shown: readonly {
    readonly name: string
    readonly title: { zh: string; en: string }
    readonly text: string
  }[]
}

export function documentKinds(): { kind: string; title: { zh: string; en: string }; isInstrument: boolean }[] {
  return DOCUMENT_KINDS.filter((kind) => !OF_NO_CASE.includes(kind)).map((kind) => ({
    kind,
    title: DOCUMENTS[kind].title,
    isInstrument: INSTRUMENTS.includes(kind),
  }))
}

/** Forms of the kinds that no instrument makes: the case fills what it knows. */
export class CaseForms {
  readonly #listener: Listener
  readonly #store: EnforcementStore
  readonly #creditors: Creditors

  constructor(listener: Listener) {
    this.#listener = listener
    this.#store = new EnforcementStore(listener)
    this.#creditors = new Creditors(listener)
  }

  /** @throws GatewayError SUBJECT_UNKNOWN, DOCUMENT_INVALID */
  async form(caseId: string, kind: string, person: Person): Promise<DocumentForm> {
    const { entries, known } = await this.#known(caseId, kind, person)
    return {
      kind,
      title: DOCUMENTS[kind as DocumentKind].title,
      entries: entries.map((one) => ({ ...one, columns: [...one.columns], value: known.start[one.name] ?? null })),
      known: [...known.shown],
    }
  }

  /** All fields of the document: the case's, and the entries of the form. @throws GatewayError SUBJECT_UNKNOWN, DOCUMENT_INVALID */
  async fields(caseId: string, kind: string, entered: Readonly<Fields>, person: Person): Promise<Fields> {
    const { entries, known } = await this.#known(caseId, kind, person)
    const names = entries.map(({ name }) => name)
    const other = Object.keys(entered).find((name) => !names.includes(name))
    if (other !== undefined) throw new GatewayError('DOCUMENT_INVALID', { reason: 'FIELD_UNKNOWN', path: `/${other}` })
    const written = Object.fromEntries(
      entries.map((one) => [one.name, valueOf(one, entered[one.name] ?? known.start[one.name] ?? null)]),
    )
    return { ...known.fixed, ...written, ...derived(kind, written) }
  }

  async #known(
    caseId: string,
    kind: string,
    person: Person,
  ): Promise<{ readonly entries: NonNullable<(typeof FORM_ENTRIES)[DocumentKind]>; readonly known: Known }> {
    const entries = Object.hasOwn(FORM_ENTRIES, kind) ? FORM_ENTRIES[kind as DocumentKind] : undefined
    if (entries === undefined) {
      const reason = (INSTRUMENTS as readonly string[]).includes(kind) ? 'MADE_WITH_INSTRUMENT' : 'KIND_UNKNOWN'
      throw new GatewayError('DOCUMENT_INVALID', { reason })
    }
    const facts = await caseFacts(this.#listener, this.#store, caseId)
    const debtors = await this.#store.debtors(caseId)
    const [debtor] = debtors
    const caseNumber = facts.caseNumber ?? debtor?.fields?.caseNumber ?? null
    const common = await caseFieldsOf(this.#listener, { facts, debtors, person, number: null, caseNumber })
    const officer = await this.#officer(person)
    const context = { facts, debtors, common, officer, person, config: this.#listener.config }
    const start = { articles: ARTICLES[kind as DocumentKind], ...(await this.#startOf(kind, context)) }
    const fixed = fixedOf(kind as DocumentKind, context)
    return { entries, known: { fixed, start, shown: shownOf(common) } }
  }

  async #officer({ organisation, officer }: Person): Promise<OfficerFields> {
    const filed = await this.#store.officers(organisation ?? '')
    const found = filed.find((one) => one.fields !== null && one.officer === officer) ?? filed[0]
    return (
      found?.fields ?? { name: officer ?? ON_SIGNATURE, workCard: '见工作证件', dutyCard: '见工作证件', contact: null }
    )
  }

  async #startOf(kind: string, context: Context): Promise<Fields> {
    if (kind !== 'DISTRIBUTION_PLAN') return startOf(kind, context)
    const others = (await this.#creditors.list(context.facts.caseId)).filter((one) => one.withdrawnAtMs === null)
    const own = {
      creditor: nameOf(context.common.parties['applicants']),
      basisNumber: (context.common.basis as { number: string }).number,
      rank: 'ORDINARY',
      claimCents: context.facts.owed.totalCents,
      shareCents: 0,
    }
    const claims = others.map(({ name, class: rank, cents, ground }) => ({
      creditor: name ?? '',
      basisNumber: ground ?? '',
      rank,
      claimCents: cents,
      shareCents: 0,
    }))
    return { claims: [...claims, own], costsCents: 0, depositedCents: 0, surplusCents: 0, objection: REMEDY }
  }
}

interface Context {
  readonly facts: CaseFacts
  readonly debtors: readonly Debtor[]
  readonly common: CaseFields
  readonly officer: OfficerFields
  readonly person: Person
  readonly config: Listener['config']
}

/** Nothing written in an optional place is null, or an empty table. */
function valueOf(one: { readonly type: string; readonly isOptional: boolean }, value: unknown): unknown {
  if (value !== null && value !== '') return value
  return one.type === 'TABLE' && one.isOptional ? [] : null
}

/** What follows from the entries. */
function derived(kind: string, written: Fields): Fields {
  const { owedCents, performedCents } = written
  if (kind !== 'END_OF_ROUND_RULING' || typeof owedCents !== 'number' || typeof performedCents !== 'number') return {}
  return { openCents: owedCents - performedCents }
}

function nameOf(people: unknown): string {
  return (people as readonly { readonly name: string }[])[0]?.name ?? ''
}

function panelOf({ officer }: Context): readonly Fields[] {
  return [
    { role: 'JUDGE', name: ON_SIGNATURE },
    { role: 'ENFORCER', name: officer.name },
  ]
}

function payeeOf({ config, common }: Context): Fields {
  const account = config.orders?.account
  return {
    account: account?.number ?? '另行通知',
    bank: account?.bank ?? '另行通知',
    holder: account?.name ?? common.court,
  }
}

function fixedOf(kind: DocumentKind, context: Context): Fields {
  const { common, officer, facts } = context
  const { head, parties, basis, subjects } = common
  const notice = { ...head, officers: officersOf(officer), contact: contactOf(officer, common.court) }
  const [subject] = subjects
  const receipt = { court: common.court, signedOn: facts.today, seal: common.court }
  const contact = contactOf(officer, common.court)
  const fields: Partial<Readonly<Record<DocumentKind, Fields>>> = {
    ASSISTANCE_NOTICE: { ...notice, subjects },
    RELEASE_NOTICE: notice,
    ASSISTANCE_RECEIPT: receipt,
    ENFORCEMENT_NOTICE: { ...head, ...parties, basis, payee: payeeOf(context), contact },
    PROPERTY_REPORT_ORDER: { ...head, basis, contact },
    END_OF_ROUND_RULING: { ...head, ...parties, basis, panel: panelOf(context) },
    CLAIM_CALCULATION: { ...head, basis, ...calculation(facts) },
    DISTRIBUTION_PLAN: { ...head, debtor: subject, panel: panelOf(context) },
    CONSUMPTION_ORDER: { ...head, subject, basis },
    DISHONESTY_DECISION: { ...head, subject, basis },
    BANKRUPTCY_TRANSFER: { ...head, debtor: subject },
    RECONCILIATION_REPORT: receipt,
  }
  return fields[kind] ?? head
}

/** The same lines as the page shows. */
function calculation({ owed }: CaseFacts): Fields {
  const items = owed.steps.map(({ what, baseCents, days, rate, cents, statute }) => ({
    title: what.zh,
    steps: [
      baseCents === null ? '' : `以${yuan(baseCents)}元为基数`,
      rate === null ? '' : `利率${rate}`,
      days === null ? '' : `${days}日`,
    ]
      .filter((part) => part !== '')
      .join('，'),
    ground: statute.zh === '' ? '执行依据' : statute.zh,
    cents,
  }))
  const filled = items.map((one) => ({ ...one, steps: one.steps === '' ? '按执行依据' : one.steps }))
  const rest = owed.totalCents - filled.reduce((sum, { cents }) => sum + cents, 0)
  return { asOf: owed.asOf, items: withRest(filled, rest), totalCents: owed.totalCents }
}

/** Lines are rounded one by one and the total once: what they differ by stands with the last line that can bear it. */
function withRest<L extends { readonly steps: string; readonly cents: number }>(
  lines: readonly L[],
  rest: number,
): L[] {
  const at = lines.findLastIndex(({ cents }) => cents + rest >= 0)
  return lines.map((one, n) =>
    rest === 0 || n !== at ? one : { ...one, steps: `${one.steps}（含逐项取整尾差）`, cents: one.cents + rest },
  )
}

function startOf(kind: string, context: Context): Fields {
  const { facts, common, officer } = context
  const { today, owed } = facts
  const addressee = (common.subjects[0] as { readonly name?: string } | undefined)?.name ?? ''
  switch (kind) {
    case 'ASSISTANCE_NOTICE':
      return { items: controlledRows(context), requests: ['对下列财产采取相应措施，并将结果书面告知本院。'] }
    case 'RELEASE_NOTICE':
      return {
        items: controlledRows(context).map(({ asset, description, holder, institution, measure }) => ({
          asset,
          description,
          holder,
          institution,
          measure,
          remainingCents: null,
        })),
      }
    case 'ENFORCEMENT_NOTICE':
      return {
        addressee,
        duties: ['履行生效法律文书确定的给付义务，并支付迟延履行期间的债务利息和执行费用。'],
        principalCents: facts.claim.principalCents,
        riskWarning: '拒不履行的，将依法采取强制执行措施，符合条件的纳入失信被执行人名单并限制消费。',
      }
    case 'PROPERTY_REPORT_ORDER':
      return {
        addressee,
        from: shiftCivilMonths(today, -REPORT_MONTHS),
        categories: [...PROPERTY_CATEGORIES],
        penaltyNotice: '拒绝报告、虚假报告或者无正当理由逾期报告的，依法追究责任。',
        signer: officer.name,
      }
    case 'END_OF_ROUND_RULING':
      return {
        owedCents: owed.totalCents,
        performedCents: 0,
        measures: measuresTaken(context),
        remedy: REMEDY,
        resumption: '申请执行人发现可供执行财产的，可以申请恢复执行，不受申请执行时效期间的限制。',
      }
    case 'CLAIM_CALCULATION':
      return { preparedBy: officer.name }
    case 'CONSUMPTION_ORDER':
    case 'DISHONESTY_DECISION':
      return { from: today, to: null, remedy: REMEDY, coSubjects: [] }
    case 'RECONCILIATION_REPORT':
      return { asOf: today, preparedBy: officer.name, differences: [] }
    default:
      return {}
  }
}

function controlledRows({ facts, debtors, config }: Context): Fields[] {
  const titles = new Map((config.orders?.institutions ?? []).map(({ organisation, zh }) => [organisation, zh]))
  return facts.controls.filter(isLive).map(({ orderId, asset, institution, limitCents, from, to }) => {
    const property = facts.propertyOf.get(orderId)
    const debtor = debtors.find(({ debtorId }) => debtorId === property?.debtorId) ?? debtors[0]
    return {
      asset,
      description: labelOf(facts.property, property?.propertyId ?? null) ?? '财产',
      holder: debtor?.fields?.name ?? '',
      institution: titles.get(institution) ?? institution,
      measure: measureWordOf(asset),
      limitCents,
      from: from ?? facts.today,
      to: to ?? shiftCivilMonths(facts.today, REPORT_MONTHS),
    }
  })
}

function measuresTaken(context: Context): string[] {
  return controlledRows(context).map(
    (row) => `对${String(row['institution'])}的${String(row['description'])}采取措施。`,
  )
}

function shownOf({ court, basis, parties, subjects }: CaseFields): Known['shown'] {
  const named = (people: unknown): string => (people as readonly { name: string }[]).map(({ name }) => name).join('、')
  const { issuer, number } = basis as { readonly issuer: string; readonly number: string }
  return [
    { name: 'court', title: { zh: '法院', en: 'court' }, text: court },
    { name: 'applicants', title: { zh: '申请执行人', en: 'applicants' }, text: named(parties['applicants']) },
    { name: 'debtors', title: { zh: '被执行人', en: 'debtors' }, text: named(subjects) },
    { name: 'basis', title: { zh: '执行依据', en: 'document enforced' }, text: `${issuer}${number}` },
  ]
}

const CENTS = 100

function yuan(cents: number): string {
  return `${Math.floor(cents / CENTS)}.${String(cents % CENTS).padStart(2, '0')}`
}
