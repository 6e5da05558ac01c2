import type { orderState } from '@xiezhi/contracts'
import { decodeAnswerAnnex } from '@xiezhi/institution-service'
import type { Json } from '@xiezhi/codec'
import type { EffectView, InstrumentView, OrderView } from '@xiezhi/gateway-api'
import { waitingEndMs } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { replacedOrders } from '../documents/instrument-check.ts'
import { documentsByDigest } from '../documents/made-documents.ts'
import type { DocumentFields, EnforcementStore } from '../enforcement/store.ts'
import { effectWords, enforcementWords, rungView } from './enforcement-words.ts'
import { reasonView } from './reasons.ts'

type Order = orderState.Order
type Dispatch = orderState.Dispatch
type Instrument = orderState.Instrument

const RATIFICATION = 'PX-R20-51.ratification'
/** Ends of a packet after which the order may be sent again. */
const SENDABLE: readonly string[] = ['timed-out', 'error']

export function effectView({
  action,
  asset,
  limitCents,
  currency,
  months,
  whole,
  measureId,
}: Order['effect']): EffectView {
  return { action, asset, limitCents, currency, months, whole, measureId }
}

interface OrderRow {
  readonly record: Order
  readonly dispatch: Dispatch | null
  readonly instrument_kind: Instrument['kind']
}

interface Wanted {
  readonly caseId?: string
  readonly orderId?: string
}

const ORDERS_MAX = 1_000

/** Orders with their ladder and, where it is opened, what the answer says. */
export async function orderViews(
  db: Database,
  store: EnforcementStore,
  { caseId, orderId }: Wanted,
): Promise<OrderView[]> {
  const { rows } = await sql<OrderRow>`
    SELECT o.record, d.record AS dispatch, i.kind AS instrument_kind
    FROM projection.sent_order o
    LEFT JOIN projection.order_dispatch d ON d.order_id = o.order_id
    JOIN projection.instrument i ON i.instrument_id = o.record->>'instrumentId'
    WHERE (${caseId ?? null}::text IS NULL OR o.case_ref = ${caseId ?? null})
      AND (${orderId ?? null}::text IS NULL OR o.order_id = ${orderId ?? null})
    ORDER BY o.sent_at_ms DESC, o.order_id LIMIT ${ORDERS_MAX}`.execute(db)
  const kept = await store.orders(rows.map(({ record }) => record.orderId))
  const answers = await store.answers([...kept.values()].flatMap(({ answer }) => answer ?? []))
  return rows.map((row) => {
    const known = kept.get(row.record.orderId)
    const annex = known?.answer == null ? undefined : answers.get(known.answer)
    return orderView(row, known?.property_id ?? null, annex)
  })
}

function orderView(
  { record, dispatch, instrument_kind }: OrderRow,
  propertyId: string | null,
  answer: Json | undefined,
): OrderView {
  const { orderId, instrumentId, institution, relation, state, sentAtMs, deadlineMs, resultAtMs } = record
  const effect = effectView(record.effect)
  const outcome = dispatch?.outcome ?? null
  const annex = annexState(record, dispatch, answer !== undefined)
  return {
    orderId,
    instrumentId,
    instrumentKind: instrument_kind,
    institution,
    effect,
    words: effectWords(effect),
    propertyId,
    relation: relation === null ? null : { kind: relation.kind, orderId: relation.orderId },
    state,
    stateText: enforcementWords('order', state),
    result: resultView(record, answer),
    ladder: (dispatch?.ladder ?? []).map(rungView),
    outcome: outcome === null ? null : { ...outcome, text: enforcementWords('outcome', outcome.kind) },
    sentAtMs,
    deadlineMs,
    answeredAtMs: resultAtMs,
    annex: { state: annex, text: enforcementWords('annex', annex) },
    mayResend: record.result === null && isEnded(dispatch),
    recordKey: `order/order/${orderId}`,
  }
}

/** No packet is on its way, and none was acknowledged. */
function isEnded(dispatch: Dispatch | null): boolean {
  return dispatch !== null && dispatch.packets.every(({ state }) => SENDABLE.includes(state))
}

function annexState({ annexDigest }: Order, dispatch: Dispatch | null, isOpened: boolean): OrderView['annex']['state'] {
  if (isOpened) return 'OPENED'
  if (annexDigest === null) return 'NONE'
  const rungs = (dispatch?.ladder ?? []).map(({ rung }) => rung)
  if (rungs.includes('retrieved')) return 'RETRIEVED'
  return rungs.includes('retrieval-failed') ? 'FAILED' : 'WAITING'
}

function resultView({ result }: Order, answer: Json | undefined): OrderView['result'] {
  if (result === null) return null
  const { kind, code, rule, measure, decidedAtMs } = result
  return {
    kind,
    reason: code === null ? null : reasonView({ code, rule: rule ?? '' }),
    rank: measure?.rank ?? null,
    from: measure?.from ?? null,
    to: measure?.to ?? null,
    amountCents: answer === undefined ? null : amountIn(answer),
    decidedAtMs,
  }
}

/** What the institution says that it controls or has deducted. */
function amountIn(annex: Json): number | null {
  const [item] = decodeAnswerAnnex(annex).answer.items ?? []
  return item?.deductedCents ?? item?.actualControlledCents ?? null
}

export async function instrumentViews(
  db: Database,
  store: EnforcementStore,
  caseId: string,
  law: LawBook,
): Promise<InstrumentView[]> {
  const rows = await db
    .selectFrom('projection.instrument')
    .select('record')
    .where('case_ref', '=', caseId)
    .orderBy('signed_at_ms', 'desc')
    .execute()
  const found = rows.map(({ record }) => record as unknown as Instrument)
  const documents = await store.documents(found.map(({ instrumentId }) => instrumentId))
  const made = await documentsByDigest(
    db,
    found.map(({ documentDigest }) => documentDigest),
  )
  const orders = await db.selectFrom('projection.sent_order').select('record').where('case_ref', '=', caseId).execute()
  const ofCase = orders.map(({ record }) => record as unknown as Order)
  return found.map((one) => ({
    ...instrumentView(one, documents.get(one.instrumentId), law),
    superseded: replacedOrders(one.instrumentId, ofCase).superseded,
    document: made.get(one.documentDigest) ?? null,
  }))
}

function instrumentView(
  one: Instrument,
  document: DocumentFields | undefined,
  law: LawBook,
): Omit<InstrumentView, 'superseded' | 'document'> {
  const { instrumentId, kind, documentDigest, signers, signedAtMs, validFrom, validTo, emergency, state } = one
  const { ratification, revocation, effectDigests } = one
  const isOpen = emergency && ratification === null && state === 'IN_FORCE'
  return {
    instrumentId,
    kind,
    kindText: enforcementWords('instrument', kind),
    documentDigest,
    noticeNo: document?.noticeNo ?? null,
    rulingNo: document?.rulingNo ?? null,
    signers: signers.map((signer) => ({ ...signer })),
    signedAtMs,
    validFrom,
    validTo,
    emergency,
    ratification,
    ratifyByMs: isOpen ? waitingEndMs(law, RATIFICATION, signedAtMs) : null,
    state,
    revocation: revocation === null ? null : { ...revocation, text: enforcementWords('revocation', revocation.reason) },
    orders: effectDigests.length,
    recordKey: `order/instrument/${instrumentId}`,
  }
}
