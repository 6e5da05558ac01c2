import { CliError } from '../../cli-error.ts'
import type { TextCode } from '../../i18n/index.ts'
import { Output } from '../../output.ts'
import { shown } from '../../zone/shown.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { JsonObject, ZoneSession } from '../../zone/zone-session.ts'

export interface ShowOptions {
  readonly id: string
  readonly json?: boolean
}

/** Where an objection stands at the court that raised it and at the bureau that decides it. */
export async function show(options: ShowOptions): Promise<number> {
  const out = new Output(options)
  const { id: objectionId } = options
  return Workspace.use(async (workspace) => {
    const court = await readFrom(() => workspace.session('court'), 'query/objection', objectionId)
    const justice = await readFrom(() => workspace.session('justice'), 'lawyer/objection', objectionId)
    if (court === null && justice === null) throw new CliError('OBJECTION_UNKNOWN', 'DATA', { objectionId })
    if (court !== null) {
      const { licenceNo, state, refusal, register } = court
      const why = refusal ?? (register === null ? null : JSON.stringify(register))
      out.say('objectionAtCourt', { licence: shown(licenceNo), state: shown(state), why: shown(why) })
    }
    if (justice !== null) {
      const by = justice['raisedBy'] as JsonObject
      out.say('objectionAtBureau', { organisation: shown(by['organisation']), state: shown(justice['state']) })
      sayTerm(out, justice['term'] as JsonObject)
    }
    out.document({ objectionId, court, justice })
    return 0
  })
}

const TERM_TEXTS: Readonly<Record<string, TextCode>> = {
  OPEN: 'objectionTermOpen',
  ANSWERED: 'objectionTermAnswered',
  ANSWERED_LATE: 'objectionTermAnsweredLate',
  OVERDUE: 'objectionTermOverdue',
}

/** By when the bureau has to decide, and whether it has; provisional without the working days of a year. */
function sayTerm(out: Output, { answerBy, status, verdict }: JsonObject): void {
  const text = TERM_TEXTS[shown(verdict)]
  if (text !== undefined) out.say(text, { answerBy: shown(answerBy) })
  if (status === 'PROVISIONAL') out.say('objectionTermProvisional')
}

/** Null: nothing there, or the ledger cannot be reached. */
async function readFrom(
  open: () => Promise<ZoneSession>,
  query: string,
  objectionId: string,
): Promise<JsonObject | null> {
  try {
    return await (await open()).queryObject(query, { objectionId })
  } catch (error) {
    if (error instanceof CliError && error.code === 'ZONE_UNREACHABLE') return null
    throw error
  }
}
