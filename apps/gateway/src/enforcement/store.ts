import type { Json } from '@xiezhi/codec'
import { civilDateOf } from '@xiezhi/contracts/ids'
import type { DebtorView, PropertyView } from '@xiezhi/gateway-api'
import type { KeptText } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { randomId } from '../acts/random-id.ts'
import type { EnforcementSchema } from '../db/enforcement-schema.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import { ACCOUNTS, DEBTORS } from '../vault/private-texts.ts'
import type { SaltedValue } from '../vault/private-texts.ts'
import type { Answered } from './found-property.ts'
import { matterOf } from './matters.ts'
import { PROPERTY, PropertyIndex } from './property-index.ts'

/** Names under which values lie in the vault. */
export const ORDER_ANNEX = 'orderAnnex'
const DEBTOR = 'debtor'
const ESTIMATE = 'estimate'
const OFFICER = 'enforcementOfficer'
const DOCUMENT = 'instrumentDocument'
const ANSWER = 'answerAnnex'
const DISMISSAL = 'dismissal'
const REASONS_STATE = { HELD: 'held', ERASED: 'erased', TAMPERED: 'damaged' } as const

/** Whom an order is about. */
export interface DebtorFields {
  readonly name: string
  readonly formerNames: readonly string[]
  readonly idNo: string
  /** Number of a case that is not public; null: it stands on the ledger. */
  readonly caseNumber: string | null
}
export interface Debtor extends Pick<DebtorView, 'debtorId' | 'kind' | 'idType' | 'nameState'> {
  /** Null: erased. */
  readonly fields: DebtorFields | null
}

/** A thing or an account, as it was told or entered. */
export interface PropertyFields {
  readonly label: string
  readonly number: string
  /** Of an account that is kept in parts (子账号); null: it has none. */
  readonly subAccount: string | null
  readonly currency: string
  readonly balanceCents: number | null
  readonly availableCents: number | null
  readonly units: number | null
  readonly securityCode: string | null
  readonly encumberedCents: number
  readonly divisible: boolean
  readonly specialFund: string | null
  readonly earlierMeasures: PropertyView['earlierMeasures']
}
export interface EstimateFields {
  readonly valueCents: number
  readonly encumberedCents: number | null
  readonly divisible: boolean
  readonly ground: string
}
export interface Property extends Pick<
  PropertyView,
  'propertyId' | 'debtorId' | 'institution' | 'asset' | 'orderId' | 'foundOn'
> {
  readonly source: PropertyView['source']
  readonly fields: PropertyFields | null
  readonly estimate: (EstimateFields & { readonly officer: string; readonly on: string }) | null
}

export interface OfficerFields {
  readonly name: string
  readonly workCard: string
  readonly dutyCard: string
  readonly contact: string | null
}

/** What goes with an instrument and is not on the ledger. */
export interface DocumentFields {
  readonly noticeNo: string
  readonly rulingNo: string | null
  readonly plan: {
    readonly targetCents: number
    readonly plannedCents: number
    readonly askedCents: number
    readonly overCents: number
  } | null
  readonly differences: readonly {
    readonly propertyId: string
    readonly what: 'ADDED' | 'LEFT_OUT' | 'MORE' | 'LESS' | 'TERM'
    readonly plannedCents: number | null
    readonly askedCents: number | null
    readonly plannedMonths: number | null
    readonly askedMonths: number | null
    readonly reasons: string
  }[]
}

/** As it is entered. */
export interface NewDebtor extends Pick<DebtorView, 'kind' | 'idType'> {
  readonly name: string
  readonly formerNames?: readonly string[]
  readonly idNo: string
}

export interface NewOrder {
  readonly orderId: string
  readonly debtor: Debtor
  readonly propertyId: string | null
  readonly annexDigest: string
  readonly annex: Json
}

type Row<N extends keyof EnforcementSchema> = Selectable<EnforcementSchema[N]>

/** Debtors, property, documents and answers of one court's enforcement: rows beside the ledger, values in the vault. */
export class EnforcementStore {
  readonly #listener: Pick<Listener, 'db' | 'texts' | 'clock'>
  readonly #index: PropertyIndex

  constructor(listener: Pick<Listener, 'db' | 'texts' | 'clock' | 'config'>) {
    this.#listener = listener
    this.#index = new PropertyIndex(listener)
  }

  /** Gives what keeps those of a case that is about to be opened. @throws GatewayError SUBJECT_UNKNOWN */
  async newDebtors(
    caseId: string,
    entered: readonly NewDebtor[],
    caseNumber: string | null,
  ): Promise<() => Promise<void>> {
    const known = await this.#listener.db
      .selectFrom('projection.court_case')
      .select('case_ref')
      .where('case_ref', '=', caseId)
      .executeTakeFirst()
    if (known === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'case' })
    const debtors = entered.map(({ kind, idType, name, formerNames = [], idNo }) => ({
      debtorId: randomId(),
      kind,
      idType,
      fields: { name, formerNames, idNo, caseNumber },
    }))
    return () => this.keepDebtors(caseId, debtors)
  }

  /** Those of a case that is about to be opened; what an earlier attempt left goes. */
  async keepDebtors(
    caseId: string,
    debtors: readonly (Omit<Debtor, 'nameState' | 'fields'> & { readonly fields: DebtorFields })[],
  ): Promise<void> {
    const { db, texts, clock } = this.#listener
    // Property that was found for a preservation stays with its debtor when enforcement begins.
    const isPreserved = (await matterOf(db, 'preservation', caseId)) !== undefined
    const already = isPreserved ? (await this.debtors(caseId)).map(({ fields }) => fields?.idNo) : []
    const added = debtors.filter(({ fields: { idNo } }) => !already.includes(idNo))
    if (added.length === 0) return
    const values = added.map(({ fields }) => ({
      owner: fields.idNo,
      value: texts.saltedValue(DEBTOR, { ...fields, formerNames: [...fields.formerNames] }),
    }))
    await texts.keepValues(DEBTORS, values)
    const rows = added.map(({ debtorId, kind, idType }, at) => ({
      case_ref: caseId,
      debtor_id: debtorId,
      kind,
      id_type: idType,
      commitment: values[at]?.value.digest ?? '',
      added_at_ms: clock.nowMs(),
    }))
    await db.transaction().execute(async (tx) => {
      const known = await tx
        .selectFrom('projection.enforcement')
        .select('case_ref')
        .where('case_ref', '=', caseId)
        .executeTakeFirst()
      if (known !== undefined) return
      if (!isPreserved) await tx.deleteFrom('enforcement_debtor').where('case_ref', '=', caseId).execute()
      await tx.insertInto('enforcement_debtor').values(rows).execute()
    })
  }

  async debtors(caseId: string): Promise<Debtor[]> {
    const { db, texts } = this.#listener
    const rows = await db
      .selectFrom('enforcement_debtor')
      .selectAll()
      .where('case_ref', '=', caseId)
      .orderBy('added_at_ms')
      .orderBy('debtor_id')
      .execute()
    const values = await texts.values(
      DEBTOR,
      rows.map(({ commitment }) => commitment),
    )
    return rows.map((row) => debtorOf(row, values.get(row.commitment)))
  }

  /** @throws GatewayError SUBJECT_UNKNOWN: of another case, or of none */
  async debtor(caseId: string, debtorId: string): Promise<Debtor & { readonly fields: DebtorFields }> {
    const found = (await this.debtors(caseId)).find((one) => one.debtorId === debtorId)
    if (found === undefined || found.fields === null) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'debtor' })
    return { ...found, fields: found.fields }
  }

  /** In the order in which it was found. */
  async property(caseId: string): Promise<Property[]> {
    const { db, texts } = this.#listener
    const rows = await db
      .selectFrom('enforcement_property')
      .selectAll()
      .where('case_ref', '=', caseId)
      .orderBy('n')
      .execute()
    const values = await texts.values(
      PROPERTY,
      rows.map(({ commitment }) => commitment),
    )
    const estimates = await texts.values(
      ESTIMATE,
      rows.flatMap(({ estimate }) => estimate ?? []),
    )
    return rows.map((row) =>
      propertyOf(row, values.get(row.commitment), row.estimate === null ? undefined : estimates.get(row.estimate)),
    )
  }

  /** Keeps what was found; of a thing that is known already (`keyOf`) the newest telling holds. Gives ids, and which are new. */
  async keepProperty(
    caseId: string,
    debtor: Debtor & { readonly fields: DebtorFields },
    found: readonly Answered[],
    from: { readonly institution: string; readonly source: PropertyView['source']; readonly orderId: string | null },
  ): Promise<{ propertyId: string; isNew: boolean }[]> {
    const { db, texts, clock } = this.#listener
    if (found.length === 0) return []
    const values = found.map(({ fields }) => texts.saltedValue(PROPERTY, fields as unknown as Json))
    await texts.keepValues(
      DEBTORS,
      values.map((value) => ({ owner: debtor.fields.idNo, value })),
    )
    const foundOn = civilDateOf(clock.nowMs())
    const tags = await this.#index.tagsOf(caseId, from.institution, found)
    const kept: { propertyId: string; isNew: boolean }[] = []
    for (const [at, { asset }] of found.entries()) {
      const row = {
        property_id: randomId(),
        case_ref: caseId,
        debtor_id: debtor.debtorId,
        institution: from.institution,
        asset,
        number_tag: tags[at] ?? '',
        commitment: values[at]?.digest ?? '',
        source: from.source,
        order_id: from.orderId,
        found_on: foundOn,
        added_at_ms: clock.nowMs(),
        estimate: null,
        estimate_officer: null,
        estimate_on: null,
      }
      const { commitment, source, order_id, found_on, institution } = row
      const stored = await db
        .insertInto('enforcement_property')
        .values(row)
        .onConflict((conflict) =>
          conflict
            .columns(['case_ref', 'number_tag'])
            .doUpdateSet({ commitment, source, order_id, found_on, institution }),
        )
        .returning('property_id')
        .executeTakeFirstOrThrow()
      kept.push({ propertyId: stored.property_id, isNew: stored.property_id === row.property_id })
    }
    return kept
  }

  /** @throws GatewayError SUBJECT_UNKNOWN */
  async keepEstimate(caseId: string, propertyId: string, officer: string, estimate: EstimateFields): Promise<void> {
    const { db, texts, clock } = this.#listener
    const found = (await this.property(caseId)).find((one) => one.propertyId === propertyId)
    if (found === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'property' })
    const debtor = await this.debtor(caseId, found.debtorId)
    const value = texts.saltedValue(ESTIMATE, { ...estimate })
    await texts.keepValues(DEBTORS, [{ owner: debtor.fields.idNo, value }])
    await db
      .updateTable('enforcement_property')
      .set({ estimate: value.digest, estimate_officer: officer, estimate_on: civilDateOf(clock.nowMs()) })
      .where('property_id', '=', propertyId)
      .execute()
  }

  async keepOfficer(organisation: string, officer: string, fields: OfficerFields): Promise<void> {
    const { db, texts, clock } = this.#listener
    const value = texts.saltedValue(OFFICER, { ...fields })
    await texts.keepValues(ACCOUNTS, [{ owner: `${organisation}/${officer}`, value }], 'register')
    const row = { organisation, officer, commitment: value.digest, filed_at_ms: clock.nowMs() }
    await db
      .insertInto('enforcement_officer')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(['organisation', 'officer'])
          .doUpdateSet({ commitment: row.commitment, filed_at_ms: row.filed_at_ms }),
      )
      .execute()
  }

  async officers(
    organisation: string,
  ): Promise<{ officer: string; filedAtMs: number; fields: OfficerFields | null }[]> {
    const { db, texts } = this.#listener
    const rows = await db
      .selectFrom('enforcement_officer')
      .selectAll()
      .where('organisation', '=', organisation)
      .orderBy('officer')
      .execute()
    const values = await texts.values(
      OFFICER,
      rows.map(({ commitment }) => commitment),
    )
    return rows.map(({ officer, commitment, filed_at_ms: filedAtMs }) => ({
      officer,
      filedAtMs,
      fields: valueOf(values.get(commitment)) as OfficerFields | null,
    }))
  }

  /** On disk before the instrument is signed; the annexes are looked up by what the ledger commits to. */
  async keepInstrument(
    caseId: string,
    instrumentId: string,
    document: DocumentFields,
    orders: readonly NewOrder[],
  ): Promise<void> {
    const { db, texts, clock } = this.#listener
    const owner = orders[0]?.debtor.fields?.idNo ?? caseId
    const kept = texts.saltedValue(DOCUMENT, document as unknown as Json)
    const annexes = orders.map(({ debtor, annex, annexDigest }) => ({
      owner: debtor.fields?.idNo ?? caseId,
      value: { ...texts.saltedValue(ORDER_ANNEX, annex), digest: annexDigest },
    }))
    await texts.keepValues(DEBTORS, [{ owner, value: kept }, ...annexes])
    await db.transaction().execute(async (tx) => {
      await tx
        .insertInto('enforcement_instrument')
        .values({ instrument_id: instrumentId, case_ref: caseId, commitment: kept.digest, made_at_ms: clock.nowMs() })
        .execute()
      await tx
        .insertInto('enforcement_order')
        .values(
          orders.map(({ orderId, debtor, propertyId, annexDigest }) => ({
            order_id: orderId,
            instrument_id: instrumentId,
            debtor_id: debtor.debtorId,
            property_id: propertyId,
            annex_digest: annexDigest,
            answer: null,
          })),
        )
        .execute()
    })
  }

  async documents(instrumentIds: readonly string[]): Promise<ReadonlyMap<string, DocumentFields>> {
    const { db, texts } = this.#listener
    const rows = await db
      .selectFrom('enforcement_instrument')
      .selectAll()
      .where('instrument_id', '=', sql<string>`any(${[...instrumentIds]}::text[])`)
      .execute()
    const values = await texts.values(
      DOCUMENT,
      rows.map(({ commitment }) => commitment),
    )
    return new Map(
      rows.flatMap(({ instrument_id: id, commitment }) => {
        const fields = valueOf(values.get(commitment)) as DocumentFields | null
        return fields === null ? [] : [[id, fields] as const]
      }),
    )
  }

  /** What was ordered about what, of instruments that this gateway made. */
  async orders(orderIds: readonly string[]): Promise<ReadonlyMap<string, Row<'enforcement_order'>>> {
    const rows = await this.#listener.db
      .selectFrom('enforcement_order')
      .selectAll()
      .where('order_id', '=', sql<string>`any(${[...orderIds]}::text[])`)
      .execute()
    return new Map(rows.map((row) => [row.order_id, row]))
  }

  async keepAnswer(orderId: string, owner: string, annex: Json): Promise<void> {
    const { db, texts } = this.#listener
    const value = texts.saltedValue(ANSWER, annex)
    await texts.keepValues(DEBTORS, [{ owner, value }])
    await db
      .updateTable('enforcement_order')
      .set({ answer: value.digest })
      .where('order_id', '=', orderId)
      .where('answer', 'is', null)
      .execute()
  }

  /** Opened annexes of answers, as they came. */
  async answers(commitments: readonly string[]): Promise<ReadonlyMap<string, Json>> {
    const values = await this.#listener.texts.values(ANSWER, commitments)
    return new Map(
      [...values].flatMap(([commitment, kept]) => (kept.state === 'HELD' ? [[commitment, kept.value] as const] : [])),
    )
  }

  /** A judge's reasons against a proposal; gives what the ledger commits to, and what keeps them. */
  dismissal(owner: string, reasons: string): { readonly digest: string; readonly keep: () => Promise<void> } {
    const { texts } = this.#listener
    const value: SaltedValue = texts.saltedValue(DISMISSAL, reasons)
    return { digest: value.digest, keep: () => texts.keepValues(DEBTORS, [{ owner, value }]) }
  }

  async dismissals(
    digests: readonly string[],
  ): Promise<ReadonlyMap<string, { text: string | null; state: 'held' | 'erased' | 'damaged' }>> {
    const values = await this.#listener.texts.values(DISMISSAL, digests)
    return new Map(
      [...values].map(([digest, kept]) => [
        digest,
        { text: valueOf(kept) as string | null, state: REASONS_STATE[kept.state] },
      ]),
    )
  }
}

function valueOf(kept: KeptText | undefined): unknown {
  return kept?.state === 'HELD' ? kept.value : null
}

function debtorOf(row: Row<'enforcement_debtor'>, kept: KeptText | undefined): Debtor {
  return {
    debtorId: row.debtor_id,
    kind: row.kind as Debtor['kind'],
    idType: row.id_type as Debtor['idType'],
    nameState: kept === undefined ? 'none' : REASONS_STATE[kept.state],
    fields: valueOf(kept) as DebtorFields | null,
  }
}

/** Values that an earlier version kept name no sub-account. */
function fieldsOf(value: unknown): PropertyFields | null {
  return value === null ? null : { subAccount: null, ...(value as Omit<PropertyFields, 'subAccount'>) }
}

function propertyOf(
  row: Row<'enforcement_property'>,
  kept: KeptText | undefined,
  estimate: KeptText | undefined,
): Property {
  const estimated = valueOf(estimate) as EstimateFields | null
  return {
    propertyId: row.property_id,
    debtorId: row.debtor_id,
    institution: row.institution,
    asset: row.asset as Property['asset'],
    orderId: row.order_id,
    foundOn: row.found_on,
    source: row.source as Property['source'],
    fields: fieldsOf(valueOf(kept)),
    estimate:
      estimated === null ? null : { ...estimated, officer: row.estimate_officer ?? '', on: row.estimate_on ?? '' },
  }
}
