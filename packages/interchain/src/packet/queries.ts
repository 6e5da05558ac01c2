import { array, hexEncode, integer, object, optional } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { defineQuery } from '@xiezhi/kernel'
import type { AnyQuery } from '@xiezhi/kernel'
import { acknowledgementKey, receiptKey } from '../commitment/keys.ts'
import { clientIdSchema, limitSchema, sequenceSchema } from '../fields.ts'
import { LIST_MAX } from '../limits.ts'
import { ackRows, doneRows, sentRows, sequencePart, waitingRows } from './state.ts'

const bySequence = object({ clientId: clientIdSchema, sequence: sequenceSchema })

export const queries: readonly AnyQuery[] = [
  defineQuery({
    // Open packets of a source client: all that a relayer has to carry on.
    name: 'packet/sent',
    schema: object({ clientId: clientIdSchema, after: optional(integer({ min: 0 })), limit: limitSchema }),
    answer: (ctx, { clientId, after, limit }): Json => {
      const under = [clientId]
      const rows = sentRows(ctx.store).list(
        after === undefined ? { under, limit } : { under, after: [clientId, sequencePart(after)], limit },
      )
      return rows.map(({ value }) => value)
    },
  }),
  defineQuery({
    // What the destination knows of these sequences.
    name: 'packet/received',
    schema: object({ clientId: clientIdSchema, sequences: array(sequenceSchema, { min: 1, max: LIST_MAX }) }),
    answer: (ctx, { clientId, sequences }): Json =>
      sequences.map((sequence) => {
        const receipt = ctx.store.get(receiptKey(clientId, sequence))
        const isAcknowledged = ctx.store.get(acknowledgementKey(clientId, sequence)) !== undefined
        return { sequence, receipt: receipt === undefined ? null : hexEncode(receipt), isAcknowledged }
      }),
  }),
  defineQuery({
    name: 'packet/acknowledgement',
    schema: bySequence,
    answer: (ctx, { clientId, sequence }): Json => ackRows(ctx.store).get(clientId, sequencePart(sequence)) ?? null,
  }),
  defineQuery({
    // Several at once: what a relayer brings back after a restart. Null where nothing is written.
    name: 'packet/acknowledgements',
    schema: object({ clientId: clientIdSchema, sequences: array(sequenceSchema, { min: 1, max: LIST_MAX }) }),
    answer: (ctx, { clientId, sequences }): Json =>
      sequences.map((sequence) => ({
        sequence,
        acknowledgement: ackRows(ctx.store).get(clientId, sequencePart(sequence))?.acknowledgement ?? null,
      })),
  }),
  defineQuery({
    name: 'packet/waiting',
    schema: bySequence,
    answer: (ctx, { clientId, sequence }): Json => waitingRows(ctx.store).get(clientId, sequencePart(sequence)) ?? null,
  }),
  defineQuery({
    name: 'packet/done',
    schema: bySequence,
    answer: (ctx, { clientId, sequence }): Json => doneRows(ctx.store).get(clientId, sequencePart(sequence)) ?? null,
  }),
]
