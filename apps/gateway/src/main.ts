import { parseArgs } from 'node:util'
import { loadConfig } from './config.ts'
import { GatewayError } from './gateway-error.ts'
import { printLog } from './log.ts'
import { eraseByOperator } from './vault/erase-command.ts'
import { startGateway } from './start-gateway.ts'
import type { RunningGateway } from './start-gateway.ts'

const USAGE = `usage: xiezhi-gateway --config <file>
       xiezhi-gateway erase --config <file> --authority court|justice --serial <6 digits> --reason <code> --basis <code>
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

/** Prints the certificates, one a line. */
async function erase(config: string): Promise<void> {
  const { authority = '', serial = '', reason = '', basis = '' } = values
  const done = await eraseByOperator(loadConfig(config), authority, { serial, reason, legalBasis: basis })
  for (const certificate of done) process.stdout.write(`${JSON.stringify(certificate)}\n`)
}

const text = { type: 'string' } as const
const { values, positionals } = parseArgs({
  options: { config: text, authority: text, serial: text, reason: text, basis: text },
  allowPositionals: true,
})
const [command] = positionals
if (values.config === undefined || (command !== undefined && command !== 'erase')) {
  process.stderr.write(USAGE)
  process.exitCode = EXIT_USAGE
} else {
  try {
    if (command === 'erase') await erase(values.config)
    else {
      running = await startGateway(loadConfig(values.config), printLog)
      await projected(running)
      for (const { name, url } of running.addresses) printLog({ event: 'READY', name, url })
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`)
    await stop(error instanceof GatewayError && error.code === 'CONFIG_INVALID' ? EXIT_CONFIG : EXIT_FAULT)
  }
}
