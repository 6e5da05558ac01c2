import { randomBytes, scrypt, scryptSync, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { array, CodecError, enumeration, hexBytes, hexDecode, nullable, object, optional, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { AUTHORITIES, ROLES } from '@xiezhi/gateway-api'
import { GatewayError } from '../gateway-error.ts'

const SALT_BYTES = 16
const HASH_BYTES = 32
const derive = promisify(scrypt) as (password: string, salt: Uint8Array, length: number) => Promise<Buffer>

const id = string({ bytesMin: 1, bytesMax: 64, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ })
const text = string({ bytesMin: 1, bytesMax: 120 })

const personSchema = object({
  /** What is typed at the sign-in page. */
  id,
  /** Invented. */
  name: text,
  zh: text,
  en: text,
  authorities: array(enumeration(AUTHORITIES), { min: 1, max: AUTHORITIES.length }),
  organisation: nullable(id),
  officer: nullable(id),
  roles: array(enumeration(ROLES), { min: 1, max: ROLES.length }),
  licence: nullable(string({ bytesMin: 17, bytesMax: 17, pattern: /^\d{17}$/ })),
  /** Of a person concerned: as whom the identity provider has identified it. */
  party: optional(object({ certificateType: id, certificateNumber: id, name: text })),
  password: object({ salt: hexBytes(SALT_BYTES), hash: hexBytes(HASH_BYTES) }),
})
export type SamplePerson = Infer<typeof personSchema>

const fileSchema = object({
  /** Shown at the sign-in page: these persons and their password are invented. */
  demonstrationPassword: text,
  persons: array(personSchema, { min: 1, max: 1_000 }),
})
export type PersonsFile = Infer<typeof fileSchema>

/** @throws GatewayError CONFIG_INVALID */
export function loadPersons(file: string): PersonsFile {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    const facts = error instanceof CodecError ? error.facts : { expected: 'a readable JSON file' }
    throw new GatewayError('CONFIG_INVALID', { file, ...facts }, error)
  }
}

/** Salt and hash (scrypt) of a password. */
export async function hashPassword(password: string): Promise<SamplePerson['password']> {
  const salt = randomBytes(SALT_BYTES)
  return { salt: salt.toString('hex'), hash: (await derive(password, salt, HASH_BYTES)).toString('hex') }
}

/**
 * The person whose password it is; takes as long for an unknown name. On the thread that calls it: the engine's pool of
 * threads serves all threads of the process, and many sign-ins of one moment would keep the database's connections waiting.
 */
export function checkPassword({ persons }: PersonsFile, name: string, password: string): SamplePerson | null {
  const found = persons.find((person) => person.id === name)
  const { salt, hash } = (found ?? persons[0])?.password ?? { salt: '', hash: '' }
  const seen = scryptSync(password, hexDecode(salt), HASH_BYTES)
  return found !== undefined && timingSafeEqual(seen, hexDecode(hash)) ? found : null
}
