import { LawError } from '@xiezhi/law'
import { CliError } from '../../cli-error.ts'

/** Runs law functions; their refusal of an input becomes that of the command. @throws CliError LAW_REFUSED */
export function lawful<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof LawError)) throw error
    const { expected = null, seen = null } = error.facts
    throw new CliError('LAW_REFUSED', 'DATA', { path: error.path, reason: error.code, expected, seen }, error)
  }
}
