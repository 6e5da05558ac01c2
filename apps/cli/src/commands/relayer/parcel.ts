import { CliError } from '../../cli-error.ts'
import type { CliFacts } from '../../cli-error.ts'
import { Home } from '../../config/home.ts'
import { EXIT_CODES } from '../../exit-codes.ts'
import type { ExitName } from '../../exit-codes.ts'
import { Output } from '../../output.ts'
import { runToEnd } from '../../process/child-process.ts'

interface PlaceOptions {
  readonly zone: string
  readonly peer?: string
  readonly config?: string
  readonly json?: boolean
}
export type ExportOptions = PlaceOptions & { readonly out: string; readonly replyTo?: string }
export type ImportOptions = PlaceOptions & { readonly in: string }

export async function exportParcel(options: ExportOptions): Promise<number> {
  const { out: file, replyTo } = options
  const reply = replyTo === undefined ? [] : ['--reply-to', replyTo]
  const report = await runRelayer('export', options, ['--out', file, ...reply])
  const out = new Output(options)
  out.say('parcelExported', report)
  out.document(report)
  return 0
}

export async function importParcel(options: ImportOptions): Promise<number> {
  const report = await runRelayer('import', options, ['--in', options.in])
  const out = new Output(options)
  out.say('parcelImported', report)
  out.document(report)
  return 0
}

/** The relayer's own program does it: it holds the carriers, and no app imports another. @throws CliError RELAYER_REFUSED */
async function runRelayer(word: string, place: PlaceOptions, args: readonly string[]): Promise<CliFacts> {
  const config = place.config ?? new Home().relayerConfig
  const peer = place.peer === undefined ? [] : ['--peer', place.peer]
  const own = [word, '--config', config, '--zone', place.zone, ...args, ...peer]
  const { exit, out, errors } = await runToEnd('relayer', own)
  const report = exit === 0 ? reportIn(out) : undefined
  if (report !== undefined) return report
  throw new CliError('RELAYER_REFUSED', exitName(exit), { command: `relayer ${word}`, reason: errors.trim() })
}

function reportIn(text: string): CliFacts | undefined {
  try {
    return JSON.parse(text.trim().split('\n').at(-1) ?? '') as CliFacts
  } catch {
    return undefined
  }
}

/** The relayer uses the same numbers. */
function exitName(exit: number | null): ExitName {
  const found = Object.entries(EXIT_CODES).find(([, { code }]) => code === exit && code > 0)
  return found === undefined ? 'SOFTWARE' : (found[0] as ExitName)
}
