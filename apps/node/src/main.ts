import { parseArgs } from 'node:util'
import { MetricsServer } from '@xiezhi/metrics'
import type { Check } from '@xiezhi/metrics'
import { loadConfig } from './config.ts'
import type { NodeConfig } from './config.ts'
import { backupNode, restoreNode } from './backup-node.ts'
import { exportFromFolder, importToFolder, zoneOf } from './move-zone.ts'
import { NodeError } from './node-error.ts'
import { nodeChecks, nodeMetrics } from './node-metrics.ts'
import { ScenarioClock } from './scenario-clock.ts'
import { runZone } from './run-zone.ts'
import type { RunningZone } from './zone-files.ts'

/** How often the hosts are looked at; a zone that makes no blocks must not go unnoticed. */
const FAULT_CHECK_MS = 500

const USAGE = `usage: xiezhi-node --config <file>
       xiezhi-node export --config <file> --zone <name> --out <file>
       xiezhi-node import --config <file> --zone <name> --in <file> [--key <validator key>] [--old <folder of the zone>]
       xiezhi-node backup --config <file> --zone <name> --out <folder>
       xiezhi-node restore --config <file> --zone <name> --in <folder> [--key <validator key> --peer <url of an RPC> …]
`

/** What the configuration is at fault for. */
const CONFIG_CODES: readonly string[] = ['CONFIG_INVALID', 'SCENARIO_CLOCK_REFUSED']

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
  print({ event: 'CLOCK_ALARM', zone: name, ...standing })
}

const OPTIONS = {
  config: { type: 'string' },
  zone: { type: 'string' },
  out: { type: 'string' },
  in: { type: 'string' },
  key: { type: 'string' },
  old: { type: 'string' },
  peer: { type: 'string', multiple: true },
} as const

function print(document: object): void {
  process.stdout.write(`${JSON.stringify(document)}\n`)
}

/** Undefined where the words are no command. */
function command(): Promise<void> | undefined {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true })
  const { config, zone, out, in: file, key, old, peer: peers = [] } = values
  const [word, ...others] = positionals
  if (config === undefined || others.length > 0) return undefined
  const loaded = loadConfig(config)
  if (word === undefined) return run(loaded)
  if (zone === undefined) return undefined
  if (word === 'export' && out !== undefined)
    return exportFromFolder(zoneOf(loaded, zone), out, scenarioOf(loaded)).then(print)
  if (word === 'import' && file !== undefined)
    return importToFolder(zoneOf(loaded, zone), { in: file, key, old }).then(print)
  if (word === 'backup' && out !== undefined) return backupNode(zoneOf(loaded, zone), out).then(print)
  if (word === 'restore' && file !== undefined)
    return restoreNode(zoneOf(loaded, zone), { in: file, key, peers }).then(print)
  return undefined
}

function scenarioOf({ mode, scenarioClock }: NodeConfig): ScenarioClock | undefined {
  return mode === 'demonstration' && scenarioClock !== undefined ? new ScenarioClock(scenarioClock) : undefined
}

async function run(config: NodeConfig): Promise<void> {
  const scenario = scenarioOf(config)
  const { metricsPort } = config
  // Before the zones: a start that takes long is seen as one.
  if (metricsPort !== undefined) {
    const names = config.zones.map(({ name }) => name)
    const checks = (): readonly Check[] => nodeChecks(names, running)
    await MetricsServer.listen({ port: metricsPort, metrics: nodeMetrics(() => running), checks })
  }
  for (const zone of config.zones) {
    const open = await runZone(zone, scenario)
    running.push(open)
    const { name, chainId, port, validator, height } = open
    print({ event: 'READY', zone: name, chainId, port, validator, height })
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
  const started = command()
  if (started === undefined) {
    process.stderr.write(USAGE)
    process.exitCode = EXIT_USAGE
  } else await started
} catch (error) {
  report(error)
  await stop(error instanceof NodeError && CONFIG_CODES.includes(error.code) ? EXIT_CONFIG : EXIT_FAULT)
}
