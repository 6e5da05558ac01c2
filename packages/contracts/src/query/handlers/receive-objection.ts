import { ContractError, ensure } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { digestOf } from '../../json-port.ts'
import { errors } from '../errors.ts'
import type { QueryPacket } from '../messages.ts'
import type { QueryPorts } from '../ports.ts'
import { objectionsReceived } from '../state.ts'
import type { ObjectionAck } from '../state.ts'
import { decideAccess } from './access-policy.ts'

type ObjectionPacket = Extract<QueryPacket, { kind: 'object' }>

/** Raises another zone's objection, or refuses it by policy or by the register. The same one again gets the same answer. */
export function receiveObjection(
  ctx: TxContext,
  ports: QueryPorts,
  client: string,
  packet: ObjectionPacket,
): ObjectionAck {
  const { objectionId, organisation, role } = packet
  const requestDigest = digestOf(ctx, packet)
  const known = objectionsReceived(ctx.store).get(client, objectionId)
  if (known !== undefined) {
    ensure(known.requestDigest === requestDigest, errors.DispatchReused, { objectionId })
    return known.ack
  }
  const { refusal, policyId, policyVersion } = decideAccess(ctx, ports, { client, ...packet })
  const register = refusal === null ? putToRegister(ctx, ports, client, packet) : null
  const ack: ObjectionAck = { objectionId, refusal, register }
  objectionsReceived(ctx.store).set([client, objectionId], {
    requestDigest,
    organisation,
    role,
    ack,
    policyId,
    policyVersion,
    receivedAtMs: ctx.block.decidedAtMs,
  })
  const raised = refusal === null && register === null
  ctx.emit({ type: 'ObjectionReceived', data: { client, objectionId, organisation, raised } })
  return ack
}

/** Null: raised. Otherwise the refusal of the register, which has left no trace. */
function putToRegister(
  ctx: TxContext,
  ports: QueryPorts,
  client: string,
  { objectionId, organisation, role, licenceNo, groundsDigest }: ObjectionPacket,
): ObjectionAck['register'] {
  const done = ctx.attempt((inner) => {
    if (ports.raiseObjection === undefined) throw new ContractError(errors.RegisterMissing, {})
    ports.raiseObjection(inner, { client, objectionId, organisation, role, licenceNo, groundsDigest })
  })
  return done.ok ? null : { codespace: done.error.kind.codespace, code: done.error.kind.code }
}
