import { parseArgs } from 'node:util'
import { loadConfig } from './config.ts'
import { GatewayError } from './gateway-error.ts'
import { printLog } from './log.ts'
import { startGateway } from './start-gateway.ts'
import type { RunningGateway } from './start-gateway.ts'

const USAGE = 'usage: xiezhi-gateway --config <file>\n'
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

const { values } = parseArgs({ options: { config: { type: 'string' } } })
if (values.config === undefined) {
  process.stderr.write(USAGE)
  process.exitCode = EXIT_USAGE
} else {
  try {
    running = await startGateway(loadConfig(values.config), printLog)
    await projected(running)
    for (const { name, url } of running.addresses) printLog({ event: 'READY', name, url })
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`)
    await stop(error instanceof GatewayError && error.code === 'CONFIG_INVALID' ? EXIT_CONFIG : EXIT_FAULT)
  }
}
