import { parseArgs } from 'node:util'
import { tokenSetByOperator } from './credit/check/build-token-set.ts'
import { loadConfig } from './config.ts'
import type { GatewayConfig } from './config.ts'
import { GatewayError } from './gateway-error.ts'
import { printLog } from './log.ts'
import { backupByOperator, erasuresForOperator, restoreByOperator } from './vault/backup-commands.ts'
import { eraseByOperator } from './vault/erase-command.ts'
import { startGateway } from './start-gateway.ts'
import type { RunningGateway } from './start-gateway.ts'

const USAGE = `usage: xiezhi-gateway --config <file>
       xiezhi-gateway erase --config <file> --authority court|justice --serial <6 digits> --reason <code> --basis <code>
       xiezhi-gateway backup --config <file> --authority court|justice --out <file>
       xiezhi-gateway restore --config <file> --authority court|justice --in <file> [--replace]
       xiezhi-gateway token-set --config <file> --authority court --subscriber <organisation> --out <folder> [--key-out <file>]
       xiezhi-gateway erasures --config <file> --authority court|justice
`
const PROJECTED_WAIT_MS = 30_000
const LOOK_MS = 50
const EXIT_FAULT = 1
const EXIT_USAGE = 64
const EXIT_CONFIG = 78

let running: RunningGateway | undefined
let stopping = false

async function stop(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  await running?.close()
  process.exit(code)
}

/** Pages are of use once the rows are there; a ledger that cannot be reached does not hold up the others. */
async function projected({ listeners }: RunningGateway): Promise<void> {
  const untilMs = Date.now() + PROJECTED_WAIT_MS
  while (Date.now() < untilMs && listeners.some(({ listener }) => listener.follower.height === null))
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0))

/** What an operator does to a vault; each prints documents, one a line. */
const OPERATOR_COMMANDS: Readonly<Record<string, (config: GatewayConfig) => Promise<readonly object[]>>> = {
  erase: (config) => {
    const { authority = '', serial = '', reason = '', basis = '' } = values
    return eraseByOperator(config, authority, { serial, reason, legalBasis: basis })
  },
  backup: async (config) => [await backupByOperator(config, values.authority ?? '', values.out ?? '')],
  restore: async (config) => {
    const { authority = '', in: file = '', replace = false } = values
    return [await restoreByOperator(config, authority, { file, replace })]
  },
  'token-set': async (config) => {
    const { authority = '', subscriber = '', out = '', 'key-out': keyOut = '' } = values
    return [await tokenSetByOperator(config, authority, { subscriber, out, keyOut })]
  },
  erasures: (config) => erasuresForOperator(config, values.authority ?? ''),
}

const text = { type: 'string' } as const
const { values, positionals } = parseArgs({
  options: {
    config: text,
    authority: text,
    serial: text,
    reason: text,
    basis: text,
    out: text,
    in: text,
    subscriber: text,
    'key-out': text,
    replace: { type: 'boolean' },
  },
  allowPositionals: true,
})
const [name] = positionals
const command = name === undefined ? undefined : OPERATOR_COMMANDS[name]
if (values.config === undefined || (name !== undefined && command === undefined)) {
  process.stderr.write(USAGE)
  process.exitCode = EXIT_USAGE
} else {
  try {
    if (command !== undefined) {
      for (const one of await command(loadConfig(values.config))) process.stdout.write(`${JSON.stringify(one)}\n`)
    } else {
      running = await startGateway(loadConfig(values.config), printLog)
      await projected(running)
      for (const address of running.addresses) printLog({ event: 'READY', ...address })
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`)
    await stop(error instanceof GatewayError && error.code === 'CONFIG_INVALID' ? EXIT_CONFIG : EXIT_FAULT)
  }
}
