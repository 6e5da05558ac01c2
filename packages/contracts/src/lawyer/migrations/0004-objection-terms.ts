import { decodeCanonical } from '@xiezhi/codec'
import type { Migration } from '@xiezhi/kernel'
import { termOf, writeObjectionWithTerm } from '../handlers/objection-term.ts'
import type { LawyerPorts } from '../ports.ts'
import { objections } from '../state.ts'
import type { Objection } from '../state.ts'

const PAGE_ROWS = 1_000

/** Until version 3 an objection had no term. Each gets that of the day on which it was raised. */
export function toObjectionTerms(ports: Pick<LawyerPorts, 'lawBook'>): Migration {
  return {
    to: 4,
    run: (ctx) => {
      const prefix = `${objections.prefix}/`
      for (let after: string | undefined; ;) {
        const rows = ctx.store.scan(prefix, { limit: PAGE_ROWS, ...(after === undefined ? {} : { after }) })
        for (const [key, bytes] of rows) {
          const objection = decodeCanonical(bytes) as unknown as Omit<Objection, 'term'>
          // Written anew below, with the rows that lead to it.
          ctx.store.delete(key)
          writeObjectionWithTerm(ctx, { ...objection, term: termOf(ctx, ports, objection, 1) })
        }
        after = rows.at(-1)?.[0]
        if (rows.length < PAGE_ROWS) return
      }
    },
  }
}
