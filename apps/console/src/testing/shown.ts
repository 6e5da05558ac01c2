import type { Authority, Role } from '@xiezhi/gateway-api'

/** A page as a test opens it. */
export interface Shown {
  readonly path: string
  readonly authority: Authority
  readonly roles: readonly Role[]
  /** A text that stands on the page only if its content came. */
  readonly shows: string
  /** How many graphs it draws. */
  readonly graphs?: number
}
