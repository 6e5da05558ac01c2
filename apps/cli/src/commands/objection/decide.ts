import { Output } from '../../output.ts'
import { documentDigest } from '../../zone/document-digest.ts'
import { Workspace } from '../../zone/workspace.ts'

export interface DecideOptions {
  readonly id: string
  readonly decision: string
  readonly result: 'UPHELD' | 'REJECTED'
  readonly json?: boolean
}

/** The bureau decides; what the record must say then follows by an act of its own. */
export async function decide(options: DecideOptions): Promise<number> {
  const out = new Output(options)
  const { id: objectionId, result } = options
  const decisionDigest = documentDigest(options.decision)
  return Workspace.use(async (workspace) => {
    const justice = await workspace.session('justice')
    const value = { objectionId, upheld: result === 'UPHELD', decisionDigest }
    const { height } = await justice.submit([{ type: 'lawyer/DecideObjection', value }], workspace.bureau().slice(0, 1))
    out.say('objectionDecided', { objectionId, result })
    out.say('acted', { zone: justice.zone.name, height })
    out.document({ objectionId, result, decisionDigest, height })
    return 0
  })
}
