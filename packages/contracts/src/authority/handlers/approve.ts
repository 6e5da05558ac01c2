import type { Json } from '@xiezhi/codec'
import type { KeyText } from '@xiezhi/crypto'
import { ensure } from '@xiezhi/kernel'
import type { AnyMessage, CheckContext, MessageDefinition, Signer, TxContext } from '@xiezhi/kernel'
import { keyStanding, requireOfficer } from '../api.ts'
import type { RecordedSigner } from '../api.ts'
import { errors } from '../errors.ts'
import type { Approve } from '../messages.ts'
import type { AuthorityPorts } from '../ports.ts'
import { keys, proposals } from '../state.ts'
import type { Proposal } from '../state.ts'
import { withoutPersons } from './forget-persons.ts'
import { proposedMessage } from './propose.ts'

export interface Plan {
  readonly proposal: Proposal
  readonly definition: AnyMessage
  readonly parsed: never
  readonly signers: readonly Signer[]
  readonly inner: unknown
}

/** Runs the proposed message with the proposer's signature, judged as of its own stamp, beside those of this transaction. */
export function approve(ports: AuthorityPorts): Pick<MessageDefinition<Approve, Plan>, 'check' | 'execute'> {
  return {
    check(ctx: CheckContext, { proposalId, digest }: Approve): Plan {
      const proposal = proposals(ctx.store).get(proposalId)
      ensure(proposal !== undefined, errors.ProposalUnknown, { proposalId })
      ensure(proposal.state === 'OPEN', errors.ProposalClosed, { state: proposal.state })
      ensure(digest === proposal.digest, errors.ProposalDigest, { expected: proposal.digest, seen: digest })
      const nowMs = ctx.block.decidedAtMs
      const { proposer, proposedAtMs, expiresAtMs } = proposal
      ensure(nowMs < expiresAtMs, errors.ProposalExpired, { expiresAtMs, nowMs })
      requireApprover(ctx, proposal)
      const standing = keyStanding(ctx, proposer.key, proposedAtMs)
      ensure(standing !== 'DOUBTFUL', errors.ProposalDoubtful, { proposalId })
      const recorded: RecordedSigner = {
        organisation: proposer.organisation,
        officer: proposer.officer,
        key: proposer.key as KeyText,
        signedAtMs: proposedAtMs,
      }
      const signers = [recorded, ...ctx.signers]
      const { definition, parsed } = proposedMessage(ports, proposal.type, proposal.value)
      const inner = definition.check({ ...ctx, signers }, parsed)
      return { proposal, definition, parsed, signers, inner }
    },
    execute(ctx: TxContext, { proposalId }: Approve, plan: Plan): Json {
      const { proposal, definition, parsed, signers, inner } = plan
      const closed = {
        ...withoutPersons(ports, proposal),
        state: 'APPROVED',
        closedAtMs: ctx.block.decidedAtMs,
      } as const
      proposals(ctx.store).set(proposalId, closed)
      ctx.emit({ type: 'ActApproved', data: { proposalId, type: proposal.type, digest: proposal.digest } })
      return definition.execute(withSigners(ctx, signers), parsed, inner) ?? null
    },
  }
}

/** A key that the proposed act enrols has signed too and belongs to nobody yet; the others are officers, none the proposer. */
function requireApprover(ctx: CheckContext, { proposalId, proposer }: Proposal): void {
  const known = ctx.signers.filter(({ key }) => keys(ctx.store).has(key))
  ensure(known.length > 0, errors.KeyUnknown, { key: ctx.signers[0]?.key })
  for (const signer of known) {
    const { personId } = requireOfficer(ctx, signer)
    ensure(personId !== proposer.personId, errors.ProposerApproves, { proposalId })
  }
}

function withSigners(ctx: TxContext, signers: readonly Signer[]): TxContext {
  return {
    ...ctx,
    signers,
    attempt: (run) => ctx.attempt((attempted) => run(withSigners(attempted, signers))),
  }
}
