import { integer, object, optional } from '@xiezhi/codec'
import { defineQuery } from '@xiezhi/kernel'
import type { AnyQuery } from '@xiezhi/kernel'
import { caseReference, civilDate, randomId } from '../ids.ts'
import { claimOf, controlsOf, statementsOf } from './handlers/require-case.ts'
import { targetOf } from './handlers/target.ts'
import type { EnforcementPorts } from './ports.ts'
import { enforcements, proposals } from './state.ts'

export const PAGE_MAX = 100
const limit = integer({ min: 1, max: PAGE_MAX })

/** Reads for clients, paged by the last key part seen. */
export function queries(ports: EnforcementPorts): readonly AnyQuery[] {
  return [
    defineQuery({
      name: 'enforcement/case',
      schema: object({ caseRef: caseReference }),
      answer: (ctx, { caseRef }) => {
        const found = enforcements(ctx.store).get(caseRef)
        if (found === undefined) return null
        return {
          enforcement: found,
          claim: claimOf(ctx, found),
          statements: [...statementsOf(ctx.store, caseRef)],
          controls: [...controlsOf(ctx, caseRef)],
        }
      },
    }),
    defineQuery({
      name: 'enforcement/cases',
      schema: object({ after: optional(caseReference), limit }),
      answer: ({ store }, { after, limit: most }) =>
        enforcements(store)
          .list({ limit: most, ...(after === undefined ? {} : { after: [after] }) })
          .map(({ value }) => value),
    }),
    defineQuery({
      name: 'enforcement/target',
      schema: object({ caseRef: caseReference, asOf: optional(civilDate) }),
      answer: (ctx, { caseRef, asOf }) => {
        const found = enforcements(ctx.store).get(caseRef)
        return found === undefined ? null : { ...targetOf(ctx, ports, found, asOf === undefined ? {} : { asOf }) }
      },
    }),
    defineQuery({
      name: 'enforcement/proposals',
      schema: object({ caseRef: caseReference, after: optional(randomId), limit }),
      answer: ({ store }, { caseRef, after, limit: most }) =>
        proposals(store)
          .list({ under: [caseRef], limit: most, ...(after === undefined ? {} : { after: [caseRef, after] }) })
          .map(({ value }) => value),
    }),
  ]
}
