import { ledgerToday } from '../../config/ledger-time.ts'
import { Output } from '../../output.ts'
import { countArgument, dateArgument, licenceArgument } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'

export interface AssessOptions {
  readonly licence: string
  readonly year: string
  readonly grade: string
  readonly filedOn?: string
  readonly json?: boolean
}

const YEAR_MAX = 9_999

export async function assess(options: AssessOptions): Promise<number> {
  const out = new Output(options)
  const licence = licenceArgument(options.licence)
  const year = countArgument(options.year, YEAR_MAX)
  const filedOn = options.filedOn === undefined ? ledgerToday() : dateArgument(options.filedOn)
  const { grade } = options
  return Workspace.use(async (workspace) => {
    const justice = await workspace.session('justice')
    const value = { subject: 'lawyer', licenceNo: licence, year, grade, filedOn }
    const { height } = await justice.submit([{ type: 'lawyer/RecordAssessment', value }], workspace.association())
    out.say('assessed', { year, subject: licence, grade })
    out.say('acted', { zone: justice.zone.name, height })
    out.document({ licence, year, grade, filedOn, height })
    return 0
  })
}
