import type { orderState } from '@xiezhi/contracts'
import type { InboxRow, InstitutionOrderView } from '@xiezhi/gateway-api'
import type { InstitutionConfig } from '../config.ts'
import { lawAsKnown } from '../enforcement/case-facts.ts'
import { GatewayError } from '../gateway-error.ts'
import { isAcceptedAlone } from '../institution/acceptance.ts'
import type { InstitutionSide } from '../institution/open-institutions.ts'
import type { Listener } from '../routes/listener.ts'
import { courtNames } from './court-names.ts'
import type { CourtNames } from './court-names.ts'
import { effectWords, enforcementWords, rungView } from './enforcement-words.ts'
import { firstOrder } from './first-order.ts'
import type { BegunMeasure } from './first-order.ts'
import { adapterStepWords } from './institution-words.ts'
import { effectView } from './order-view.ts'
import { cursorParts, limitOf, pageOf } from './page.ts'
import type { PageQuery } from './page.ts'
import { answerDay, OBJECTION } from './raised-objection-view.ts'
import { reasonView } from './reasons.ts'
import { shownRequest } from './shown-request.ts'
import { wordsFor } from './words.ts'

type Received = orderState.Received

/** Actions whose annex has a request, and in it the court; the others change the line on the ledger alone. */
const NAMING: readonly Received['effect']['action'][] = ['QUERY', 'FREEZE', 'RENEW', 'REDUCE', 'RELEASE', 'DEDUCT']
const TEXT_STATES = { HELD: 'held', ERASED: 'erased', TAMPERED: 'damaged' } as const

export interface ReceivedOrder {
  readonly record: Received
  readonly annex: InboxRow['annex']
}

/** Orders in the in-box of one institution, which sees no other's. */
export class ReceivedOrderViews {
  readonly #listener: Listener
  readonly #side: InstitutionSide

  constructor(listener: Listener, side: InstitutionSide) {
    this.#listener = listener
    this.#side = side
  }

  /** Newest first. */
  async list(
    institution: string,
    query: PageQuery & { readonly state?: string },
  ): Promise<{ items: InboxRow[]; next: string | null }> {
    const limit = limitOf(query)
    const after = cursorParts(query, 2)
    let select = this.#rows(institution)
      .orderBy('o.received_at_ms', 'desc')
      .orderBy('o.order_id')
      .limit(limit + 1)
    if (query.state === 'OPEN') select = select.where('o.is_open', '=', true)
    else if (query.state !== undefined) select = select.where('o.state', '=', query.state)
    if (after !== undefined) {
      const [at = '0', id = ''] = after
      select = select.where((eb) =>
        eb.or([
          eb('o.received_at_ms', '<', Number(at)),
          eb.and([eb('o.received_at_ms', '=', Number(at)), eb('o.order_id', '>', id)]),
        ]),
      )
    }
    const rows = (await select.execute()).map(receivedOf)
    const names = await this.#courtNames(rows)
    return pageOf(
      rows,
      limit,
      (row) => this.#summary(row, names),
      ({ record }) => [record.receivedAtMs, record.orderId],
    )
  }

  /** @throws GatewayError SUBJECT_UNKNOWN, also for an order of another institution */
  async one(institution: string, client: string, orderId: string): Promise<ReceivedOrder> {
    const row = await this.#rows(institution)
      .where('o.client', '=', client)
      .where('o.order_id', '=', orderId)
      .executeTakeFirst()
    if (row === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'order' })
    return receivedOf(row)
  }

  async view(institution: string, client: string, orderId: string): Promise<InstitutionOrderView> {
    const found = await this.one(institution, client, orderId)
    const { record } = found
    const [annex, names, result, objections, adapter, measure, revoked] = await Promise.all([
      this.#side.annexes.annexOf(orderId),
      this.#courtNames([found]),
      this.#result(record),
      this.#objections(client, orderId),
      this.#adapter(institution, orderId),
      this.#measure(institution, record),
      this.#isRevoked(client, record.instrument.instrumentId),
    ])
    const { instrument } = record
    const effect = effectView(record.effect)
    const begun = await firstOrder(this.#side.annexes, { order: record, annex, measure })
    const summary = this.#summary(found, names)
    return {
      ...summary,
      courtName: summary.courtName ?? begun?.courtName ?? null,
      effect,
      words: effectWords(effect),
      instrument: {
        instrumentId: instrument.instrumentId,
        kind: instrument.kind,
        kindText: enforcementWords('instrument', instrument.kind),
        documentDigest: instrument.documentDigest,
        signers: instrument.signers.map((signer) => ({ ...signer })),
        signedAtMs: instrument.signedAtMs,
        validFrom: instrument.validFrom,
        validTo: instrument.validTo,
        isRevoked: revoked,
      },
      ladder: record.rungs.map(rungView),
      request: annex?.request == null ? null : shownRequest(annex.request),
      first: begun?.first ?? null,
      adapter,
      ...measureOf(record, measure),
      result,
      objections,
      ...openActs(record, adapter),
      recordKey: `order/received/${client}/${orderId}`,
    }
  }

  configOf(institution: string): InstitutionConfig | undefined {
    return this.#listener.config.institutions?.find(({ organisation }) => organisation === institution)
  }

  #rows(institution: string) {
    return this.#listener.db
      .selectFrom('projection.received_order as o')
      .leftJoin('annex_expected as e', 'e.dispatch_id', 'o.order_id')
      .leftJoin('annex_refusal as f', 'f.dispatch_id', 'o.order_id')
      .select(['o.record', 'o.received_at_ms', 'o.order_id', 'e.outcome', 'f.code as refused'])
      .where('o.institution', '=', institution)
  }

  #courtNames(rows: readonly ReceivedOrder[]): Promise<CourtNames> {
    const opened = rows.filter(({ record, annex }) => annex === 'OPENED' && NAMING.includes(record.effect.action))
    const orders = opened.map(({ record: { orderId, instrument } }) => ({ court: instrument.organisation, orderId }))
    return courtNames(this.#side.annexes, orders)
  }

  #summary({ record, annex }: ReceivedOrder, names: CourtNames): InboxRow {
    const { client, orderId, institution, instrument, effect, state, receivedAtMs, deadlineMs, result } = record
    const config = this.configOf(institution)
    return {
      client,
      orderId,
      institution,
      court: instrument.organisation,
      courtName: names.get(instrument.organisation) ?? null,
      caseId: instrument.caseRef,
      action: effect.action,
      actionText: enforcementWords('action', effect.action),
      asset: effect.asset,
      limitCents: effect.limitCents,
      currency: effect.currency,
      state,
      stateText: enforcementWords('order', state),
      emergency: instrument.emergency,
      annex,
      receivedAtMs,
      deadlineMs,
      isOverdue: result === null && deadlineMs < this.#listener.clock.nowMs(),
      isAutomatic: config?.adapter !== undefined && isAcceptedAlone(config, effect),
    }
  }

  async #result({ result }: Received): Promise<InstitutionOrderView['result']> {
    if (result === null) return null
    const { kind, code, rule, annexDigest, decidedAtMs } = result
    const own = annexDigest === null ? undefined : await this.#listener.orders.answerAnnex(annexDigest)
    const [item] = own?.answer.items ?? []
    const amountCents = item?.deductedCents ?? item?.actualControlledCents ?? null
    const reason = code === null ? null : reasonView({ code, rule: rule ?? '' }).text
    return { kind, code, text: enforcementWords('order', kind), reason, amountCents, decidedAtMs }
  }

  async #objections(client: string, orderId: string): Promise<InstitutionOrderView['objections']> {
    const rows = await this.#listener.db
      .selectFrom('projection.order_objection')
      .select('record')
      .where('client', '=', client)
      .where('order_id', '=', orderId)
      .orderBy('raised_at_ms')
      .execute()
    const records = rows.map(({ record }) => record as unknown as ObjectionRecord)
    const texts = await this.#listener.texts.values(
      OBJECTION,
      records.map(({ objection }) => objection.documentDigest),
    )
    const law = await lawAsKnown(this.#listener)
    return records.map(({ objection, answer }) => {
      const kept = texts.get(objection.documentDigest)
      return {
        objectionId: objection.objectionId,
        grounds: kept?.state === 'HELD' && typeof kept.value === 'string' ? kept.value : null,
        groundsState: kept === undefined ? 'none' : TEXT_STATES[kept.state],
        raisedAtMs: objection.raisedAtMs,
        answerBy: answerDay(objection.raisedAtMs, law),
        state: answer?.outcome ?? 'OPEN',
        decidedAtMs: answer?.decidedAtMs ?? null,
      }
    })
  }

  async #adapter(institution: string, orderId: string): Promise<InstitutionOrderView['adapter']> {
    if (this.configOf(institution)?.adapter === undefined) return null
    const { db } = this.#listener
    const last = await db
      .selectFrom('adapter_journal')
      .select(['state', 'at_ms'])
      .where('institution', '=', institution)
      .where('request_no', '=', orderId)
      .orderBy('id', 'desc')
      .executeTakeFirst()
    const alarm = await db
      .selectFrom('institution_alarm')
      .select('code')
      .where('institution', '=', institution)
      .where('subject', '=', orderId)
      .where('ended_at_ms', 'is', null)
      .orderBy('raised_at_ms', 'desc')
      .executeTakeFirst()
    const step = last?.state ?? 'none'
    return {
      step,
      text: adapterStepWords(step),
      atMs: last?.at_ms ?? 0,
      alarm: alarm === undefined ? null : wordsFor('alarm', alarm.code),
    }
  }

  /** Which measure an order is about, or has begun. Undefined: none, or none of this institution. */
  async #measure(institution: string, { result, effect }: Received): Promise<BegunMeasure | undefined> {
    const measureId = result?.measure?.measureId ?? effect.measureId
    if (measureId === null) return undefined
    const row = await this.#listener.db
      .selectFrom('projection.measure')
      .select('record')
      .where('measure_id', '=', measureId)
      .where('institution', '=', institution)
      .executeTakeFirst()
    return row?.record as BegunMeasure | undefined
  }

  async #isRevoked(client: string, instrumentId: string): Promise<boolean> {
    const rows = await (await this.#listener.zone.client()).statePage(`order/revoked/${client}/${instrumentId}`, '', 1)
    return rows.entries.length > 0
  }
}

interface ObjectionRecord {
  readonly objection: { readonly objectionId: string; readonly documentDigest: string; readonly raisedAtMs: number }
  readonly answer: { readonly outcome: 'UPHELD' | 'DISMISSED'; readonly decidedAtMs: number } | null
}

function receivedOf(row: {
  readonly record: unknown
  readonly outcome: string | null
  readonly refused: string | null
}): ReceivedOrder {
  const record = row.record as Received
  return { record, annex: annexOf(record, row.outcome, row.refused) }
}

function annexOf({ annexDigest, rungs }: Received, outcome: string | null, refused: string | null): InboxRow['annex'] {
  if (annexDigest === null) return 'NONE'
  const told = rungs.map(({ rung }) => rung)
  if (told.includes('retrieved')) return 'OPENED'
  if (refused !== null) return 'WRONG'
  if (told.includes('retrieval-failed')) return 'MISSING'
  return outcome === 'NONE' ? 'MISSING' : 'EXPECTED'
}

/** The measure that the answer began, or that the order is about. */
function measureOf(
  { result, effect }: Received,
  of: BegunMeasure | undefined,
): Pick<InstitutionOrderView, 'measureId' | 'assetKey'> {
  const begun = result?.measure
  return { measureId: begun?.measureId ?? effect.measureId, assetKey: begun?.assetKey ?? of?.assetKey ?? null }
}

/** What a person may still do; what the core system is at work on, it answers. */
function openActs(
  { result, state }: Received,
  adapter: InstitutionOrderView['adapter'],
): Pick<InstitutionOrderView, 'mayAccept' | 'mayAnswer'> {
  if (result !== null) return { mayAccept: false, mayAnswer: false }
  const isAccepted = state === 'ACCEPTED'
  return { mayAccept: !isAccepted, mayAnswer: !isAccepted || adapter === null || adapter.step === 'answered' }
}
