import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CodecError, hexBytes, hexDecode, integer, literal, object, string } from '@xiezhi/codec'
import { openTokenSet, parseChanged, parseCheckTrust, TOKEN_KEY_BYTES, TokenEvaluator } from '@xiezhi/credit-check'
import type { Evaluation, TokenSet } from '@xiezhi/credit-check'
import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { CliError } from '../../cli-error.ts'
import { readBytes } from '../../config/home.ts'
import { Output } from '../../output.ts'
import { creditRefusal, readPerson } from './person-file.ts'

/** Of one key: a desk that checks who stands before it, not a program that tries persons out. */
const PER_MINUTE = 600
const PER_SET = 1_000_000
/** In the folder that the subscriber's gateway writes. */
const CHANGED_FILE = 'changed.json'
const OWNER_ONLY = 0o600

const text = string({ bytesMin: 1, bytesMax: 128 })
const keySchema = object({
  format: literal('xiezhi/token-key/v1'),
  subscriber: text,
  keyDigest: text,
  key: hexBytes(TOKEN_KEY_BYTES),
})
const rowSchema = object({ n: integer({ min: 1 }), atMs: integer({ min: 0 }), setId: text, purpose: text })

export interface SetCheckOptions {
  readonly key: string
  readonly trust: string
  readonly purpose: string
  readonly log: string
  /** Default: `changed.json` beside the set. */
  readonly changed?: string
  readonly person: string
  readonly json?: boolean
}

/** Yes or no from a set, without any network; the evaluation stands in the log first. @throws CliError CREDIT_CHECK, CREDIT_PERSON */
export function checkTokenSet(file: string, options: SetCheckOptions): number {
  const out = new Output(options)
  const person = readPerson(options.person)
  try {
    const set = openTokenSet(nodeCrypto, readBytes(file), parseCheckTrust(readBytes(options.trust)))
    const evaluator = evaluatorOf(set, options, options.changed ?? join(dirname(file), CHANGED_FILE))
    const { answer, asOfMs, validToMs, falsePositiveBits } = evaluator.check(set, person, options.purpose, Date.now())
    const asOf = new Date(asOfMs).toISOString()
    out.say('creditSetAnswer', { answer, asOf, bits: falsePositiveBits, n: evaluator.count })
    out.say('creditNotProved', { notProved: set.statement.assurance.notProved.join(', ') })
    out.document({ answer, asOfMs, validToMs, falsePositiveBits, evaluations: evaluator.count })
    return 0
  } catch (error) {
    throw creditRefusal(error)
  }
}

function evaluatorOf({ statement }: TokenSet, { key, log }: SetCheckOptions, changed: string): TokenEvaluator {
  const rows = rowsOf(log)
  return new TokenEvaluator({
    crypto: nodeCrypto,
    algorithms: suite(nodeCrypto, statement.suite),
    key: keyIn(key),
    perMinuteMax: PER_MINUTE,
    perSetMax: PER_SET,
    before: { n: rows.at(-1)?.n ?? 0, ofSet: rows.filter(({ setId }) => setId === statement.setId).length },
    changedAtMs: () => changedIn(changed),
    note: (row) => {
      append(log, row)
    },
  })
}

/** Null: the gateway has told of nothing yet. A folder that is not there is a mistake. */
function changedIn(file: string): number | null {
  if (existsSync(file)) return parseChanged(readBytes(file))
  if (existsSync(dirname(file))) return null
  throw new CliError('FILE_UNREADABLE', 'NO_INPUT', { file, reason: 'ENOENT' })
}

function keyIn(file: string): Uint8Array {
  try {
    return hexDecode(keySchema.parse(JSON.parse(Buffer.from(readBytes(file)).toString('utf8'))).key)
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof CodecError)) throw error
    throw new CliError('JSON_INVALID', 'DATA', { file }, error)
  }
}

function rowsOf(log: string): readonly Evaluation[] {
  if (!existsSync(log)) return []
  try {
    const lines = readFileSync(log, 'utf8').split('\n')
    return lines.filter((line) => line !== '').map((line) => rowSchema.parse(JSON.parse(line)))
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof CodecError)) throw error
    throw new CliError('JSON_INVALID', 'DATA', { file: log }, error)
  }
}

/** On disk before the answer. */
function append(log: string, row: Evaluation): void {
  const file = openSync(log, 'a', OWNER_ONLY)
  try {
    writeSync(file, `${JSON.stringify(row)}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
