export { StampAuthority } from './stamp-authority.ts'
export type { AuthorityParts, TokenParts } from './stamp-authority.ts'
