import type { FastifyInstance } from 'fastify'
import { stopAll } from './bounded-stop.ts'
import type { StopStep } from './bounded-stop.ts'
import type { Database } from './db/database.ts'
import type { Log } from './log.ts'
import type { Listener } from './routes/listener.ts'
import type { ServiceKeys } from './signing/service-keys.ts'

/** A transaction that is under way has its block in that time; a ledger that is gone never has. */
const LEDGER_GRACE_MS = 3_000
/** Of one part of a listener. */
const PART_STOP_MS_MAX = 8_000

interface Work {
  stop(): unknown
}

export interface ListenerParts {
  readonly listener: Listener
  readonly app: FastifyInstance
  readonly services: ServiceKeys
  readonly databases: readonly Database[]
  /** What runs beside the requests, by name, in the order in which it ends. */
  readonly works: Readonly<Record<string, Work | undefined>>
  readonly log: Log
}

/** Ends a listener: nothing new begins, what is under way ends, and then what all of it rests on is closed. */
export async function stopListener({ listener, app, services, databases, works, log }: ListenerParts): Promise<void> {
  listener.live.close()
  listener.outbox.releaseHeld()
  const closeLinks = (): void => {
    listener.zone.close()
    listener.peer.close()
  }
  // What waits for a ledger that is gone does not wait longer than that: its link is closed, and the wait fails.
  const cut = setTimeout(closeLinks, LEDGER_GRACE_MS)
  const part = (name: string, stop: StopStep['stop']): StopStep => ({
    name: `${listener.config.authority}/${name}`,
    stop,
  })
  const steps = [
    part('operations', () => listener.operations.stop()),
    part('http', () => app.close()),
    part('outbox', () => listener.outbox.stop()),
    ...Object.entries(works).map(([name, work]) => part(name, () => work?.stop())),
    part('keys', () => {
      listener.keys.close()
      services.close()
      closeLinks()
    }),
    part('follower', () => listener.follower.stop()),
    part('database', () => Promise.all(databases.map((db) => db.destroy()))),
  ]
  await stopAll(steps, log, PART_STOP_MS_MAX)
  clearTimeout(cut)
}
