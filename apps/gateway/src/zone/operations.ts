import type { Operations, OperationsHistory } from '@xiezhi/gateway-api'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import { reasonOf } from '../log.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Follower } from '../projection/follower.ts'
import type { SessionStore } from '../session/session-store.ts'
import type { LiveFeed } from './live-feed.ts'
import type { ZoneLink } from './zone-link.ts'

const SAMPLE_MS = 10_000
const KEPT_MS = 24 * 3_600_000
const CLIENTS_MAX = 20
const WAITING_MAX = 100
const MINUTE_MS = 60_000

type ZoneState = Operations['zones'][number]
type LinkState = Operations['links'][number]

interface ClientAnswer {
  readonly clientId: string
  readonly chainId: string
  readonly latestHeight: number
  readonly trustingPeriodMs: number
  readonly frozen: unknown
  readonly latest: { readonly timeSeconds?: number; readonly timeMs?: number } | null
}

export interface OperationsSources {
  readonly zone: ZoneLink
  readonly peer: ZoneLink
  readonly follower: Follower
  readonly outbox: Outbox
  readonly sessions: SessionStore
  readonly live: LiveFeed
  readonly db: Database
  readonly startedAtMs: number
  readonly log: Log
}

/** State of zones, links and this process, and a sample of it every ten seconds for a day. */
export class OperationsWatch {
  readonly #sources: OperationsSources
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()

  constructor(sources: OperationsSources) {
    this.#sources = sources
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#running = this.#sample().catch((error: unknown) => {
        this.#sources.log({ event: 'SAMPLE_FAILED', reason: reasonOf(error) })
      })
    }, SAMPLE_MS)
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#running
  }

  async now(): Promise<Omit<Operations, 'annexes'>> {
    const { zone, peer, outbox, sessions, live, db, startedAtMs } = this.#sources
    const [own, other, waiting, count, alarms] = await Promise.all([
      this.#zoneState(zone, true),
      this.#zoneState(peer, false),
      outbox.store.counts(),
      sessions.count(),
      db
        .selectFrom('projection.alarm')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('state', '<>', 'DONE')
        .executeTakeFirst(),
    ])
    const links = await Promise.all([this.#links(zone, own, other), this.#links(peer, other, own)])
    return {
      atMs: Date.now(),
      zones: [own, other],
      links: links.flat(),
      outbox: waiting,
      gateway: { startedAtMs, sessions: count, liveStreams: live.size },
      openAlarms: alarms?.count ?? 0,
    }
  }

  async history(minutes: number): Promise<OperationsHistory> {
    const rows = await this.#sources.db
      .selectFrom('operations_point')
      .select('point')
      .where('at_ms', '>=', Date.now() - minutes * MINUTE_MS)
      .orderBy('at_ms')
      .execute()
    return {
      stepMs: SAMPLE_MS,
      points: rows.map(({ point }) => point as unknown as OperationsHistory['points'][number]),
    }
  }

  async #sample(): Promise<void> {
    const { atMs, zones, links, outbox } = await this.now()
    const point = {
      atMs,
      zones: zones.map(({ name, height, latencyMs, lagBlocks }) => ({ name, height, latencyMs, lagBlocks })),
      backlog: links.reduce((sum, { backlog }) => sum + backlog, 0),
      waiting: outbox.waiting,
    }
    const { db } = this.#sources
    await db
      .insertInto('operations_point')
      .values({ at_ms: atMs, point: JSON.stringify(point) })
      .execute()
    await db
      .deleteFrom('operations_point')
      .where('at_ms', '<', atMs - KEPT_MS)
      .execute()
  }

  async #zoneState(link: ZoneLink, isOwn: boolean): Promise<ZoneState> {
    const { name, chainId } = link.zone
    const { follower } = this.#sources
    const projectedHeight = isOwn ? follower.height : null
    const startedMs = performance.now()
    try {
      const { height, timeText } = await (await link.client()).status()
      const latencyMs = Math.round((performance.now() - startedMs) * 100) / 100
      const lagBlocks = projectedHeight === null ? null : Math.max(0, height - projectedHeight)
      return {
        name,
        chainId,
        isOwn,
        isReachable: true,
        height,
        headerTimeMs: Date.parse(timeText),
        latencyMs,
        projectedHeight,
        lagBlocks,
      }
    } catch {
      return {
        name,
        chainId,
        isOwn,
        isReachable: false,
        height: null,
        headerTimeMs: null,
        latencyMs: null,
        projectedHeight,
        lagBlocks: null,
      }
    }
  }

  /** Light clients on a zone, and what they follow. How old their trust is counts by the time of the zone that they lie on. */
  async #links(on: ZoneLink, { headerTimeMs }: ZoneState, peer: ZoneState): Promise<LinkState[]> {
    const nowMs = headerTimeMs ?? Date.now()
    try {
      const clients = (await on.query('client/clients', { limit: CLIENTS_MAX })) as unknown as readonly ClientAnswer[]
      return await Promise.all(
        clients.map(async ({ clientId, chainId, latestHeight, trustingPeriodMs, frozen, latest }) => {
          const seenAtMs = latest?.timeMs ?? (latest?.timeSeconds === undefined ? null : latest.timeSeconds * 1_000)
          return {
            zone: on.zone.name,
            client: clientId,
            peer: chainId,
            isFrozen: frozen !== null,
            clientHeight: latestHeight,
            peerHeight: chainId === peer.chainId ? peer.height : null,
            trustingPeriodMs,
            trustExpiresAtMs: seenAtMs === null ? null : seenAtMs + trustingPeriodMs,
            trustUsed: seenAtMs === null ? null : Math.max(0, (nowMs - seenAtMs) / trustingPeriodMs),
            backlog: await waitingOn(on, clientId),
          }
        }),
      )
    } catch {
      return []
    }
  }
}

/** Packets that were sent and have not ended. */
async function waitingOn(on: ZoneLink, clientId: string): Promise<number> {
  try {
    const page = await (await on.client()).statePage(`packet/sent/${clientId}/`, '', WAITING_MAX)
    return page.entries.length
  } catch {
    return 0
  }
}
