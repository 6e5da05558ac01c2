import { base64Decode, decodeCanonical } from '@xiezhi/codec'
import { orderState } from '@xiezhi/contracts'
import { DOCUMENTS } from '@xiezhi/documents'
import type { DocumentAnswer } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import { recordProof } from '../routes/record-proof.ts'

type Checked = DocumentAnswer['instruments'][number]
type Parts = Pick<Listener, 'db' | 'zone' | 'clock'>

const INSTRUMENTS_MAX = 16
const PAGE = 100
/** A later order that takes the place of an earlier one. */
const REPLACING: readonly string[] = ['SUPERSEDES', 'CORRECTS']
/** A later order that was never taken on replaces nothing. */
const NOT_TAKEN: readonly string[] = ['REJECTED', 'FAILED', 'REFUSED']

/** Instruments of the ledger whose document has one of the digests, each proved and with what has become of it. */
export async function checkInstruments(parts: Parts, digests: readonly string[]): Promise<readonly Checked[]> {
  if (digests.length === 0) return []
  const { rows } = await sql<{ readonly instrument_id: string }>`
    select instrument_id from projection.instrument
    where record->>'documentDigest' = any(${[...digests]}::text[])
    order by signed_at_ms desc, instrument_id limit ${INSTRUMENTS_MAX}`.execute(parts.db)
  const today = await parts.clock.today()
  const checks: Checked[] = []
  for (const row of rows) checks.push(await checkInstrument(parts, row.instrument_id, today))
  return checks
}

async function checkInstrument({ zone }: Parts, instrumentId: string, today: string): Promise<Checked> {
  const proof = await recordProof(zone, orderState.instruments.key(instrumentId))
  if (proof.value === null) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'instrument' })
  const instrument = orderState.instrumentSchema.parse(decodeCanonical(base64Decode(proof.value)))
  const { kind, organisation, signedAtMs, validFrom, validTo, emergency, ratification, revocation } = instrument
  const { orders, superseded } = replacedOrders(instrumentId, await ordersOf(zone, instrument.caseRef))
  return {
    instrumentId,
    digest: instrument.documentDigest,
    kind: kind,
    title: DOCUMENTS[kind].title,
    organisation,
    signedAtMs,
    validFrom,
    validTo,
    emergency,
    orders,
    superseded,
    proof,
    state: stateOf(instrument, { orders, superseded }, today),
    revocation: revocation === null ? null : { reason: revocation.reason, atMs: revocation.atMs },
    ratified: ratification !== null,
  }
}

type OrderFacts = Pick<orderState.Order, 'orderId' | 'instrumentId' | 'relation' | 'state'>

async function ordersOf(zone: Parts['zone'], caseRef: string): Promise<OrderFacts[]> {
  const found: OrderFacts[] = []
  for (;;) {
    const after = found.at(-1)?.orderId
    const question = { caseRef, limit: PAGE, ...(after === undefined ? {} : { after }) }
    const page = (await zone.query('order/ofCase', question)) as unknown as OrderFacts[]
    found.push(...page)
    if (page.length < PAGE) return found
  }
}

/** How many orders an instrument has, and how many of them a later order replaces. */
export function replacedOrders(
  instrumentId: string,
  ofCase: readonly OrderFacts[],
): { readonly orders: number; readonly superseded: number } {
  const own = ofCase.filter((order) => order.instrumentId === instrumentId).map(({ orderId }) => orderId)
  const replaced = new Set(
    ofCase.flatMap(({ relation, state }) =>
      relation !== null && REPLACING.includes(relation.kind) && !NOT_TAKEN.includes(state) ? [relation.orderId] : [],
    ),
  )
  return { orders: own.length, superseded: own.filter((orderId) => replaced.has(orderId)).length }
}

/** What whoever holds the document has to know first. */
export function stateOf(
  { state, validTo }: Pick<orderState.Instrument, 'state' | 'validTo'>,
  { orders, superseded }: { readonly orders: number; readonly superseded: number },
  today: string,
): Checked['state'] {
  if (state === 'REVOKED') return 'REVOKED'
  if (orders > 0 && superseded === orders) return 'SUPERSEDED'
  return validTo !== null && validTo < today ? 'ENDED' : 'IN_FORCE'
}
