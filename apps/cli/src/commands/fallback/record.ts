import type { Use } from '@xiezhi/sdk'
import { ledgerToday } from '../../config/ledger-time.ts'
import { CliError } from '../../cli-error.ts'
import { zoneUrl } from '../../config/alliance.ts'
import { Output } from '../../output.ts'
import { documentDigest } from '../../zone/document-digest.ts'
import { caseReferenceOf, dateArgument, licenceArgument } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'

export interface RecordOptions {
  readonly case: string
  readonly licence: string
  readonly document: string
  readonly verdict: string
  readonly use: Use
  readonly on?: string
  readonly reason: string
  readonly dispatch?: string
  readonly json?: boolean
}

/** Records a paper check. Where the other ledger answers, it is to be asked: a check on paper does not replace it. */
export async function record(options: RecordOptions): Promise<number> {
  const out = new Output(options)
  const licence = licenceArgument(options.licence)
  const asOf = options.on === undefined ? ledgerToday() : dateArgument(options.on)
  const digest = documentDigest(options.document)
  return Workspace.use(async (workspace) => {
    if (options.dispatch === undefined) await requireUnreachable(workspace)
    const court = await workspace.session('court')
    const value = {
      caseRef: await caseReferenceOf(court, options.case),
      licenceNo: licence,
      asOf,
      use: options.use,
      verdict: options.verdict,
      reason: options.reason,
      documentDigest: digest,
      dispatchId: options.dispatch ?? null,
    }
    const { height, data } = await court.submit(
      [{ type: 'query/RecordOfflineFallback', value }],
      workspace.court('clerk'),
    )
    const { fallbackId } = data[0] as { fallbackId: string }
    out.say('fallbackRecorded', { fallbackId, licence, verdict: options.verdict })
    out.say('fallbackNext', { fallbackId })
    out.say('acted', { zone: court.zone.name, height })
    out.document({ fallbackId, state: 'RECORDED', ...value, height })
    return 0
  })
}

/** @throws CliError FALLBACK_NOT_NEEDED */
async function requireUnreachable(workspace: Workspace): Promise<void> {
  const zone = workspace.zone('justice')
  try {
    await workspace.session('justice')
  } catch (error) {
    if (error instanceof CliError && error.code === 'ZONE_UNREACHABLE') return
    throw error
  }
  throw new CliError('FALLBACK_NOT_NEEDED', 'USAGE', { zone: zone.name, url: zoneUrl(zone) })
}
