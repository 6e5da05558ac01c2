import { Output } from '../../output.ts'
import { documentDigest } from '../../zone/document-digest.ts'
import { Workspace } from '../../zone/workspace.ts'

export interface PlatformOptions {
  readonly id: string
  readonly operator: string
  readonly filingNumber?: string
  readonly standard: readonly string[]
  readonly appraisal?: string
  readonly json?: boolean
}

/** Records a storing platform: what the judge looks at first under 在线诉讼规则 17. */
export async function platform(options: PlatformOptions): Promise<number> {
  const out = new Output(options)
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const value = {
      platformId: options.id,
      operatorCode: options.operator,
      filingNumber: options.filingNumber ?? null,
      standards: [...options.standard],
      appraisalDigest: options.appraisal === undefined ? null : documentDigest(options.appraisal),
    }
    const { height } = await court.submit([{ type: 'deposit/RecordPlatform', value }], workspace.court('tech'))
    out.say('depositPlatformRecorded', { platform: options.id })
    out.say('acted', { zone: court.zone.name, height })
    out.document({ ...value, height })
    return 0
  })
}
