import { encodeBundle } from '@xiezhi/evidence'
import type { Profile } from '@xiezhi/evidence'
import { collectEvidence } from '@xiezhi/sdk'
import { writeFileWhole } from '../../config/home.ts'
import { Output } from '../../output.ts'
import { CLIENT_ID } from '../../zone/ask.ts'
import { Workspace } from '../../zone/workspace.ts'

export interface ExportOptions {
  readonly dispatch: string
  readonly out: string
  readonly profile: Profile
  readonly json?: boolean
}

/** Collects what both ledgers hold about a dispatch, with proofs. */
export async function exportBundle(options: ExportOptions): Promise<number> {
  const out = new Output(options)
  return Workspace.use(async (workspace) => {
    const [court, justice] = [await workspace.session('court'), await workspace.session('justice')]
    const { dispatch: dispatchId, profile, out: file } = options
    const request = { dispatchId, profile, askerClient: CLIENT_ID, answererClient: CLIENT_ID }
    const bytes = encodeBundle(await court.guarded(() => collectEvidence(court.client, justice.client, request)))
    writeFileWhole(file, bytes)
    out.say('bundleSaved', { file, bytes: bytes.length, profile })
    out.document({ file, bytes: bytes.length, profile })
    return 0
  })
}
