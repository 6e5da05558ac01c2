import { existsSync } from 'node:fs'
import { CodecError, encodeCanonical, nullable, object, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { CliError } from '../cli-error.ts'
import { readJson, writeFileWhole } from '../config/home.ts'
import type { Home } from '../config/home.ts'
import { digestOf, newSalt } from './digest.ts'

/** Names the purpose inside the committed bytes: an opening of this log opens nothing else. */
const PURPOSE = 'xiezhi/query-log/v1'

const text = string({ bytesMin: 1, bytesMax: 128 })
const openingSchema = object({
  salt: string({ bytesMin: 32, bytesMax: 32, pattern: /^[0-9a-f]{32}$/ }),
  organisation: text,
  officer: text,
  caseRef: nullable(text),
  licenceNo: text,
  asOf: text,
  purpose: text,
  legalBasis: text,
})
/** What opens the commitment that stands in both query logs: it stays with the asker. */
export type LogOpening = Infer<typeof openingSchema>

/** `sha256:` over the canonical JSON of purpose and opening. */
export function commitmentOf(opening: LogOpening): string {
  return digestOf(encodeCanonical([PURPOSE, opening]))
}

/** Keeps the opening in a file that only its owner may read, before the question is sent; gives the commitment. */
export function keepOpening(home: Home, asked: Omit<LogOpening, 'salt'>): string {
  const opening = { salt: newSalt(), ...asked }
  const commitment = commitmentOf(opening)
  writeFileWhole(home.queryLog(commitment), `${JSON.stringify(opening, null, 2)}\n`, 0o600)
  return commitment
}

/** @throws CliError OPENING_MISSING, JSON_INVALID, OPENING_WRONG */
export function loadOpening(home: Home, commitment: string): LogOpening {
  const file = home.queryLog(commitment)
  if (!existsSync(file)) throw new CliError('OPENING_MISSING', 'NO_INPUT', { file, commitment })
  let opening: LogOpening
  try {
    opening = openingSchema.parse(readJson(file))
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    throw new CliError('OPENING_WRONG', 'EVIDENCE_INVALID', { file, expected: commitment, seen: error.code }, error)
  }
  const seen = commitmentOf(opening)
  if (seen !== commitment) throw new CliError('OPENING_WRONG', 'EVIDENCE_INVALID', { file, expected: commitment, seen })
  return opening
}
