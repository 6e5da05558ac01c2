import { Output } from '../../output.ts'
import { caseReferenceOf } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import { newId } from '../bureau/instrument.ts'

export interface HearingOptions {
  readonly case: string
  readonly json?: boolean
}

export async function startHearing(options: HearingOptions): Promise<number> {
  const out = new Output(options)
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const caseRef = await caseReferenceOf(court, options.case)
    const hearingId = newId()
    const { height, data } = await court.submit(
      [{ type: 'case/StartHearing', value: { caseRef, hearingId } }],
      workspace.court('judge'),
    )
    const { agents } = data[0] as unknown as { agents: readonly { agentId: string; state: string }[] }
    out.say('hearingStarted', { hearingId })
    for (const agent of agents) out.say('hearingAgent', agent)
    out.document({ caseRef, hearingId, agents: agents.map((agent) => ({ ...agent })), height })
    return 0
  })
}
