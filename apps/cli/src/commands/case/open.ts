import { ledgerToday } from '../../config/ledger-time.ts'
import { CliError } from '../../cli-error.ts'
import { Output } from '../../output.ts'
import { caseReferenceOf, parseNumber } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import { newId } from '../bureau/instrument.ts'

export interface OpenOptions {
  readonly number: string
  readonly procedure: string
  readonly json?: boolean
}

export async function open(options: OpenOptions): Promise<number> {
  const out = new Output(options)
  const { courtCode, normalised } = parseNumber(options.number)
  if (courtCode === null)
    throw new CliError('CASE_NUMBER_INVALID', 'USAGE', { case: options.number, reason: 'LEGACY_FORM' })
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const caseRef = newId()
    const value = {
      caseRef,
      courtCode,
      procedure: options.procedure,
      caseNumber: normalised,
      caseNumberTag: null,
      filedOn: ledgerToday(),
      connectedRefs: [],
    }
    const { height } = await court.submit([{ type: 'case/OpenCase', value }], workspace.court('filing'))
    out.say('caseOpened', { case: normalised, caseRef })
    out.say('acted', { zone: court.zone.name, height })
    out.document({ caseNumber: normalised, caseRef, height })
    return 0
  })
}

export interface CloseOptions {
  readonly case: string
  readonly json?: boolean
}

export async function close(options: CloseOptions): Promise<number> {
  const out = new Output(options)
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const caseRef = await caseReferenceOf(court, options.case)
    const value = { caseRef, closedOn: ledgerToday() }
    const { height } = await court.submit([{ type: 'case/CloseCase', value }], workspace.court('clerk'))
    out.say('caseClosed', { case: options.case })
    out.say('acted', { zone: court.zone.name, height })
    out.document({ caseRef, height })
    return 0
  })
}
