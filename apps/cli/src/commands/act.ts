import { CliError } from '../cli-error.ts'
import { Output } from '../output.ts'

/**
 * Runs a command: its number is the exit code, its error is told in both languages. The last two arguments that commander
 * gives are the options and the command itself.
 */
export function act(run: (...args: never[]) => Promise<number> | number): (...args: unknown[]) => Promise<void> {
  return async (...args) => {
    const options = args.at(-2) as { readonly json?: boolean }
    try {
      process.exitCode = await run(...(args.slice(0, -1) as never[]))
    } catch (error) {
      const known = error instanceof CliError ? error : internal(error)
      process.exitCode = new Output(options).fail(known)
    }
  }
}

function internal(error: unknown): CliError {
  return new CliError('INTERNAL', 'SOFTWARE', { reason: error instanceof Error ? error.message : 'unknown' }, error)
}
