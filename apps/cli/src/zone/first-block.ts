import { setTimeout as sleep } from 'node:timers/promises'
import { CliError } from '../cli-error.ts'
import type { ZoneSession } from './zone-session.ts'

const FIRST_BLOCK_WAIT_MS = 60_000
const LOOK_MS = 200

/** Validators that have just started seek each other for some seconds. @throws CliError START_TIMEOUT */
export async function untilFirstBlock(session: ZoneSession): Promise<void> {
  const untilMs = Date.now() + FIRST_BLOCK_WAIT_MS
  for (;;) {
    if ((await session.guarded(() => session.client.status())).height > 0) return
    if (Date.now() > untilMs)
      throw new CliError('START_TIMEOUT', 'TEMPORARY', {
        process: session.zone.name,
        seconds: FIRST_BLOCK_WAIT_MS / 1_000,
        log: '',
      })
    await sleep(LOOK_MS)
  }
}
