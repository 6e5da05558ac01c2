import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { CodecError, hexBytes, hexDecode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { OfficerKey } from '@xiezhi/sdk'
import { CliError } from '../cli-error.ts'
import { writeFileWhole } from '../config/home.ts'
import type { Home } from '../config/home.ts'

const SECRET_BYTES = 32

export interface OfficerRef {
  readonly zone: string
  readonly organisation: string
  readonly officer: string
}

/** The officer's key from its file. @throws CliError KEY_UNREADABLE; the key itself is never shown */
export function loadOfficer(home: Home, { zone, organisation, officer }: OfficerRef): OfficerKey {
  const file = home.key(zone, organisation, officer)
  const refuse = (cause: unknown): CliError =>
    new CliError('KEY_UNREADABLE', 'CONFIG', { officer: `${organisation}/${officer}`, file }, cause)
  let text: string
  try {
    text = readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw refuse(error)
  }
  try {
    const secret = hexDecode(hexBytes(SECRET_BYTES).parse(text))
    return { organisation, officer, signer: nodeCrypto.signer('ed25519', secret) }
  } catch (error) {
    if (error instanceof CodecError) throw refuse(error.code)
    throw error
  }
}

/** The same; a new key, readable by its owner only, where there is none. */
export function loadOrCreateOfficer(home: Home, ref: OfficerRef): OfficerKey {
  const file = home.key(ref.zone, ref.organisation, ref.officer)
  if (!existsSync(file)) writeFileWhole(file, `${randomBytes(SECRET_BYTES).toString('hex')}\n`, 0o600)
  return loadOfficer(home, ref)
}
