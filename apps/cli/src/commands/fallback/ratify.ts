import { exitOfVerdict } from '../../exit-codes.ts'
import { Output } from '../../output.ts'
import { shown } from '../../zone/shown.ts'
import { readCase } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { JsonObject, ZoneSession } from '../../zone/zone-session.ts'
import { readFallback, sayFallback } from './show.ts'

export interface RatifyOptions {
  readonly id: string
  readonly reject?: boolean
  readonly json?: boolean
}

interface CourtVerdict {
  readonly verificationId: string
  readonly verdict: string
}

/** A second person decides on a paper check; one that is confirmed then verifies the agent of the case. */
export async function ratify(options: RatifyOptions): Promise<number> {
  const out = new Output(options)
  const approved = options.reject !== true
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    await readFallback(court, options.id)
    const value = { fallbackId: options.id, approved }
    const { height } = await court.submit([{ type: 'query/RatifyOfflineFallback', value }], workspace.court('judge'))
    const fallback = await readFallback(court, options.id)
    sayFallback(out, fallback)
    out.say('acted', { zone: court.zone.name, height })
    const verified = approved ? await verifyByPaper(workspace, court, fallback) : null
    if (verified !== null) out.say('verdictCourt', { verdict: verified.verdict, id: verified.verificationId })
    out.document({ ...fallback, height, court: verified === null ? null : { ...verified } })
    return verified === null ? 0 : exitOfVerdict(verified.verdict)
  })
}

/** Null: the lawyer is not in the case. */
async function verifyByPaper(
  workspace: Workspace,
  court: ZoneSession,
  { fallbackId, caseRef, licenceNo, use, asOf }: JsonObject,
): Promise<CourtVerdict | null> {
  const { agents } = await readCase(court, shown(caseRef))
  const agent = agents.find((one) => one['licenceNo'] === licenceNo && one['endedOn'] === null)
  if (agent === undefined) return null
  const value = {
    caseRef: caseRef ?? null,
    agentId: agent['agentId'] ?? null,
    use: use ?? null,
    onDate: asOf ?? null,
    receiptId: null,
    fallbackId: fallbackId ?? null,
  }
  const { data } = await court.submit([{ type: 'case/VerifyAgent', value }], workspace.court('clerk'))
  return data[0] as unknown as CourtVerdict
}
