import type { Log } from './log.ts'
import type { LinkStatus } from './relayer.ts'

/** A link that has been down for so long is an outage. */
export const LINK_DOWN_MS = 60_000
/** Packets and answers that wait in one direction. */
export const BACKLOG_ALARM = 1_000
/** Tries in a row that carried nothing. */
export const FAILURES_ALARM = 5

export type AlarmKind =
  | 'LINK_DOWN'
  | 'BACKLOG_HIGH'
  | 'CARRIES_NOTHING'
  | 'GIVEN_UP'
  | 'CLIENT_HALF'
  | 'CLIENT_TWO_THIRDS'
  | 'CLIENT_EXPIRED'
  | 'CLIENT_FROZEN'

/** What an operator should look at; docs/operations.md says what to do. */
export interface Alarm {
  readonly kind: AlarmKind
  readonly a: string
  readonly b: string
  /** The zone that it comes from or lies on; empty where it concerns both. */
  readonly zone: string
}

const CLIENT_ALARMS = {
  half: 'CLIENT_HALF',
  'two-thirds': 'CLIENT_TWO_THIRDS',
  expired: 'CLIENT_EXPIRED',
  frozen: 'CLIENT_FROZEN',
} as const

/** The alarms that the state of the links calls for. */
export function alarmsOf(links: readonly LinkStatus[], nowMs: number): readonly Alarm[] {
  return links.flatMap(({ a, b, isOpen, downSinceMs, directions, clients }) => {
    const alarm = (kind: AlarmKind, zone = ''): Alarm => ({ kind, a, b, zone })
    if (!isOpen) return downSinceMs !== null && nowMs - downSinceMs >= LINK_DOWN_MS ? [alarm('LINK_DOWN')] : []
    return [
      ...directions.flatMap(({ from, backlog, failures, refused }) => [
        ...(backlog >= BACKLOG_ALARM ? [alarm('BACKLOG_HIGH', from)] : []),
        ...(failures >= FAILURES_ALARM ? [alarm('CARRIES_NOTHING', from)] : []),
        ...(refused.some(({ nextMs }) => nextMs === null) ? [alarm('GIVEN_UP', from)] : []),
      ]),
      ...clients.flatMap(({ on, state }) => (state === 'active' ? [] : [alarm(CLIENT_ALARMS[state], on)])),
    ]
  })
}

/** Tells each alarm once when it begins and once when it is over. */
export class AlarmTeller {
  readonly #log: Log
  #standing: ReadonlyMap<string, Alarm> = new Map()

  constructor(log: Log) {
    this.#log = log
  }

  tell(alarms: readonly Alarm[]): void {
    const standing = new Map(alarms.map((alarm) => [JSON.stringify(alarm), alarm]))
    for (const [key, alarm] of standing) if (!this.#standing.has(key)) this.#log({ step: 'alarm', ...alarm })
    for (const [key, alarm] of this.#standing) if (!standing.has(key)) this.#log({ step: 'alarm over', ...alarm })
    this.#standing = standing
  }
}
