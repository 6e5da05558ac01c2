import { Type } from 'typebox'
import type { Static } from 'typebox'
import { ROLES } from '../role.ts'
import { bilingual, civilDate, code, count, flag, instant, nullable, oneOf, text } from './scalars.ts'

export const zoneState = Type.Object({
  name: text,
  chainId: text,
  /** The zone of this listener. */
  isOwn: flag,
  isReachable: flag,
  height: nullable(count),
  headerTimeMs: nullable(instant),
  /** A status call. */
  latencyMs: nullable(Type.Number({ minimum: 0 })),
  /** Of this gateway's projection; null for a zone that it does not follow. */
  projectedHeight: nullable(count),
  lagBlocks: nullable(count),
})
export const linkState = Type.Object({
  /** Zone on which the light client stands, and the zone that it follows. */
  zone: text,
  client: text,
  peer: text,
  isFrozen: flag,
  clientHeight: nullable(count),
  peerHeight: nullable(count),
  trustingPeriodMs: nullable(count),
  trustExpiresAtMs: nullable(instant),
  /** Share of the trusting period that has passed since the newest header, 0 to 1. */
  trustUsed: nullable(Type.Number({ minimum: 0 })),
  /** Packets on their way. */
  backlog: count,
})
/** A file of the other authority that was refused and lies in the quarantine; ended by taking it out. */
export const annexAlarm = Type.Object({
  /** Name of the file. */
  id: text,
  code,
  text: bilingual,
  todo: bilingual,
  owner: oneOf(['OPERATOR']),
  raisedAtMs: instant,
  dueAtMs: instant,
  state: oneOf(['OPEN', 'OVERDUE']),
})
export const annexState = Type.Object({
  /** The other authority, and how it is reached. */
  peer: text,
  carrier: oneOf(['https', 'file-drop']),
  /** Files that the one-way exchange has not fetched yet; null without a folder. */
  outgoing: nullable(count),
  alarms: Type.Array(annexAlarm),
})
export const operations = Type.Object({
  atMs: instant,
  zones: Type.Array(zoneState),
  links: Type.Array(linkState),
  outbox: Type.Object({ waiting: count, refused: count, failed: count, oldestWaitingMs: nullable(count) }),
  gateway: Type.Object({ startedAtMs: instant, sessions: count, liveStreams: count }),
  /** Of the ledger and of the annexes. */
  openAlarms: count,
  /** Null where no annexes are exchanged. */
  annexes: nullable(annexState),
})
export type Operations = Static<typeof operations>

export const operationsPoint = Type.Object({
  atMs: instant,
  zones: Type.Array(
    Type.Object({
      name: text,
      height: nullable(count),
      latencyMs: nullable(Type.Number()),
      lagBlocks: nullable(count),
    }),
  ),
  backlog: count,
  waiting: count,
})
export const operationsHistory = Type.Object({ stepMs: count, points: Type.Array(operationsPoint) })
export type OperationsHistory = Static<typeof operationsHistory>

/** Reads of personal and case data, counted; no content and no subjects. */
export const auditVolume = Type.Object({
  day: civilDate,
  route: text,
  purpose: text,
  role: oneOf(ROLES),
  reads: count,
  refused: count,
})
export type AuditVolume = Static<typeof auditVolume>

export const health = Type.Object({ status: oneOf(['ok', 'starting', 'unavailable']) })
export const readiness = Type.Object({
  status: oneOf(['ok', 'starting', 'unavailable']),
  checks: Type.Array(Type.Object({ name: text, isReady: flag })),
})
