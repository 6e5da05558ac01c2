import { CodecError, encodeCanonical, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import { ContractError, ensure } from '@xiezhi/kernel'
import type { AnyMessage, CheckContext, MessageDefinition, TxContext } from '@xiezhi/kernel'
import { actIdOf } from '../../acts.ts'
import { requireOfficer } from '../api.ts'
import type { Actor } from '../api.ts'
import { errors } from '../errors.ts'
import type { Propose } from '../messages.ts'
import type { AuthorityPorts } from '../ports.ts'
import { PROPOSAL_LIFETIME_MAX_MS, proposals } from '../state.ts'
import { EXPIRY, forgets } from './forget-persons.ts'

/** First member of what the digest covers: it is good for nothing else. */
const PROPOSAL_PURPOSE = 'xiezhi/proposal/v1'
const NOT_PROPOSABLE: readonly string[] = ['authority/Propose', 'authority/Approve', 'authority/WithdrawProposal']

/** The one signer is the proposer. Whether the roles suffice is decided when the act runs, as of this stamp for the proposer. */
export function propose(ports: AuthorityPorts): Pick<MessageDefinition<Propose, Actor>, 'check' | 'execute'> {
  return {
    check(ctx: CheckContext, { type, value, expiresAtMs }: Propose): Actor {
      const signer = ctx.signers[0]
      ensure(signer !== undefined && ctx.signers.length === 1, errors.ProposalSigners, { seen: ctx.signers.length })
      const proposer = requireOfficer(ctx, signer)
      const nowMs = ctx.block.decidedAtMs
      ensure(expiresAtMs > nowMs && expiresAtMs <= nowMs + PROPOSAL_LIFETIME_MAX_MS, errors.ProposalLifetime, {
        expiresAtMs,
        nowMs,
        lifetimeMsMax: PROPOSAL_LIFETIME_MAX_MS,
      })
      proposedMessage(ports, type, value)
      return proposer
    },
    execute(ctx: TxContext, { type, value, expiresAtMs }: Propose, actor: Actor): Json {
      const proposalId = actIdOf(ctx)
      const digest = proposalDigest(ctx.crypto, ctx.block.chainId, type, value)
      const { organisation, officer, personId, key } = actor
      proposals(ctx.store).set(proposalId, {
        proposalId,
        type,
        value,
        digest,
        proposer: { organisation, officer, personId, key },
        proposedAtMs: ctx.block.decidedAtMs,
        expiresAtMs,
        state: 'OPEN',
        closedAtMs: null,
      })
      if (forgets(ports, type).length > 0)
        ctx.schedule({ module: 'authority', kind: EXPIRY, atMs: expiresAtMs, item: proposalId })
      ctx.emit({ type: 'ActProposed', data: { proposalId, type, digest, organisation, officer, expiresAtMs } })
      return { proposalId, digest }
    },
  }
}

/** What an approval signs: `sha256:` of the canonical purpose, chain, type and value. */
export function proposalDigest(crypto: Crypto, chainId: string, type: string, value: Json): string {
  const bytes = encodeCanonical({ purpose: PROPOSAL_PURPOSE, chainId, type, value })
  return `sha256:${hexEncode(crypto.sha256(bytes))}`
}

/** The definition of a proposed message, and its value as the schema reads it. @throws ContractError ProposalType, ProposalMalformed */
export function proposedMessage(
  ports: AuthorityPorts,
  type: string,
  value: Json,
): { readonly definition: AnyMessage; readonly parsed: never } {
  const definition = NOT_PROPOSABLE.includes(type) ? undefined : ports.messageOf(type)
  ensure(definition !== undefined, errors.ProposalType, { type })
  try {
    return { definition, parsed: definition.schema.parse(value) }
  } catch (error) {
    if (error instanceof CodecError) throw new ContractError(errors.ProposalMalformed, { type, ...error.facts })
    throw error
  }
}
