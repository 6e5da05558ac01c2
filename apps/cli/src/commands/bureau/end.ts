import { ledgerToday } from '../../config/ledger-time.ts'
import { Output } from '../../output.ts'
import { dateArgument, licenceArgument } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import { instrumentDigest } from './instrument.ts'

export interface EndOptions {
  readonly licence: string
  readonly status: string
  readonly from?: string
  readonly json?: boolean
}

export async function end(options: EndOptions): Promise<number> {
  const out = new Output(options)
  const licence = licenceArgument(options.licence)
  const from = options.from === undefined ? ledgerToday() : dateArgument(options.from)
  const { status } = options
  return Workspace.use(async (workspace) => {
    const justice = await workspace.session('justice')
    const value = { licenceNo: licence, status, from, instrumentDigest: instrumentDigest(status) }
    const { height } = await justice.submit([{ type: 'lawyer/EndLicence', value }], workspace.department())
    out.say('ended', { licence, status, from })
    out.say('acted', { zone: justice.zone.name, height })
    out.document({ licence, status, from, height })
    return 0
  })
}
