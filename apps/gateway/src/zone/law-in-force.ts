import { bundledLaw, changeLaw } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import type { ZoneLink } from './zone-link.ts'

/** The law with the numbers that two persons have enacted on the ledger. Throws where the ledger cannot be asked. */
export async function lawInForce(zone: Pick<ZoneLink, 'query'>): Promise<LawBook> {
  return changeLaw(bundledLaw, await zone.query('governance/lawChange', {}))
}
