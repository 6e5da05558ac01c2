import { leaseTermination } from './lease-termination.ts'
import { rankSecurity } from './rank-security.ts'
import { securityOpposability } from './security-opposability.ts'

/** Security in movables and financing lease (动产担保), article 22. */
export const movable = { rankSecurity, securityOpposability, leaseTermination }
