import { integer, object, optional } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { defineQuery } from '@xiezhi/kernel'
import type { AnyQuery, CollectionDefinition, ReadContext } from '@xiezhi/kernel'
import { caseReference, civilDate, randomId } from '../ids.ts'
import { claimOf, controlsOf, statementsOf } from './handlers/require-case.ts'
import { targetOf } from './handlers/target.ts'
import type { EnforcementPorts } from './ports.ts'
import {
  debtNotices,
  enforcements,
  objections,
  preservations,
  proposals,
  requeries,
  rounds,
  sales,
  transfers,
  transfersOfCase,
  wrongs,
} from './state.ts'

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
      name: 'enforcement/matters',
      schema: object({ caseRef: caseReference }),
      answer: (ctx, { caseRef }) => ({ ...mattersOf(ctx, caseRef) }),
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

/** What stands beside the measures of a case: the first hundred of each kind. */
function mattersOf(ctx: ReadContext, caseRef: string): Readonly<Record<string, Json>> {
  const { store } = ctx
  const of = <T extends Json>(rows: CollectionDefinition<T>): T[] =>
    rows(store)
      .list({ under: [caseRef], limit: PAGE_MAX })
      .map(({ value }) => value)
  const measureIds = controlsOf(ctx, caseRef).flatMap(({ measureId }) => measureId ?? [])
  const ids = transfersOfCase(store).list({ under: [caseRef], limit: PAGE_MAX })
  return {
    preservation: preservations(store).get(caseRef) ?? null,
    objections: of(objections),
    transfers: ids.flatMap(({ id }) => transfers(store).get(id[1] ?? '') ?? []),
    sales: measureIds.flatMap((measureId) => withId(measureId, sales(store).get(measureId))),
    debtNotices: measureIds.flatMap((measureId) => withId(measureId, debtNotices(store).get(measureId))),
    wrongs: of(wrongs),
    rounds: of(rounds),
    requeries: of(requeries),
  }
}

function withId<T extends object>(measureId: string, found: T | undefined): (T & { measureId: string })[] {
  return found === undefined ? [] : [{ measureId, ...found }]
}
