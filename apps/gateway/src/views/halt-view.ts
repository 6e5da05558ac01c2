import type { orderState } from '@xiezhi/contracts'
import type { HaltState } from '@xiezhi/gateway-api'
import type { Listener } from '../routes/listener.ts'
import type { OpenSession } from '../session/person.ts'
import type { JsonRecord } from '../projection/tables.ts'

interface ProposalRecord {
  readonly proposalId: string
  readonly digest: string
  readonly value: { readonly halted: boolean; readonly reason: string }
  readonly proposer: { readonly organisation: string; readonly officer: string }
  readonly proposedAtMs: number
  readonly expiresAtMs: number
}

/** The kill switch (R31-12), and what two persons have begun about it. */
export async function haltView({ db, zone, clock }: Listener, { person }: OpenSession): Promise<HaltState> {
  const found = (await zone.query('order/halt', {})) as orderState.Halt | null
  const rows = await db
    .selectFrom('projection.proposal')
    .select('record')
    .where('type', '=', 'order/SetHalt')
    .where('state', '=', 'OPEN')
    .where('expires_at_ms', '>', clock.nowMs())
    .orderBy('proposed_at_ms')
    .execute()
  return {
    halted: found?.halted ?? false,
    reason: found?.reason ?? null,
    officers: (found?.officers ?? []).map((one) => ({ ...one })),
    sinceMs: found?.sinceMs ?? null,
    proposals: rows.map(({ record }: { readonly record: JsonRecord }) => {
      const { proposalId, digest, value, proposer, proposedAtMs, expiresAtMs } = record as unknown as ProposalRecord
      const isProposer = proposer.organisation === person.organisation && proposer.officer === person.officer
      const { organisation, officer } = proposer
      return {
        proposalId,
        digest,
        ...value,
        proposer: { organisation, officer },
        proposedAtMs,
        expiresAtMs,
        mayApprove: !isProposer,
      }
    }),
    recordKey: 'order/halt/state',
  }
}
