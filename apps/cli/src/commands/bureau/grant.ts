import { ledgerToday } from '../../config/ledger-time.ts'
import { Output } from '../../output.ts'
import { dateArgument, licenceArgument } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import { instrumentDigest, newId } from './instrument.ts'

export interface GrantOptions {
  readonly licence: string
  readonly firm: string
  readonly from?: string
  readonly json?: boolean
}

export async function grant(options: GrantOptions): Promise<number> {
  const out = new Output(options)
  const licence = licenceArgument(options.licence)
  const from = options.from === undefined ? ledgerToday() : dateArgument(options.from)
  return Workspace.use(async (workspace) => {
    const justice = await workspace.session('justice')
    const value = {
      lawyerId: newId(),
      licenceNo: licence,
      firmUscc: options.firm,
      from,
      firstPracticeDate: from,
      commitments: [],
      instrumentDigest: instrumentDigest('grant'),
    }
    const { height } = await justice.submit([{ type: 'lawyer/GrantLicence', value }], workspace.department())
    out.say('granted', { licence })
    out.say('acted', { zone: justice.zone.name, height })
    out.document({ licence, from, height })
    return 0
  })
}
