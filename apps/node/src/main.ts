import { parseArgs } from 'node:util'
import { loadConfig } from './config.ts'
import { NodeError } from './node-error.ts'
import { runZone } from './run-zone.ts'
import type { RunningZone } from './run-zone.ts'

/** How often the hosts are looked at; a zone that makes no blocks must not go unnoticed. */
const FAULT_CHECK_MS = 500

const EXIT_FAULT = 1
const EXIT_USAGE = 64
const EXIT_CONFIG = 78

const running: RunningZone[] = []
let stopping = false

async function stop(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  await Promise.allSettled(running.map((zone) => zone.stop()))
  process.exit(code)
}

function report(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`)
}

/** Each alarm of a clock once. */
function tellAlarm(zone: RunningZone, told: Map<string, number>): void {
  const { name } = zone
  const standing = zone.alarm()
  if (standing === undefined || told.get(name) === standing.number) return
  told.set(name, standing.number)
  process.stdout.write(`${JSON.stringify({ event: 'CLOCK_ALARM', zone: name, ...standing })}\n`)
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { config: { type: 'string' } } })
  if (values.config === undefined) {
    process.stderr.write('usage: xiezhi-node --config <file>\n')
    process.exit(EXIT_USAGE)
  }
  for (const zone of loadConfig(values.config).zones) {
    const open = await runZone(zone)
    running.push(open)
    const { name, chainId, port, validator, height } = open
    process.stdout.write(`${JSON.stringify({ event: 'READY', zone: name, chainId, port, validator, height })}\n`)
  }
  const told = new Map<string, number>()
  setInterval(() => {
    for (const zone of running) {
      tellAlarm(zone, told)
      const fault = zone.fault()
      if (fault === undefined || stopping) continue
      process.stderr.write(`zone ${zone.name} has stopped making blocks\n`)
      report(fault)
      void stop(EXIT_FAULT)
    }
  }, FAULT_CHECK_MS)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0))

try {
  await main()
} catch (error) {
  report(error)
  await stop(error instanceof NodeError && error.code === 'CONFIG_INVALID' ? EXIT_CONFIG : EXIT_FAULT)
}
