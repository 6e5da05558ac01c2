import type { Packet } from '@xiezhi/interchain'
import { ensure } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { lawyer as lawyerLaw } from '@xiezhi/law'
import { msOfShanghaiTimestamp, shanghaiTimestamp } from '../../ids.ts'
import { answered, OUTCOME_GRACE_MS, proved, undeliveredAtMs, withPacket } from '../../dispatch-ledger.ts'
import { refusingLaw } from '../../law-reading.ts'
import { digestOf } from '../../json-port.ts'
import { decodePacket, raiseAlarm } from '../api.ts'
import { errors } from '../errors.ts'
import type { QueryPorts } from '../ports.ts'
import { dispatches, packets, receipts, receiptSummaries, requests } from '../state.ts'
import type { Dispatch, Receipt, Result } from '../state.ts'
import { ackSchema } from './receive-question.ts'
import { store } from './settle.ts'
import { summaryOfReceipt } from './summarise.ts'

const byLaw = refusingLaw(errors.LawRefused)

/** The answer has come: the permanent receipt, the outcome, and word to the case. */
export function receiveAnswer(ctx: TxContext, ports: QueryPorts, packet: Packet, bytes: Uint8Array): void {
  const found = openDispatch(ctx, packet)
  if (found === undefined) return
  const { dispatch } = found
  const { sequence } = packet
  const read = ctx.attempt(() => readAnswer(ctx, dispatch, bytes))
  if (!read.ok) {
    refuse(ctx, dispatch, sequence)
    return
  }
  const result = read.value
  const atMs = ctx.block.decidedAtMs
  const rungs = ['delivered', 'feedback-verified'] as const
  const ended = withPacket(dispatch, sequence, { state: 'acknowledged', rungs, atMs })
  store(ctx, dispatch, mayBeSilent(ended, result, atMs) ? ended : answered(ended, result.decidedAtMs))
  ctx.emit({ type: 'DispatchDelivered', data: { dispatchId: dispatch.dispatchId, sequence } })
  // A re-sent question gets the same answer; the first receipt stands.
  if (receipts(ctx.store).has(dispatch.dispatchId)) return
  const receipt = receiptOf(ctx, ports, { dispatch, sequence, result, bytes })
  receipts(ctx.store).set(dispatch.dispatchId, receipt)
  receiptSummaries(ctx.store).set(dispatch.dispatchId, summaryOfReceipt(receipt))
  ctx.emit({
    type: 'ReceiptStored',
    data: { dispatchId: dispatch.dispatchId, verdict: result.finding?.verdict ?? null, refusal: result.refusal },
  })
  // The receipt stands whatever the case makes of it.
  ctx.attempt((inner) => {
    ports.onAnswer(inner, receipt)
  })
}

/** A late answer does not say when the question had arrived: until the end of the grace anyone may prove that it had. */
function mayBeSilent({ outcome, deadlineMs }: Dispatch, { decidedAtMs }: Result, nowMs: number): boolean {
  return outcome === null && decidedAtMs > deadlineMs && nowMs < deadlineMs + OUTCOME_GRACE_MS
}

/** The other zone refused the packet's form: all its writes were dropped. */
export function receiveError(ctx: TxContext, packet: Packet): void {
  const found = openDispatch(ctx, packet)
  if (found !== undefined) refuse(ctx, found.dispatch, packet.sequence)
}

/** The packet was proved not to have arrived. */
export function receiveTimeout(ctx: TxContext, ports: QueryPorts, packet: Packet): void {
  const found = openDispatch(ctx, packet)
  if (found === undefined) return
  const { dispatch } = found
  const atMs = ctx.block.decidedAtMs
  const ended = withPacket(dispatch, packet.sequence, { state: 'timed-out', rungs: ['timed-out'], atMs })
  const undelivered = undeliveredAtMs(ctx, ports.clients, ended)
  store(ctx, dispatch, undelivered === undefined ? ended : proved(ended, 'undelivered', undelivered))
}

/** The dispatch of a packet that has ended; the row that leads to it is no longer needed. */
function openDispatch(ctx: TxContext, { sourceClient, sequence }: Packet): { dispatch: Dispatch } | undefined {
  const row = packets(ctx.store).get(sourceClient, String(sequence))
  if (row === undefined) return undefined
  packets(ctx.store).delete(sourceClient, String(sequence))
  const dispatch = row.kind === 'ask' ? dispatches(ctx.store).get(row.subject) : undefined
  return dispatch === undefined ? undefined : { dispatch }
}

function readAnswer(ctx: TxContext, { dispatchId }: Dispatch, bytes: Uint8Array): Result {
  const ack = decodePacket(ackSchema, bytes)
  const request = requests(ctx.store).get(dispatchId)
  const same = ack.dispatchId === dispatchId && ack.requestDigest === request?.requestDigest
  ensure(same, errors.PacketMalformed, { dispatchId })
  ensure((ack.result.finding === null) !== (ack.result.refusal === null), errors.PacketMalformed, { dispatchId })
  return ack.result
}

function refuse(ctx: TxContext, dispatch: Dispatch, sequence: number): void {
  const atMs = ctx.block.decidedAtMs
  store(ctx, dispatch, withPacket(dispatch, sequence, { state: 'error', rungs: ['delivered', 'refused'], atMs }))
  raiseAlarm(ctx, {
    alarmId: `refused-${dispatch.dispatchId.slice(0, 40)}`,
    kind: 'OUTCOME_UNPROVEN',
    owner: 'COURT_CLERK',
    subject: dispatch.dispatchId,
  })
}

function receiptOf(
  ctx: TxContext,
  ports: QueryPorts,
  input: {
    readonly dispatch: Dispatch
    readonly sequence: number
    readonly result: Result
    readonly bytes: Uint8Array
  },
): Receipt {
  const { dispatch, sequence, result, bytes } = input
  const request = requests(ctx.store).get(dispatch.dispatchId)
  ensure(request !== undefined, errors.DispatchUnknown)
  return {
    dispatchId: dispatch.dispatchId,
    client: dispatch.client,
    question: request.question,
    result,
    assurance: ports.clients.assurance(ctx, dispatch.client) ?? null,
    freshUntilMs: result.finding === null ? null : freshUntilMs(ctx, ports, result.decidedAtMs),
    ackDigest: digestOf(ctx, bytes),
    sequence,
    receivedAtMs: ctx.block.decidedAtMs,
    height: ctx.block.height,
  }
}

/** End of freshness (R18-24), counted from the answer. @throws ContractError LawRefused */
function freshUntilMs(ctx: TxContext, ports: QueryPorts, answeredAtMs: number): number {
  const verifiedAt = shanghaiTimestamp(answeredAtMs)
  const { freshUntil } = byLaw(() => lawyerLaw.receiptFreshness({ verifiedAt, usedAt: verifiedAt }, ports.lawBook(ctx)))
  return msOfShanghaiTimestamp(freshUntil)
}
