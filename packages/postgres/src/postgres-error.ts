export type PostgresErrorCode =
  /** No server program: neither the bundled one for this platform nor an installed one. */
  | 'BINARIES_MISSING'
  /** The data folder was written by another major version. */
  | 'VERSION_MISMATCH'
  /** PostgreSQL does not run as root, and there is no other user for it. */
  | 'USER_MISSING'
  /** The server's user cannot enter a folder above the data. */
  | 'FOLDER_UNREACHABLE'
  | 'SERVER_FAILED'
  | 'CONNECTION_CLOSED'
  | 'QUERY_FAILED'

export class PostgresError extends Error {
  readonly code: PostgresErrorCode
  readonly facts: Readonly<Record<string, string | number>>

  constructor(code: PostgresErrorCode, facts: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, cause === undefined ? undefined : { cause })
    this.name = 'PostgresError'
    this.code = code
    this.facts = facts
  }
}
