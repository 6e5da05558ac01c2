import { GatewayError } from '../gateway-error.ts'
import type { OpenSession } from '../session/person.ts'

/** Place in the index of whoever is signed in. @throws GatewayError ROLE_MISSING: nobody whom the identity provider has not identified sees anything */
export function keyOf({ person }: OpenSession): string {
  if (person.party === undefined) throw new GatewayError('ROLE_MISSING')
  return person.party.indexKey
}
