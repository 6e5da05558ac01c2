import type { Json } from '@xiezhi/codec'
import type { QueryOpening } from '@xiezhi/sdk'
import { CliError } from '../../cli-error.ts'
import { Output } from '../../output.ts'
import { CLIENT_ID } from '../../zone/ask.ts'
import { loadOpening } from '../../zone/query-log.ts'
import { shown } from '../../zone/shown.ts'
import { instant } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { JsonObject } from '../../zone/zone-session.ts'

export interface OpenLogOptions {
  readonly dispatch: string
  readonly json?: boolean
}

/** Opens the commitment that a question left in the query logs, and holds it against what both ledgers say. */
export async function openLog(options: OpenLogOptions): Promise<number> {
  const out = new Output(options)
  const { dispatch: dispatchId } = options
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const found = await court.queryObject('query/dispatch', { dispatchId })
    const request = found?.['request'] as JsonObject | undefined
    if (request === undefined) throw new CliError('DISPATCH_UNKNOWN', 'DATA', { dispatchId })
    const question = request['question'] as JsonObject
    const commitment = shown(question['logCommitment'])
    const opening = loadOpening(workspace.home, commitment)
    requireSame(opening, { ...question, ...pick(request) }, court.zone.name)
    const answered = await answeredWith(workspace, dispatchId)
    if (answered !== null && answered !== commitment)
      throw new CliError('OPENING_WRONG', 'EVIDENCE_INVALID', {
        file: workspace.home.queryLog(commitment),
        expected: commitment,
        seen: answered,
      })
    out.say('logOpened', { dispatchId, commitment })
    const { organisation, officer, caseRef, licenceNo, asOf, purpose, legalBasis } = opening
    out.say('logAsker', { organisation, officer, time: instant(Number(request['askedAtMs'])) })
    out.say('logQuestion', { licence: licenceNo, asOf, caseRef, purpose, legalBasis })
    out.say(answered === null ? 'logNotChecked' : 'logChecked')
    out.document({ dispatchId, commitment, opening: { ...opening }, answererAgrees: answered === null ? null : true })
    return 0
  })
}

function pick({ organisation, officer }: JsonObject): JsonObject {
  return { organisation: organisation ?? null, officer: officer ?? null }
}

/** An opening that hashes right and says something else than the ledger was made for another question. */
function requireSame(opening: QueryOpening, request: JsonObject, zone: string): void {
  for (const [field, expected] of Object.entries(opening)) {
    if (field === 'salt' || request[field] === expected) continue
    const facts = { zone, field, expected: shown(request[field]), seen: shown(expected) }
    throw new CliError('OPENING_OTHER', 'EVIDENCE_INVALID', facts)
  }
}

/** The commitment on the answering ledger; null where it cannot be reached or has not answered. */
async function answeredWith(workspace: Workspace, dispatchId: string): Promise<string | null> {
  let answer: Json
  try {
    const justice = await workspace.session('justice')
    answer = await justice.query('query/answer', { client: CLIENT_ID, dispatchId })
  } catch (error) {
    if (error instanceof CliError && error.code === 'ZONE_UNREACHABLE') return null
    throw error
  }
  return answer === null ? null : shown(((answer as JsonObject)['question'] as JsonObject)['logCommitment'])
}
