import type { measureState, orderState } from '@xiezhi/contracts'
import type { ControlRequest } from '@xiezhi/control-interface'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { InstitutionOrderView } from '@xiezhi/gateway-api'
import { digestingAs, subjectCommitment } from '@xiezhi/institution-service'
import type { OrderAnnex } from '@xiezhi/institution-service'
import { GatewayError } from '../gateway-error.ts'
import type { Annexes } from './court-names.ts'
import { shownRequest } from './shown-request.ts'

type First = NonNullable<InstitutionOrderView['first']>

/** Of a measure on the ledger of an institution: the order that began it, and whose it is. */
export type BegunMeasure = Pick<measureState.Measure, 'measureId' | 'assetKey' | 'client' | 'orderId' | 'organisation'>

export interface LaterOrder {
  readonly order: {
    readonly orderId: string
    readonly effect: Pick<orderState.Effect, 'measureId' | 'subject'>
    readonly instrument: Pick<orderState.Received['instrument'], 'organisation'>
  }
  /** Undefined: it is not opened. */
  readonly annex: OrderAnnex | undefined
  /** Undefined: the measure of the effect is none of the institution's. */
  readonly measure: BegunMeasure | undefined
}

interface FirstOrder {
  readonly first: First
  /** As the first request calls the court; null: the later order is another court's. */
  readonly courtName: string | null
}

/**
 * A conversion or a transfer changes the line on the ledger alone, and its annex has no request: whom and what it is about
 * stands in the request of the order with which the measure began. Undefined: the order has a request, or names no measure.
 */
export async function firstOrder(
  annexes: Annexes,
  { order: { orderId, effect, instrument }, annex, measure }: LaterOrder,
): Promise<FirstOrder | undefined> {
  if (effect.measureId === null || annex?.request != null || measure?.orderId === orderId) return undefined
  if (measure === undefined)
    return { first: { order: null, subjectState: 'MEASURE_UNKNOWN', request: null }, courtName: null }
  const order = { client: measure.client, orderId: measure.orderId }
  const request = (await annexes.annexOf(measure.orderId))?.request ?? null
  if (request === null) return { first: { order, subjectState: 'NOT_HELD', request }, courtName: null }
  return {
    first: { order, subjectState: subjectState(effect.subject, request, annex), request: shownRequest(request) },
    courtName: measure.organisation === instrument.organisation ? request.courtName : null,
  }
}

/**
 * Where no core system compares, nobody takes on or carries out an order that was signed of somebody else.
 * @throws GatewayError ORDER_SUBJECT_DIFFERS
 */
export function requireSameSubject({ orderId, first }: Pick<InstitutionOrderView, 'orderId' | 'first'>): void {
  if (first?.subjectState === 'DIFFERS') throw new GatewayError('ORDER_SUBJECT_DIFFERS', { orderId })
}

/** Whether an effect was signed of the person and thing of a request: the salt that tells stands in its own annex. */
function subjectState(subject: string, request: ControlRequest, annex: OrderAnnex | undefined): First['subjectState'] {
  if (annex === undefined) return 'UNCHECKED'
  const seen = subjectCommitment(digestingAs(nodeCrypto, subject), request, annex.subjectSalt)
  return seen === subject ? 'SAME' : 'DIFFERS'
}
