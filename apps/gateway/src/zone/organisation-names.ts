import type { Bilingual } from '@xiezhi/gateway-api'
import type { ZoneLink } from './zone-link.ts'

/** Names as this zone's accreditations have them; whoever it does not know, and a ledger that is away, leave the id. */
export async function organisationNames(
  zone: Pick<ZoneLink, 'query'>,
  organisations: readonly string[],
): Promise<(organisation: string) => Bilingual> {
  const found = await Promise.all(
    [...new Set(organisations)].map(async (organisation) => [organisation, await nameOf(zone, organisation)] as const),
  )
  const names = new Map(found)
  return (organisation) => names.get(organisation) ?? { zh: organisation, en: organisation }
}

async function nameOf(zone: Pick<ZoneLink, 'query'>, organisation: string): Promise<Bilingual> {
  try {
    const [own] = (await zone.query('authority/organisation', { organisation })) as unknown as readonly Bilingual[]
    if (own !== undefined) return { zh: own.zh, en: own.en }
  } catch {
    // The id says which.
  }
  return { zh: organisation, en: organisation }
}
