import type { ErasureCertificate } from '@xiezhi/vault'
import type { GatewayConfig } from '../config.ts'
import { openDatabase } from '../db/database.ts'
import { databaseUrl } from '../db/provision.ts'
import { GatewayError } from '../gateway-error.ts'
import { ZoneClock } from '../zone/zone-clock.ts'
import { ZoneLink } from '../zone/zone-link.ts'
import { erasePerson } from './erase-person.ts'
import type { PersonErasure } from './erase-person.ts'
import { openVault } from './open-vault.ts'

/**
 * Erases a person from the vault of one authority, beside the gateway that runs on the same configuration.
 * @throws GatewayError CONFIG_INVALID, INPUT_INVALID, SUBJECT_UNKNOWN
 */
export async function eraseByOperator(
  config: GatewayConfig,
  authority: string,
  erasure: PersonErasure,
): Promise<readonly ErasureCertificate[]> {
  const own = config.listeners.find((listener) => listener.authority === authority)
  if (own === undefined) throw new GatewayError('CONFIG_INVALID', { path: '/listeners', expected: authority })
  for (const [name, pattern] of [
    ['serial', /^\d{6}$/],
    ['reason', CODE],
    ['legalBasis', CODE],
  ] as const)
    if (!pattern.test(erasure[name]))
      throw new GatewayError('INPUT_INVALID', { part: 'arguments', path: `/${name}`, expected: pattern.source })
  const { db } = openDatabase(databaseUrl(config, own), 2)
  const zone = new ZoneLink(own.zone)
  try {
    const { vault } = await openVault(own, db, new ZoneClock(zone))
    return await erasePerson(db, vault, erasure)
  } finally {
    zone.close()
    await db.destroy()
  }
}

const CODE = /^[A-Z][A-Z0-9_]{0,47}$/
