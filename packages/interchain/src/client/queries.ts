import { integer, object, optional } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { defineQuery, ensure } from '@xiezhi/kernel'
import type { AnyQuery, ReadContext } from '@xiezhi/kernel'
import { clientIdSchema, heightSchema, limitSchema } from '../fields.ts'
import { assuranceOf } from './assurance.ts'
import { requireClient, statusOf } from './client-reads.ts'
import { consensusAt, nearestAbove, viewOf } from './consensus-states.ts'
import { errors } from './errors.ts'
import { actPart, acts, alarms, anchorRows, clients, counterparties } from './state.ts'

const byId = object({ clientId: clientIdSchema })

export const queries: readonly AnyQuery[] = [
  defineQuery({ name: 'client/client', schema: byId, answer: (ctx, { clientId }) => clientAnswer(ctx, clientId) }),
  defineQuery({
    name: 'client/clients',
    schema: object({ after: optional(clientIdSchema), limit: limitSchema }),
    answer: (ctx, { after, limit }): Json =>
      clients(ctx.store)
        .list(after === undefined ? { limit } : { after: [after], limit })
        .map(({ id }) => clientAnswer(ctx, id[0] ?? '')),
  }),
  defineQuery({
    // The stored state at the height or the nearest above it: what a proof of that height can be checked against.
    name: 'client/consensusState',
    schema: object({ clientId: clientIdSchema, height: heightSchema }),
    answer: (ctx, { clientId, height }): Json => {
      const exact = consensusAt(ctx, clientId, height)
      const found = exact === undefined ? nearestAbove(ctx, clientId, height) : { height, row: exact }
      ensure(found !== undefined, errors.ConsensusStateUnknown, { clientId, height })
      return {
        ...viewOf(found.height, found.row),
        nextValidatorsHash: found.row.nextValidatorsHash,
        kept: found.row.kept,
      }
    },
  }),
  defineQuery({
    name: 'client/acts',
    schema: object({ after: optional(integer({ min: 1 })), limit: limitSchema }),
    answer: (ctx, { after, limit }): Json =>
      acts(ctx.store)
        .list(after === undefined ? { limit } : { after: [actPart(after)], limit })
        .map(({ id, value }) => ({ ...value, number: Number(id[0]) })),
  }),
  defineQuery({ name: 'client/alarms', schema: byId, answer: (ctx, { clientId }) => alarmsAnswer(ctx, clientId) }),
]

function clientAnswer(ctx: ReadContext, clientId: string): Json {
  const client = requireClient(ctx, clientId)
  const row = consensusAt(ctx, clientId, client.latestHeight)
  return {
    ...client,
    clientId,
    status: statusOf(ctx, clientId, client),
    counterparty: counterparties(ctx.store).get(clientId) ?? null,
    latest: row === undefined ? null : { ...viewOf(client.latestHeight, row) },
    anchors: anchorRows(ctx.store).get(clientId) ?? null,
    assurance: { ...assuranceOf(ctx, clientId) },
  }
}

function alarmsAnswer(ctx: ReadContext, clientId: string): Json {
  requireClient(ctx, clientId)
  const found = alarms(ctx.store).list({ under: [clientId], limit: 8 })
  return found.map(({ id, value }) => ({ ...value, level: id[1] ?? '' }))
}
