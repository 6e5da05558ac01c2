import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { verifyBundle } from '@xiezhi/verifier'
import { reportLines } from '@xiezhi/verifier/report'
import type { Language } from '@xiezhi/verifier/report'
import { Home, readBytes } from '../../config/home.ts'
import { exitCode } from '../../exit-codes.ts'
import { Output } from '../../output.ts'

export interface VerifyOptions {
  readonly trust: string
  readonly lang?: Language
  readonly json?: boolean
}

/** Judges a bundle with nothing but the two files. */
export function verify(file: string, options: VerifyOptions): number {
  const out = new Output(options)
  const result = verifyBundle(nodeCrypto, readBytes(file), readBytes(trustFile(options.trust)))
  const languages: readonly Language[] = options.lang === undefined ? ['zh-CN', 'en'] : [options.lang]
  languages.forEach((language, at) => {
    if (at > 0) out.line('')
    for (const line of reportLines(result, language)) out.line(line)
  })
  out.document(result as unknown as Json)
  if (result.result === 'valid') return exitCode('OK')
  return exitCode(result.result === 'invalid' ? 'EVIDENCE_INVALID' : 'EVIDENCE_UNDECIDABLE')
}

/** A bare name that is not in this folder is looked for among the anchors of the data folder. */
function trustFile(named: string): string {
  const own = join(new Home().root, 'trust', named)
  return !existsSync(named) && basename(named) === named && existsSync(own) ? own : named
}
