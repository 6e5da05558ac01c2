import type { ErasureCertificate } from '@xiezhi/vault'
import type { GatewayConfig } from '../config.ts'
import { GatewayError } from '../gateway-error.ts'
import { erasePerson } from './erase-person.ts'
import type { PersonErasure } from './erase-person.ts'
import { openVault } from './open-vault.ts'
import { withOperatorDatabase } from './operator-database.ts'

/**
 * Erases a person from the vault of one authority, beside the gateway that runs on the same configuration.
 * @throws GatewayError CONFIG_INVALID, INPUT_INVALID, SUBJECT_UNKNOWN
 */
export async function eraseByOperator(
  config: GatewayConfig,
  authority: string,
  erasure: PersonErasure,
): Promise<readonly ErasureCertificate[]> {
  for (const [name, pattern] of [
    ['serial', /^\d{6}$/],
    ['reason', CODE],
    ['legalBasis', CODE],
  ] as const)
    if (!pattern.test(erasure[name]))
      throw new GatewayError('INPUT_INVALID', { part: 'arguments', path: `/${name}`, expected: pattern.source })
  return withOperatorDatabase(config, authority, async ({ own, db, clock }) => {
    const { vault } = await openVault(own, db, clock)
    return erasePerson(db, vault, erasure)
  })
}

const CODE = /^[A-Z][A-Z0-9_]{0,47}$/
