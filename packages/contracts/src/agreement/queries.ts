import { integer, object, optional } from '@xiezhi/codec'
import { defineQuery } from '@xiezhi/kernel'
import type { AnyQuery } from '@xiezhi/kernel'
import { shortId } from '../ids.ts'
import { machines, numberPart, runs, standings, steps, STEPS_PER_SUBJECT_MAX, VERSION_MAX } from './state.ts'

const limit = integer({ min: 1, max: 100 })

/** Reads for clients. `agreement/explain` answers why (R31-14). */
export const queries: readonly AnyQuery[] = [
  defineQuery({
    name: 'agreement/machine',
    schema: object({ machineId: shortId, version: optional(integer({ min: 1, max: VERSION_MAX })) }),
    answer: ({ store }, { machineId, version }) => {
      const standing = standings(store).get(machineId)
      const wanted = version ?? standing?.version
      if (wanted === undefined) return null
      const found = machines(store).get(machineId, numberPart(wanted))
      return found === undefined ? null : { ...found, suspension: standing?.suspension ?? null }
    },
  }),
  defineQuery({
    name: 'agreement/machines',
    schema: object({ after: optional(shortId), limit }),
    answer: ({ store }, { after, limit: most }) =>
      standings(store)
        .list({ limit: most, ...(after === undefined ? {} : { after: [after] }) })
        .map(({ id, value }) => ({ machineId: id[0] ?? '', ...value })),
  }),
  defineQuery({
    name: 'agreement/explain',
    schema: object({ machineId: shortId, subject: shortId }),
    answer: ({ store }, { machineId, subject }) => {
      const run = runs(store).get(machineId, subject)
      if (run === undefined) return null
      const found = machines(store).get(machineId, numberPart(run.version))
      const taken = steps(store).list({ under: [machineId, subject], limit: STEPS_PER_SUBJECT_MAX })
      return { ...run, machineDigest: found?.digest ?? null, taken: taken.map(({ value }) => value) }
    },
  }),
]
