import { ledgerToday } from '../../config/ledger-time.ts'
import { Output } from '../../output.ts'
import { dateArgument, licenceArgument } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import { instrumentDigest } from './instrument.ts'

export interface MoveOptions {
  readonly licence: string
  readonly newLicence?: string
  readonly firm: string
  readonly from?: string
  readonly json?: boolean
}

/** The lawyer leaves the firm, unless that has been recorded already, and gets a licence at the new one. */
export async function move(options: MoveOptions): Promise<number> {
  const out = new Output(options)
  const licence = licenceArgument(options.licence)
  const newLicence = options.newLicence === undefined ? licence : licenceArgument(options.newLicence)
  const from = options.from === undefined ? ledgerToday() : dateArgument(options.from)
  return Workspace.use(async (workspace) => {
    const justice = await workspace.session('justice')
    const known = await justice.queryObject('lawyer/public', { licenceNo: licence, onDate: from })
    const start = { licenceNo: licence, from, instrumentDigest: instrumentDigest('leave') }
    const complete = {
      licenceNo: licence,
      newLicenceNo: newLicence,
      newFirmUscc: options.firm,
      from,
      instrumentDigest: instrumentDigest('move'),
    }
    const hasLeft = known?.['status'] === 'TRANSFERRING'
    const { height } = await justice.submit(
      [
        ...(hasLeft ? [] : [{ type: 'lawyer/StartTransfer', value: start }]),
        { type: 'lawyer/CompleteTransfer', value: complete },
      ],
      workspace.department(),
    )
    out.say('moved', { licence, newLicence })
    out.say('acted', { zone: justice.zone.name, height })
    out.document({ licence, newLicence, firm: options.firm, from, height })
    return 0
  })
}
