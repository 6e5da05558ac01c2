import { CLOCK_ROLES } from '@xiezhi/chain'
import { SAMPLE_STAFF } from '../sample/officers.ts'
import type { Zone } from '../config/alliance.ts'

/** The command that ends an alarm of the clock, by an officer of the zone who may. */
export function clockCure({ zone, kind }: { readonly zone: string; readonly kind: Zone['kind'] }): string {
  const roles: readonly string[] = CLOCK_ROLES
  const who = SAMPLE_STAFF[kind].officers.find((officer) => officer.roles.some((role) => roles.includes(role)))
  const { organisation = '<organisation>', officer = '<officer>' } = who ?? {}
  return `npx xiezhi node confirm-clock --zone ${zone} --as ${organisation}/${officer}`
}
