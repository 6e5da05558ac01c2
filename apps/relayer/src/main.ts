import { parseArgs } from 'node:util'
import { MetricsServer } from '@xiezhi/metrics'
import { SdkError } from '@xiezhi/sdk'
import { alarmsOf, AlarmTeller } from './alarms.ts'
import type { Alarm } from './alarms.ts'
import { loadConfig } from './config.ts'
import type { RelayerConfig } from './config.ts'
import { runCosmosCheckpoint, runCosmosClient, runCosmosCounterparty } from './cosmos/run-cosmos.ts'
import { runExport, runImport } from './parcel/run-parcel.ts'
import { RelayerError } from './relayer-error.ts'
import { relayerChecks, relayerMetrics } from './relayer-metrics.ts'
import { Relayer } from './relayer.ts'
import { keepStatusFile } from './status-file.ts'

const USAGE = `usage: xiezhi-relayer --config <file>
       xiezhi-relayer export --config <file> --zone <name> --out <parcel> [--peer <chain id>] [--reply-to <parcel>]
       xiezhi-relayer import --config <file> --zone <name> --in <parcel> [--peer <chain id>]
       xiezhi-relayer cosmos-client --config <file> --chain <name> --zone <name>
       xiezhi-relayer cosmos-counterparty --config <file> --chain <name> --client <id> --peer-client <id>
       xiezhi-relayer cosmos-checkpoint --config <file> --chain <name>
`

const ALARM_CHECK_MS = 5_000

// As in sysexits.h.
const EXIT_USAGE = 64
const EXIT_PARCEL = 65
const EXIT_UNAVAILABLE = 69
const EXIT_CONFIG = 78

const OPTIONS = {
  config: { type: 'string' },
  zone: { type: 'string' },
  peer: { type: 'string' },
  out: { type: 'string' },
  in: { type: 'string' },
  'reply-to': { type: 'string' },
  chain: { type: 'string' },
  client: { type: 'string' },
  'peer-client': { type: 'string' },
} as const

function print(entry: Readonly<Record<string, string | number>>): void {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`)
}

async function relay(file: string): Promise<void> {
  const config = loadConfig(file)
  const relayer = new Relayer(config, {
    log: print,
    ready: ({ a, b }) => process.stdout.write(`READY ${a.zone} ${b.zone}\n`),
  })
  const { metricsPort, statusFile } = config
  const alarms = (): readonly Alarm[] => alarmsOf(relayer.status, Date.now())
  const teller = new AlarmTeller(print)
  setInterval(() => {
    teller.tell(alarms())
  }, ALARM_CHECK_MS)
  if (metricsPort !== undefined)
    await MetricsServer.listen({
      port: metricsPort,
      metrics: relayerMetrics(() => relayer.status, alarms),
      checks: () => relayerChecks(relayer.status),
    })
  if (statusFile !== undefined) keepStatusFile(statusFile, () => relayer.status, print)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      relayer.stop()
      process.exit(0)
    })
  }
  await relayer.run()
}

/** Undefined where the words are no command. */
function command(): Promise<void> | undefined {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true })
  const { config, zone, peer, out, in: file, 'reply-to': replyTo, chain } = values
  const [word, ...others] = positionals
  if (config === undefined || others.length > 0) return undefined
  if (word === undefined) return relay(config)
  if (word === 'export' && zone !== undefined && out !== undefined)
    return runExport(loadConfig(config), { zone, peer, out, replyTo }).then(print)
  if (word === 'import' && zone !== undefined && file !== undefined)
    return runImport(loadConfig(config), { zone, peer, in: file }).then(print)
  return chain === undefined ? undefined : cosmosCommand(word, loadConfig(config), { ...values, chain })?.then(print)
}

interface CosmosWords {
  readonly chain: string
  readonly zone?: string | undefined
  readonly client?: string | undefined
  readonly 'peer-client'?: string | undefined
}

function cosmosCommand(
  word: string,
  config: RelayerConfig,
  { chain, zone, client, 'peer-client': peerClient }: CosmosWords,
): Promise<Readonly<Record<string, string | number>>> | undefined {
  if (word === 'cosmos-checkpoint') return runCosmosCheckpoint(config, chain)
  if (word === 'cosmos-client' && zone !== undefined) return runCosmosClient(config, chain, zone)
  if (word === 'cosmos-counterparty' && client !== undefined && peerClient !== undefined)
    return runCosmosCounterparty(config, chain, { client, peerClient })
  return undefined
}

function exitOf(error: unknown): number {
  if (error instanceof RelayerError) return error.code.startsWith('PARCEL_') ? EXIT_PARCEL : EXIT_CONFIG
  return error instanceof SdkError ? EXIT_UNAVAILABLE : EXIT_USAGE
}

try {
  const running = command()
  if (running === undefined) {
    process.stderr.write(USAGE)
    process.exitCode = EXIT_USAGE
  } else await running
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'unknown'}\n`)
  process.exitCode = exitOf(error)
}
