import type { SendInput, SendPlan } from '@xiezhi/interchain'
import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { waitingEndMs } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { DEADLINE_AHEAD_MAX_MS, OUTCOME_GRACE_MS, storeDispatch } from '../../dispatch-ledger.ts'
import { refusingLaw } from '../../law-reading.ts'
import { digestOf, jsonInput } from '../../json-port.ts'
import { effectDigest, ORDER_PORT, orderIdOf, requireRunning, requireValid } from '../api.ts'
import { errors } from '../errors.ts'
import { issueSchema } from '../messages.ts'
import type { Issue, OrderPacket } from '../messages.ts'
import type { OrderActor, OrderPorts } from '../ports.ts'
import { dispatches, INSTRUMENTS, instruments, orders, ordersOfCase, ordersOfInstrument, packets } from '../state.ts'
import type { Instrument, InstrumentHead, Order } from '../state.ts'
import { requireEffectForm } from './effect-form.ts'
import { mayBeUrgent, signingRoles } from './instrument-bearing.ts'

/** A second person ratifies an emergency instrument within this time; then somebody is asked to look. */
const RATIFICATION = 'PX-R20-51.ratification'
const byLaw = refusingLaw(errors.LawRefused)

interface Planned {
  readonly order: Order
  readonly plan: SendPlan
}

/** Signs an instrument and sends its orders, all or none. */
export function issue(ports: OrderPorts): AnyAct {
  return defineAct({
    type: 'order/Issue',
    schema: issueSchema,
    subject: ({ instrumentId }) => instrumentId,
    check(ctx, message) {
      const actors = requireSigners(ctx, ports, message)
      requireRunning(ctx)
      const { instrumentId } = message
      ensure(!instruments(ctx.store).has(instrumentId), errors.InstrumentExists, { instrumentId })
      requireTimes(ctx, message)
      const effectDigests = requireEffects(ctx, message)
      const inPlaceOf = ports.checkIssue(ctx, message, actors)
      const instrument = instrumentOf(ctx, message, { actors, effectDigests, inPlaceOf })
      const planned = message.orders.map((one, at) => planOrder(ctx, ports, { message, instrument, at, one }))
      const ratifyByMs = message.emergency
        ? byLaw(() => waitingEndMs(ports.lawBook(ctx), RATIFICATION, ctx.block.decidedAtMs))
        : null
      return { instrument, planned, ratifyByMs }
    },
    execute(ctx, message, { instrument, planned, ratifyByMs }) {
      instruments(ctx.store).set(instrument.instrumentId, instrument)
      for (const one of planned) send(ctx, ports, message, one)
      const sent = planned.map(({ order }) => order)
      const { instrumentId, kind, caseRef } = instrument
      ctx.emit({ type: 'InstrumentIssued', data: { instrumentId, kind, caseRef, orders: sent.length } })
      if (ratifyByMs !== null)
        ctx.schedule({ module: 'order', kind: 'unratified', atMs: ratifyByMs, item: instrumentId })
      ports.onIssued(ctx, instrument, sent)
      return { instrumentId, orders: sent.map(({ orderId }) => orderId) }
    },
  })
}

function requireSigners(ctx: CheckContext, ports: OrderPorts, { kind, emergency }: Issue): readonly OrderActor[] {
  ensure(!emergency || mayBeUrgent(kind), errors.EmergencyNotAllowed, { kind })
  const [first = 'COURT_JUDGE', second] = signingRoles(kind, emergency)
  if (second === undefined) return [ports.requireRole(ctx, first)]
  const actors = ports.requireTwoPersons(ctx, first, second)
  const [one, other] = actors.map(({ organisation }) => organisation)
  ensure(one === other, errors.DifferentCourts, { first: one, second: other })
  return actors
}

function requireTimes(ctx: CheckContext, { deadlineMs, validFrom, validTo }: Issue): void {
  const nowMs = ctx.block.decidedAtMs
  ensure(deadlineMs > nowMs, errors.DeadlineOver, { deadlineMs, nowMs })
  ensure(deadlineMs <= nowMs + DEADLINE_AHEAD_MAX_MS, errors.DeadlineTooFar, { deadlineMs, nowMs })
  requireValid(ctx, { validFrom, validTo })
}

/** One digest for each order, in order. @throws ContractError */
function requireEffects(ctx: CheckContext, { kind, caseRef, orders: asked }: Issue): string[] {
  const allowed: readonly string[] = INSTRUMENTS[kind]
  asked.forEach(({ effect, relation }, n) => {
    ensure(allowed.includes(effect.action), errors.ActionNotCovered, { n, kind, action: effect.action })
    requireEffectForm(effect, n)
    const earlier = relation === null ? undefined : orders(ctx.store).get(relation.orderId)
    ensure(relation === null || earlier?.caseRef === caseRef, errors.RelatedUnknown, { n })
  })
  const digests = asked.map((one) => effectDigest(ctx, one))
  ensure(new Set(digests).size === digests.length, errors.DuplicateEffect)
  return digests
}

function instrumentOf(
  ctx: CheckContext,
  message: Issue,
  {
    actors,
    effectDigests,
    inPlaceOf,
  }: {
    readonly actors: readonly OrderActor[]
    readonly effectDigests: string[]
    readonly inPlaceOf: string | undefined
  },
): Instrument {
  const { instrumentId, kind, caseRef, documentDigest, emergency, validFrom, validTo } = message
  const roles = signingRoles(kind, emergency)
  return {
    instrumentId,
    kind,
    caseRef,
    documentDigest,
    effectDigests,
    organisation: actors[0]?.organisation ?? '',
    ...(inPlaceOf === undefined ? {} : { inPlaceOf }),
    signers: actors.map(({ organisation, officer }, at) => ({ organisation, officer, role: roles[at] ?? '' })),
    persons: actors.map(({ personId }) => personId),
    emergency,
    signedAtMs: ctx.block.decidedAtMs,
    validFrom,
    validTo,
    state: 'IN_FORCE',
    revocation: null,
    ratification: null,
  }
}

function planOrder(
  ctx: CheckContext,
  ports: OrderPorts,
  input: {
    readonly message: Issue
    readonly instrument: Instrument
    readonly at: number
    readonly one: Issue['orders'][number]
  },
): Planned {
  const { message, instrument, at, one } = input
  const { client, ...asked } = one
  const { instrumentId, caseRef } = instrument
  const order: Order = {
    ...asked,
    orderId: orderIdOf(ctx, instrumentId, at),
    instrumentId,
    caseRef,
    client,
    requestDigest: '',
    deadlineMs: message.deadlineMs,
    sentAtMs: ctx.block.decidedAtMs,
    height: ctx.block.height,
    state: 'SENT',
    result: null,
    ackDigest: null,
    resultAtMs: null,
  }
  const packet = packetOf(order, instrument)
  const plan = ports.sender.checkSend(ctx, orderInput(client, message.timeoutSeconds, packet))
  return { order: { ...order, requestDigest: digestOf(ctx, packet) }, plan }
}

function send(ctx: TxContext, ports: OrderPorts, { timeoutSeconds }: Issue, { order, plan }: Planned): void {
  const { orderId, client, caseRef, instrumentId, deadlineMs } = order
  const atMs = ctx.block.decidedAtMs
  const { sequence, packetHash } = ports.sender.send(ctx, plan)
  orders(ctx.store).set(orderId, order)
  ordersOfCase(ctx.store).set([caseRef, orderId], atMs)
  ordersOfInstrument(ctx.store).set([instrumentId, orderId], atMs)
  packets(ctx.store).set([client, String(sequence)], { kind: 'order', subject: orderId, attempt: 1 })
  storeDispatch(ctx, dispatches, undefined, {
    dispatchId: orderId,
    client,
    deadlineMs,
    packets: [{ sequence, timeoutSeconds, packetHash, state: 'pending' }],
    outcome: null,
    additions: [],
    ladder: [{ rung: 'submitted', atMs, sequence }],
  })
  ctx.schedule({ module: 'order', kind: 'settle', atMs: deadlineMs + OUTCOME_GRACE_MS, item: orderId })
  ctx.emit({ type: 'OrderSent', data: { orderId, client, sequence, institution: order.institution } })
}

/** The bytes of an order: the same each time it is sent. */
export function packetOf(order: Order, instrument: Instrument): OrderPacket {
  const { orderId, institution, effect, annexDigest, relation, deadlineMs } = order
  return {
    kind: 'order',
    orderId,
    institution,
    effect,
    annexDigest,
    relation,
    deadlineMs,
    instrument: headOf(instrument),
  }
}

/** What travels of an instrument: neither the persons behind the offices nor what became of it. */
function headOf(instrument: Instrument): InstrumentHead {
  const { instrumentId, kind, caseRef, documentDigest, effectDigests, organisation, signers } = instrument
  const { emergency, signedAtMs, validFrom, validTo, inPlaceOf } = instrument
  const court = inPlaceOf === undefined ? { organisation } : { organisation, inPlaceOf }
  const signed = { ...court, signers, emergency, signedAtMs, validFrom, validTo }
  return { instrumentId, kind, caseRef, documentDigest, effectDigests, ...signed }
}

export function orderInput(sourceClient: string, timeoutSeconds: number, packet: OrderPacket): SendInput {
  return jsonInput(ORDER_PORT, sourceClient, timeoutSeconds, packet)
}
