import { readFileSync } from 'node:fs'

const FOLDER = new URL('../../../../vectors/crypto/', import.meta.url)

/** The cases of a file of `vectors/crypto`, such as `wycheproof/sm4-gcm`. `Case` is what the test reads of each. */
export function readVectors<Case>(name: string): Case[] {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as Case[]
}

/** What every Wycheproof case has. */
export interface Wycheproof {
  readonly tcId: number
  readonly comment: string
  readonly result: 'valid' | 'invalid' | 'acceptable'
}
