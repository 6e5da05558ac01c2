import { CliError } from '../../cli-error.ts'
import { Output } from '../../output.ts'
import { shown } from '../../zone/shown.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { JsonObject, ZoneSession } from '../../zone/zone-session.ts'

export interface ShowOptions {
  readonly id: string
  readonly json?: boolean
}

export async function show(options: ShowOptions): Promise<number> {
  const out = new Output(options)
  return Workspace.use(async (workspace) => {
    const fallback = await readFallback(await workspace.session('court'), options.id)
    sayFallback(out, fallback)
    out.document(fallback)
    return 0
  })
}

/** @throws CliError FALLBACK_UNKNOWN */
export async function readFallback(court: ZoneSession, fallbackId: string): Promise<JsonObject> {
  const found = await court.queryObject('query/fallback', { fallbackId })
  if (found === null) throw new CliError('FALLBACK_UNKNOWN', 'DATA', { fallbackId })
  return found
}

export function sayFallback(
  out: Output,
  { fallbackId, licenceNo, asOf, use, verdict, reason, state }: JsonObject,
): void {
  out.say('fallbackState', {
    fallbackId: shown(fallbackId),
    licence: shown(licenceNo),
    asOf: shown(asOf),
    use: shown(use),
    verdict: shown(verdict),
    reason: shown(reason),
    state: shown(state),
  })
}
