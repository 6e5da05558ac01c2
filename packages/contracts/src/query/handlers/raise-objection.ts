import type { Packet } from '@xiezhi/interchain'
import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { decodePacket } from '../api.ts'
import { errors } from '../errors.ts'
import { raiseObjectionSchema } from '../messages.ts'
import type { RaiseObjection } from '../messages.ts'
import type { QueryActor, QueryPorts } from '../ports.ts'
import { objectionAckSchema, objections, packets } from '../state.ts'
import type { Objection } from '../state.ts'
import { questionInput } from './ask.ts'

const OBJECTOR_ROLES = ['COURT_JUDGE', 'COURT_CLERK', 'COURT_FILING'] as const

/**
 * Contests a record of the other zone (rulebook 18.4): courts hold no keys there, so the objection travels as a packet.
 * It changes nothing but the flag on the record; the organ that keeps it decides. After a timeout the same message sends
 * the same objection again.
 */
export function raiseObjection(ports: QueryPorts): AnyAct {
  return defineAct({
    type: 'query/RaiseObjection',
    schema: raiseObjectionSchema,
    subject: ({ caseRef, licenceNo }) => caseRef ?? licenceNo,
    check(ctx, message) {
      const actor = ports.requireRole(ctx, OBJECTOR_ROLES)
      const known = objections(ctx.store).get(message.objectionId)
      requireRepeat(known, actor, message)
      const role = OBJECTOR_ROLES.find((one) => actor.roles.includes(one)) ?? 'COURT_CLERK'
      return {
        actor,
        role,
        plan: planPacket(ctx, ports, { actor, role, message }),
        attempt: (known?.attempts ?? 0) + 1,
      }
    },
    execute(ctx, message, { actor, role, plan, attempt }) {
      const { objectionId, sourceClient: client, licenceNo, purpose, legalBasis, caseRef, groundsDigest } = message
      const { sequence } = ports.sender.send(ctx, plan)
      objections(ctx.store).set(objectionId, {
        objectionId,
        client,
        organisation: actor.organisation,
        officer: actor.officer,
        role,
        licenceNo,
        purpose,
        legalBasis,
        caseRef,
        groundsDigest,
        state: 'SENT',
        refusal: null,
        register: null,
        attempts: attempt,
        sentAtMs: ctx.block.decidedAtMs,
        endedAtMs: null,
      })
      packets(ctx.store).set([client, String(sequence)], {
        kind: 'object',
        subject: objectionId,
        caseRefs: [],
        attempt,
      })
      ctx.emit({ type: 'ObjectionSent', data: { objectionId, client, sequence, attempt } })
      return { objectionId, sequence }
    },
  })
}

/** A new objection, or the same one after its packet did not arrive. @throws ContractError ObjectionSent, OtherOrganisation */
function requireRepeat(known: Objection | undefined, actor: QueryActor, message: RaiseObjection): void {
  if (known === undefined) return
  ensure(known.organisation === actor.organisation, errors.OtherOrganisation)
  const same =
    known.client === message.sourceClient &&
    known.licenceNo === message.licenceNo &&
    known.groundsDigest === message.groundsDigest &&
    known.purpose === message.purpose &&
    known.legalBasis === message.legalBasis &&
    known.caseRef === message.caseRef
  ensure(known.state === 'UNDELIVERED' && same, errors.ObjectionSent, { state: known.state, same })
}

function planPacket(
  ctx: CheckContext,
  ports: QueryPorts,
  { actor, role, message }: { readonly actor: QueryActor; readonly role: string; readonly message: RaiseObjection },
): ReturnType<QueryPorts['sender']['checkSend']> {
  const { sourceClient, timeoutSeconds, objectionId, licenceNo, purpose, legalBasis, caseRef, groundsDigest } = message
  const { organisation } = actor
  const content = { objectionId, organisation, role, licenceNo, purpose, legalBasis, caseRef, groundsDigest }
  return ports.sender.checkSend(ctx, questionInput(sourceClient, timeoutSeconds, { kind: 'object', ...content }))
}

/** The packet has ended. Returns whether it was one of these. */
export function endObjection(
  ctx: TxContext,
  { sourceClient: client, sequence }: Packet,
  end: { readonly kind: 'success'; readonly bytes: Uint8Array } | { readonly kind: 'error' | 'timeout' },
): boolean {
  const row = packets(ctx.store).get(client, String(sequence))
  const objection = row?.kind === 'object' ? objections(ctx.store).get(row.subject) : undefined
  if (objection === undefined) return false
  packets(ctx.store).delete(client, String(sequence))
  const ended = endOf(ctx, objection, end)
  objections(ctx.store).set(objection.objectionId, { ...objection, ...ended, endedAtMs: ctx.block.decidedAtMs })
  ctx.emit({ type: 'ObjectionEnded', data: { objectionId: objection.objectionId, state: ended.state } })
  return true
}

type End = Pick<Objection, 'state' | 'refusal' | 'register'>

function endOf(ctx: TxContext, { objectionId }: Objection, end: Parameters<typeof endObjection>[2]): End {
  const none = { refusal: null, register: null }
  if (end.kind !== 'success') return { state: end.kind === 'timeout' ? 'UNDELIVERED' : 'REFUSED', ...none }
  const read = ctx.attempt(() => decodePacket(objectionAckSchema, end.bytes))
  if (!read.ok || read.value.objectionId !== objectionId) return { state: 'REFUSED', ...none }
  const { refusal, register } = read.value
  return { state: refusal === null && register === null ? 'RAISED' : 'REFUSED', refusal, register }
}
