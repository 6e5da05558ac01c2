import type { ErrorCode } from './i18n/error-codes.ts'
import type { ExitName } from './exit-codes.ts'

export type CliFacts = Readonly<Record<string, string | number | boolean | null>>

/** What a command tells its user and exits with. Texts stand in `i18n`, by code; `facts` fill them. */
export class CliError extends Error {
  readonly code: ErrorCode
  readonly exit: ExitName
  readonly facts: CliFacts

  constructor(code: ErrorCode, exit: ExitName, facts: CliFacts = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, cause === undefined ? undefined : { cause })
    this.name = 'CliError'
    this.code = code
    this.exit = exit
    this.facts = facts
  }
}
