import type { Json } from '@xiezhi/codec'
import { ledgerToday } from '../../config/ledger-time.ts'
import { CliError } from '../../cli-error.ts'
import { Output } from '../../output.ts'
import { shown } from '../../zone/shown.ts'
import { countArgument, dateArgument, licenceArgument } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { JsonObject, ZoneSession } from '../../zone/zone-session.ts'

export interface ShowOptions {
  readonly licence: string
  readonly on?: string
  readonly json?: boolean
}

const HISTORY_PAGE = 100
const LIST_MAX = 1_000

/** What the public may see of a lawyer on a day. */
export async function show(options: ShowOptions): Promise<number> {
  const out = new Output(options)
  const licence = licenceArgument(options.licence)
  const onDate = options.on === undefined ? ledgerToday() : dateArgument(options.on)
  return Workspace.use(async (workspace) => {
    const justice = await workspace.session('justice')
    const found = await justice.queryObject('lawyer/public', { licenceNo: licence, onDate })
    if (found === null) throw new CliError('LICENCE_UNKNOWN', 'DATA', { licence })
    const record = await justice.queryObject('lawyer/licence', { licenceNo: licence })
    out.say('lawyerHead', { licence: shown(found['licenceNo']), status: shown(found['status']), onDate })
    out.say('lawyerFirm', { firm: shown(found['firmUscc']), first: shown(record?.['firstPracticeDate']) })
    if (found['disputed'] === true) out.say('lawyerDisputed')
    for (const sanction of found['sanctions'] as readonly JsonObject[])
      out.say('lawyerSanction', {
        kind: shown(sanction['kind']),
        from: shown(sanction['from']),
        to: shown(sanction['to']),
      })
    out.document(found)
    return 0
  })
}

export interface ListOptions {
  readonly limit: string
  readonly status?: string
  readonly json?: boolean
}

/** Lawyers of the sample's private register with the status that the ledger holds today. */
export async function list(options: ListOptions): Promise<number> {
  const out = new Output(options)
  const limit = countArgument(options.limit, LIST_MAX)
  return Workspace.use(async (workspace) => {
    const { lawyers = [] } = workspace.sample() ?? {}
    const justice = await workspace.session('justice')
    const onDate = ledgerToday()
    const rows: Json[] = []
    for (const { licenceNo, name } of lawyers) {
      if (rows.length >= limit) break
      const found = await statusOf(justice, licenceNo, onDate)
      if (options.status !== undefined && found.status !== options.status) continue
      rows.push({ licence: licenceNo, ...found })
      out.line(`${licenceNo}  ${found.status.padEnd(12)}  ${found.firm}  ${name}`)
    }
    out.document({ lawyers: rows })
    return 0
  })
}

async function statusOf(
  justice: ZoneSession,
  licenceNo: string,
  onDate: string,
): Promise<{ status: string; firm: string }> {
  const found = await justice.queryObject('lawyer/public', { licenceNo, onDate })
  return { status: shown(found?.['status']), firm: shown(found?.['firmUscc']) }
}

export interface HistoryOptions {
  readonly licence: string
  readonly json?: boolean
}

/** Every status event, oldest first. */
export async function history(options: HistoryOptions): Promise<number> {
  const out = new Output(options)
  const licence = licenceArgument(options.licence)
  return Workspace.use(async (workspace) => {
    const justice = await workspace.session('justice')
    const known = await justice.query('lawyer/licence', { licenceNo: licence })
    if (known === null) throw new CliError('LICENCE_UNKNOWN', 'DATA', { licence })
    const events = (await justice.query('lawyer/history', {
      licenceNo: licence,
      limit: HISTORY_PAGE,
    })) as readonly JsonObject[]
    for (const { from, kind, status, organisation } of events)
      out.say('lawyerEvent', {
        from: shown(from),
        kind: shown(kind),
        status: shown(status),
        organisation: shown(organisation),
      })
    out.document({ licence, events })
    return 0
  })
}
