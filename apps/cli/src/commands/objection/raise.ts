import { LEGAL_BASIS } from '@xiezhi/sdk'
import { ledgerNowMs } from '../../config/ledger-time.ts'
import { CliError } from '../../cli-error.ts'
import { Output } from '../../output.ts'
import { packetFields } from '../../zone/ask.ts'
import { documentDigest } from '../../zone/document-digest.ts'
import { caseReferenceOf, licenceArgument } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import { newId } from '../bureau/instrument.ts'

export interface RaiseOptions {
  readonly licence: string
  readonly grounds: string
  readonly by: 'court' | 'lawyer'
  readonly case?: string
  readonly json?: boolean
}

/** Contests a lawyer's record. A court's objection is on its own ledger at once and reaches the bureau by packet. */
export async function raise(options: RaiseOptions): Promise<number> {
  const out = new Output(options)
  const licence = licenceArgument(options.licence)
  const groundsDigest = documentDigest(options.grounds)
  if (options.by === 'court' && options.case === undefined)
    throw new CliError('USAGE', 'USAGE', { reason: '--case: expected the case of the court, seen none' })
  const objectionId = newId()
  return Workspace.use(async (workspace) => {
    const session = await workspace.session(options.by === 'court' ? 'court' : 'justice')
    const base = { objectionId, licenceNo: licence, groundsDigest }
    const message =
      options.by === 'lawyer'
        ? { type: 'lawyer/RaiseObjection', value: base }
        : {
            type: 'query/RaiseObjection',
            value: {
              ...base,
              ...packetFields(ledgerNowMs()),
              purpose: 'RECORD_OBJECTION',
              legalBasis: LEGAL_BASIS,
              caseRef: await caseReferenceOf(session, options.case ?? ''),
            },
          }
    const officers =
      options.by === 'court' ? workspace.court('judge') : [workspace.officer('justice', 'law-association', 'lawyer-1')]
    const { height } = await session.submit([message], officers)
    out.say(options.by === 'court' ? 'objectionSent' : 'objectionRaised', { objectionId, licence })
    out.say('acted', { zone: session.zone.name, height })
    out.document({ objectionId, licence, by: options.by, groundsDigest, height })
    return 0
  })
}
