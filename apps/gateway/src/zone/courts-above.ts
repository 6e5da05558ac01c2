import type { ZoneLink } from './zone-link.ts'

/** Whether one court stands above another, at whatever distance, as the ledger's accreditations say. */
export async function isCourtAbove(zone: ZoneLink, court: string, below: string): Promise<boolean> {
  const chain = (await zone.query('authority/organisation', { organisation: below })) as unknown as readonly {
    readonly organisation: string
  }[]
  return chain.slice(1).some(({ organisation }) => organisation === court)
}
