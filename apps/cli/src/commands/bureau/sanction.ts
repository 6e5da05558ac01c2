import { shiftCivilDate } from '@xiezhi/contracts/ids'
import { ledgerToday } from '../../config/ledger-time.ts'
import { Output } from '../../output.ts'
import { countArgument, dateArgument, licenceArgument } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import { instrumentDigest, newId } from './instrument.ts'

export interface SanctionOptions {
  readonly licence: string
  readonly months?: string
  readonly kind?: string
  readonly from?: string
  readonly article?: string
  readonly offenceOn?: string
  readonly json?: boolean
}

const MONTHS_MAX = 12
const PUBLICITY_DAYS = 365
const ARTICLE: Readonly<Record<string, number>> = { REVOCATION: 49 }
const ARTICLE_DEFAULT = 48

/** Records a sanction with the officers that the law asks for: the city's for a suspension, the province's for a revocation. */
export async function sanction(kind: string, options: SanctionOptions): Promise<number> {
  const out = new Output(options)
  const licence = licenceArgument(options.licence)
  const from = options.from === undefined ? ledgerToday() : dateArgument(options.from)
  const months = kind === 'SUSPENSION' ? countArgument(options.months ?? '', MONTHS_MAX) : null
  const isIndustry = kind.startsWith('INDUSTRY_')
  const deserved = kind === 'SUSPENSION' || kind === 'REVOCATION' ? kind : 'WARNING'
  const offence = isIndustry
    ? null
    : {
        on: options.offenceOn === undefined ? shiftCivilDate(from, -1) : dateArgument(options.offenceOn),
        article: Number(options.article ?? ARTICLE[kind] ?? ARTICLE_DEFAULT),
        deserved,
      }
  return Workspace.use(async (workspace) => {
    const justice = await workspace.session('justice')
    const officers = isIndustry
      ? workspace.association()
      : kind === 'REVOCATION'
        ? workspace.department()
        : workspace.bureau()
    const sanctionId = newId()
    const value = {
      sanctionId,
      licenceNo: licence,
      kind,
      offence,
      decidedOn: from,
      from,
      months,
      publicUntil: shiftCivilDate(from, PUBLICITY_DAYS),
      instrumentDigest: instrumentDigest(kind),
    }
    const { height } = await justice.submit([{ type: 'lawyer/SanctionLawyer', value }], officers)
    if (kind === 'SUSPENSION') out.say('suspended', { licence, from, months })
    else out.say('sanctioned', { kind, licence })
    out.say('acted', { zone: justice.zone.name, height })
    out.document({ licence, kind, from, months, sanctionId, height })
    return 0
  })
}
