import { parseArgs } from 'node:util'
import { loadConfig } from './config.ts'
import { Relayer } from './relayer.ts'

function log(entry: Readonly<Record<string, string | number>>): void {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`)
}

const { values } = parseArgs({ options: { config: { type: 'string' } } })
if (values.config === undefined) {
  process.stderr.write('usage: xiezhi-relayer --config <file>\n')
  process.exit(64)
}
try {
  const relayer = new Relayer(loadConfig(values.config), {
    log,
    ready: ({ a, b }) => process.stdout.write(`READY ${a.zone} ${b.zone}\n`),
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      relayer.stop()
      process.exit(0)
    })
  }
  await relayer.run()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'unknown'}\n`)
  process.exit(78)
}
