import { readFileSync } from 'node:fs'
import type { Crypto } from '@xiezhi/crypto'
import { verifyBundle } from '@xiezhi/verifier'
import type { TimestampJudge } from '@xiezhi/verifier'
import type { Language, reportLines } from '@xiezhi/verifier/report'
import { commitCrypto } from './commit-crypto.ts'
import { trustPath, verdictExit, verdictText } from './verdict-output.ts'
import type { VerifyOptions } from './verdict-output.ts'

export { commitCrypto } from './commit-crypto.ts'
export { verifyBundle } from '@xiezhi/verifier'

/** What is loaded only where it is needed. */
export interface LaterParts {
  readonly crypto: () => Crypto
  readonly report: () => typeof reportLines
  readonly timestamp: () => TimestampJudge
}

/**
 * `xiezhi evidence verify` without the rest of the command line, for a process that does nothing else: judges, prints, and
 * returns the exit code. Undefined: nothing was done, because the arguments or files are not plain; the whole command line
 * says what is wrong.
 */
export function verifyAlone(args: readonly string[], later: LaterParts): number | undefined {
  const asked = argumentsOf(args)
  if (asked === undefined) return undefined
  const [bundle, trust] = [bytesOf(asked.file), bytesOf(trustPath(asked.options.trust))]
  if (bundle === undefined || trust === undefined) return undefined
  const result = verifyBundle(commitCrypto(later.crypto), bundle, trust, later.timestamp)
  // Whoever reads our output may stop reading (`| head`): the exit code stands.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  process.stdout.write(verdictText(result, asked.options, later.report))
  return verdictExit(result)
}

const LANGUAGES: readonly string[] = ['zh-CN', 'en'] satisfies Language[]

/** `<file> --trust <file> [--lang zh-CN|en] [--json]` in any order; undefined for anything else. */
function argumentsOf(args: readonly string[]): { readonly file: string; readonly options: VerifyOptions } | undefined {
  const values = new Map<string, string>()
  let json = false
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? ''
    if (arg === '--json') json = true
    else if (arg === '--trust' || arg === '--lang') {
      at += 1
      if (values.has(arg)) return undefined
      values.set(arg, args[at] ?? '-')
    } else if (values.has('file')) return undefined
    else values.set('file', arg)
  }
  const [file, trust, lang] = [values.get('file'), values.get('--trust'), values.get('--lang')]
  if (file === undefined || trust === undefined) return undefined
  // An empty name or an option in the place of a value: not ours to judge.
  if ([file, trust].some((name) => name === '' || name.startsWith('-'))) return undefined
  if (lang === undefined) return { file, options: { trust, json } }
  return LANGUAGES.includes(lang) ? { file, options: { trust, json, lang: lang as Language } } : undefined
}

function bytesOf(path: string): Uint8Array | undefined {
  try {
    return new Uint8Array(readFileSync(path))
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}
