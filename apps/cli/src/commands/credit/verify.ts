import { judgeResult, parseCheckTrust } from '@xiezhi/credit-check'
import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { CliError } from '../../cli-error.ts'
import { readBytes } from '../../config/home.ts'
import { exitCode } from '../../exit-codes.ts'
import { Output } from '../../output.ts'
import { creditRefusal } from './person-file.ts'

export interface VerifyOptions {
  readonly trust: string
  readonly json?: boolean
}

/** Judges a kept result without any network. @throws CliError CREDIT_CHECK, JSON_INVALID, FILE_UNREADABLE */
export function verifyResult(file: string, options: VerifyOptions): number {
  const out = new Output(options)
  const record = recordIn(file)
  try {
    const trust = parseCheckTrust(readBytes(options.trust))
    const { verdict, findings, statement } = judgeResult(nodeCrypto, suiteOf(record), record, trust)
    out.say('creditVerdict', { file, verdict, findings: findings.join(', ') || statement.answer })
    out.say('creditNotProved', { notProved: statement.notProved.join(', ') })
    out.document({ verdict, findings: [...findings], answer: statement.answer, atMs: statement.atMs })
    if (verdict === 'valid') return exitCode('OK')
    return exitCode(verdict === 'invalid' ? 'EVIDENCE_INVALID' : 'EVIDENCE_UNDECIDABLE')
  } catch (error) {
    throw creditRefusal(error)
  }
}

interface Kept {
  readonly request?: unknown
  readonly result?: { readonly statement?: { readonly requestDigest?: unknown } }
}

/** Request and result; a proof beside them is for `evidence`. */
function recordIn(file: string): Kept {
  try {
    const { request, result } = JSON.parse(Buffer.from(readBytes(file)).toString('utf8')) as Kept
    return { request, ...(result === undefined ? {} : { result }) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new CliError('JSON_INVALID', 'DATA', { file }, error)
  }
}

/** The digests name their algorithm. */
function suiteOf({ result }: Kept): ReturnType<typeof suite> {
  const digest = result?.statement?.requestDigest
  const isSm = typeof digest === 'string' && digest.startsWith('sm3:')
  return suite(nodeCrypto, isSm ? 'sm' : 'intl')
}
