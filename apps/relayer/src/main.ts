import { parseArgs } from 'node:util'
import { loadConfig } from './config.ts'
import { Link } from './link.ts'
import { RelayerError } from './relayer-error.ts'

/** Waits between attempts to reach zones that are not there. */
const RECONNECT_MS = 500

function log(entry: Readonly<Record<string, string | number>>): void {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`)
}

const { values } = parseArgs({ options: { config: { type: 'string' } } })
let stopping = false
const isRunning = (): boolean => !stopping
const links = new Set<Link>()

async function keepOpen(path: string): Promise<void> {
  const config = loadConfig(path)
  await Promise.all(
    config.links.map(async (link) => {
      for (let first = true; isRunning(); first = false) {
        try {
          let lost = (): void => undefined
          const isLost = new Promise<void>((resolve) => (lost = resolve))
          const open = await Link.open(config, link, log, lost)
          links.add(open)
          process.stdout.write(`READY ${link.a.zone} ${link.b.zone}\n`)
          await isLost
          links.delete(open)
          open.close()
          if (!stopping) log({ step: 'connection lost', a: link.a.zone, b: link.b.zone })
        } catch (error) {
          if (error instanceof RelayerError && error.code !== 'CLIENT_UNKNOWN') throw error
          if (first) log({ step: 'not reachable', error: error instanceof Error ? error.message : 'unknown' })
        }
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS))
      }
    }),
  )
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stopping = true
    for (const link of links) link.close()
    process.exit(0)
  })
}

if (values.config === undefined) {
  process.stderr.write('usage: xiezhi-relayer --config <file>\n')
  process.exit(64)
}
try {
  await keepOpen(values.config)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'unknown'}\n`)
  process.exit(78)
}
