import { existsSync } from 'node:fs'
import { CodecError } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { queryCommitment, queryOpeningSchema } from '@xiezhi/sdk'
import type { QueryOpening } from '@xiezhi/sdk'
import { CliError } from '../cli-error.ts'
import { readJson, writeFileWhole } from '../config/home.ts'
import type { Home } from '../config/home.ts'
import { newSalt } from './digest.ts'

export function commitmentOf(opening: QueryOpening): string {
  return queryCommitment(nodeCrypto, opening)
}

/** Keeps the opening in a file that only its owner may read, before the question is sent; gives the commitment. */
export function keepOpening(home: Home, asked: Omit<QueryOpening, 'salt'>): string {
  const opening = { salt: newSalt(), ...asked }
  const commitment = commitmentOf(opening)
  writeFileWhole(home.queryLog(commitment), `${JSON.stringify(opening, null, 2)}\n`, 0o600)
  return commitment
}

/** @throws CliError OPENING_MISSING, JSON_INVALID, OPENING_WRONG */
export function loadOpening(home: Home, commitment: string): QueryOpening {
  const file = home.queryLog(commitment)
  if (!existsSync(file)) throw new CliError('OPENING_MISSING', 'NO_INPUT', { file, commitment })
  let opening: QueryOpening
  try {
    opening = queryOpeningSchema.parse(readJson(file))
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    throw new CliError('OPENING_WRONG', 'EVIDENCE_INVALID', { file, expected: commitment, seen: error.code }, error)
  }
  const seen = commitmentOf(opening)
  if (seen !== commitment) throw new CliError('OPENING_WRONG', 'EVIDENCE_INVALID', { file, expected: commitment, seen })
  return opening
}
