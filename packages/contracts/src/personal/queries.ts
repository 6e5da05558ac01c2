import { integer, object, optional } from '@xiezhi/codec'
import { defineQuery } from '@xiezhi/kernel'
import type { AnyQuery } from '@xiezhi/kernel'
import { caseReference, randomId } from '../ids.ts'
import { personalMeasures, measuresOfCase } from './state.ts'

/** Reads for clients, paged by the last id seen. */
export const queries: readonly AnyQuery[] = [
  defineQuery({
    name: 'personal/measure',
    schema: object({ measureId: randomId }),
    answer: ({ store }, { measureId }) => personalMeasures(store).get(measureId) ?? null,
  }),
  defineQuery({
    name: 'personal/ofCase',
    schema: object({ caseRef: caseReference, after: optional(randomId), limit: integer({ min: 1, max: 100 }) }),
    answer: ({ store }, { caseRef, after, limit }) =>
      measuresOfCase(store)
        .list({ under: [caseRef], limit, ...(after === undefined ? {} : { after: [caseRef, after] }) })
        .flatMap(({ id }) => personalMeasures(store).get(id[1] ?? '') ?? []),
  }),
]
