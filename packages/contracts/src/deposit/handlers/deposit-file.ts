import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { actIdOf, defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { depositFileSchema } from '../messages.ts'
import type { DepositFile } from '../messages.ts'
import type { DepositPorts, DepositRole } from '../ports.ts'
import { deposits, DEPOSITS_PER_DIGEST_MAX, depositsByDigest, depositsOfCase, filings, platforms } from '../state.ts'
import type { Deposit } from '../state.ts'
import { requireFiling, requireStanding } from './require-deposit.ts'

const SUBMITTERS: Readonly<Record<DepositFile['kind'], readonly DepositRole[]>> = {
  EVIDENCE: ['COURT_FILING', 'COURT_CLERK', 'PARTY', 'LAWYER'],
  SERVED_DOCUMENT: ['COURT_CLERK', 'COURT_JUDGE'],
  CERTIFICATE: ['GATEWAY_SERVICE'],
}

/** Deposits the digest of evidence or of a served document (在线诉讼规则 16). It says nothing about what came before. */
export function depositFile(ports: DepositPorts): AnyAct {
  return defineAct({
    type: 'deposit/DepositFile',
    schema: depositFileSchema,
    subject: ({ depositId }) => depositId,
    check(ctx, message) {
      const { depositId, kind, digest, caseRef, platformId, interest } = message
      const submittedBy = ports.requireRole(ctx, SUBMITTERS[kind])
      ensure(!deposits(ctx.store).has(depositId), errors.DepositExists, { depositId })
      ensure(kind !== 'CERTIFICATE' || caseRef === null, errors.CertificateOfCase, { depositId })
      ensure(caseRef === null || ports.isCaseOpen(ctx, caseRef), errors.CaseNotOpen, { caseRef })
      ensure(platformId === null || platforms(ctx.store).has(platformId), errors.PlatformUnknown, { platformId })
      const declares = interest === 'STAKE' || interest === 'OPERATOR'
      ensure(!declares || platformId !== null, errors.InterestWithoutPlatform, { interest })
      requireTimes(ctx, message)
      const before = depositsByDigest(ctx.store).list({ under: [digest], limit: DEPOSITS_PER_DIGEST_MAX })
      const depositsMax = DEPOSITS_PER_DIGEST_MAX
      ensure(before.length < depositsMax, errors.DigestLimit, { depositsMax })
      return { submittedBy, earlier: requireEarlier(ctx, message, submittedBy.organisation) }
    },
    execute(ctx, message, { submittedBy: { organisation, officer }, earlier }) {
      const depositedAtMs = ctx.block.decidedAtMs
      const { caseRef, collectedAtMs, sourceSystem, preChainNotes, ...open } = message
      const { depositId, digest, kind } = open
      const filed = { caseRef, collectedAtMs, sourceSystem, preChainNotes }
      filings(ctx.store).set(depositId, { ...filed, actId: actIdOf(ctx), submittedBy: { organisation, officer } })
      deposits(ctx.store).set(depositId, {
        ...open,
        depositedAtMs,
        state: 'STANDING',
        supersededBy: null,
        revocation: null,
        objections: 0,
        orders: 0,
      })
      depositsByDigest(ctx.store).set([digest, depositId], depositedAtMs)
      if (caseRef !== null) depositsOfCase(ctx.store).set([caseRef, depositId], depositedAtMs)
      ctx.emit({ type: 'FileDeposited', data: { depositId, kind, digest, caseRef } })
      if (earlier !== null) supersede(ctx, earlier, depositId)
      return { depositId, depositedAtMs }
    },
  })
}

/** Collected before it was deposited; the fact and the other chain's block lie before now too. */
function requireTimes(ctx: CheckContext, { collectedAtMs, factAtMs, foreignAnchor }: DepositFile): void {
  const nowMs = ctx.block.decidedAtMs
  const instants = { collectedAtMs, factAtMs, foreignTimeMs: foreignAnchor?.timeMs ?? null }
  for (const [field, ms] of Object.entries(instants)) {
    ensure(ms === null || ms <= nowMs, errors.TimeOrder, { field, seenMs: ms, nowMs })
  }
}

function requireEarlier(ctx: CheckContext, message: DepositFile, organisation: string): Deposit | null {
  if (message.supersedes === null) return null
  const earlier = requireStanding(ctx, message.supersedes)
  const filing = requireFiling(ctx, message.supersedes)
  const same = filing.caseRef === message.caseRef && earlier.kind === message.kind
  ensure(same, errors.SupersedesOther, { depositId: earlier.depositId })
  ensure(filing.submittedBy.organisation === organisation, errors.NotSubmitter, { organisation })
  return earlier
}

function supersede(ctx: TxContext, earlier: Deposit, supersededBy: string): void {
  deposits(ctx.store).set(earlier.depositId, { ...earlier, state: 'SUPERSEDED', supersededBy })
  ctx.emit({ type: 'DepositSuperseded', data: { depositId: earlier.depositId, supersededBy } })
}
