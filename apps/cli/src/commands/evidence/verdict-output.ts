import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { VerificationResult } from '@xiezhi/verifier'
import type { Language, reportLines } from '@xiezhi/verifier/report'
import { exitCode } from '../../exit-codes.ts'

export interface VerifyOptions {
  readonly trust: string
  readonly lang?: Language
  readonly json?: boolean
}

/** What `evidence verify` prints; the report is loaded only where one is printed. */
export function verdictText(
  result: VerificationResult,
  { lang, json = false }: Omit<VerifyOptions, 'trust'>,
  report: () => typeof reportLines,
): string {
  if (json) return `${JSON.stringify(result)}\n`
  const languages: readonly Language[] = lang === undefined ? ['zh-CN', 'en'] : [lang]
  const lines = report()
  return `${languages.map((language) => lines(result, language).join('\n')).join('\n\n')}\n`
}

export function verdictExit({ result }: VerificationResult): number {
  if (result === 'valid') return exitCode('OK')
  return exitCode(result === 'invalid' ? 'EVIDENCE_INVALID' : 'EVIDENCE_UNDECIDABLE')
}

/** A bare name that is not in this folder is looked for among the anchors of the data folder. */
export function trustPath(named: string): string {
  if (existsSync(named) || basename(named) !== named) return named
  const own = join(resolve(process.env['XIEZHI_HOME'] ?? '.xiezhi'), 'trust', named)
  return existsSync(own) ? own : named
}
