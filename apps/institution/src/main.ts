import { parseArgs } from 'node:util'
import { loadConfig } from './config.ts'
import { Institution } from './institution.ts'
import { InstitutionError } from './institution-error.ts'

const USAGE = `usage: xiezhi-institution --config <file>
`
// As in sysexits.h.
const EXIT_USAGE = 64
const EXIT_SOFTWARE = 70
const EXIT_CONFIG = 78

const OPTIONS = { config: { type: 'string' } } as const

function print(entry: Readonly<Record<string, string | number>>): void {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`)
}

async function run(file: string): Promise<void> {
  const institution = await Institution.start(loadConfig(file), print)
  const { port, adminPort, context } = institution
  process.stdout.write(`READY ${context.profile.institutionCode} ${port} ${adminPort ?? '-'}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      void institution.stop().then(() => process.exit(0))
    })
  }
}

function command(): Promise<void> | undefined {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true })
  if (positionals.length === 0 && values.config !== undefined) return run(values.config)
  return undefined
}

try {
  const running = command()
  if (running === undefined) {
    process.stderr.write(USAGE)
    process.exitCode = EXIT_USAGE
  } else await running
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'unknown'}\n`)
  process.exitCode = error instanceof InstitutionError ? EXIT_CONFIG : EXIT_SOFTWARE
}
