import type { Migration } from '@xiezhi/kernel'
import { allEntries } from '../../all-entries.ts'
import { EXPIRY, forgets, withoutPersons } from '../handlers/forget-persons.ts'
import type { AuthorityPorts } from '../ports.ts'
import { proposals } from '../state.ts'

/** Until version 3 a proposal kept its whole content for ever, signed or not. Those that can still be signed lose it at their term. */
export function toForgottenPersons(ports: AuthorityPorts): Migration {
  return {
    to: 3,
    run: (ctx) => {
      const nowMs = ctx.block.decidedAtMs
      for (const { value } of [...allEntries(ctx.store, proposals)]) {
        const { proposalId, type, state, expiresAtMs } = value
        if (forgets(ports, type).length === 0) continue
        if (state === 'OPEN' && expiresAtMs > nowMs)
          ctx.schedule({ module: 'authority', kind: EXPIRY, atMs: expiresAtMs, item: proposalId })
        else proposals(ctx.store).set(proposalId, withoutPersons(ports, value))
      }
    },
  }
}
