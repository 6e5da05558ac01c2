import type { RelayerConfig, LinkConfig } from './config.ts'
import { loadKey, zoneOf } from './config.ts'
import { Direction } from './direction.ts'
import type { Log } from './direction.ts'
import { ZoneEnd } from './zone-end.ts'

/** Blocks read back at start: packets older than a day have timed out. */
export const LOOKBACK_BLOCKS = 20_000
/** Block results asked for at once while reading back. */
const LOOKBACK_BATCH = 64
export const TIMEOUT_CHECK_MS = 2_000
/** Trust is refreshed well before a third of any permitted trusting period has passed. */
export const REFRESH_MS = 15_000

/** Both directions between two zones. */
export class Link {
  readonly directions: readonly [Direction, Direction]
  readonly #timers: NodeJS.Timeout[] = []

  private constructor(a: ZoneEnd, b: ZoneEnd, log: Log) {
    this.directions = [new Direction(a, b, log), new Direction(b, a, log)]
  }

  static async open(config: RelayerConfig, { a, b }: LinkConfig, log: Log, onLost: () => void): Promise<Link> {
    const [first, second] = await Promise.all(
      [a, b].map(({ zone, client }) => {
        const own = zoneOf(config, zone)
        return ZoneEnd.connect({ name: own.name, url: own.url, clientId: client, officer: loadKey(own) })
      }) as [Promise<ZoneEnd>, Promise<ZoneEnd>],
    )
    const link = new Link(first, second, log)
    for (const end of [first, second]) end.rpc.onClose(onLost)
    for (const direction of link.directions) await link.#follow(direction, log)
    link.#every(TIMEOUT_CHECK_MS, (direction) => direction.timeOut(), log)
    link.#every(REFRESH_MS, (direction) => direction.refresh(), log)
    return link
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer)
    for (const { source } of this.directions) source.rpc.close()
  }

  /** Subscribes first, then reads back: a block between the two is seen twice, which does no harm. */
  async #follow(direction: Direction, log: Log): Promise<void> {
    const { rpc } = direction.source
    let isCaughtUp = false
    await rpc.subscribeBlocks(({ height, events }) => {
      direction.take(height, events)
      if (isCaughtUp) void this.#pump(direction, log)
    })
    const { height: last } = await rpc.status()
    for (let from = Math.max(1, last - LOOKBACK_BLOCKS); from <= last; from += LOOKBACK_BATCH) {
      const heights = Array.from({ length: Math.min(LOOKBACK_BATCH, last - from + 1) }, (_, at) => from + at)
      const blocks = await Promise.all(heights.map((height) => rpc.blockEvents(height)))
      blocks.forEach((events, at) => direction.take(heights[at] ?? last, events))
    }
    // Only now: a packet that had ended before the start is not carried again.
    isCaughtUp = true
    await this.#pump(direction, log)
  }

  async #pump(direction: Direction, log: Log): Promise<void> {
    try {
      await direction.pump()
    } catch (error) {
      log({ step: 'failed', from: direction.source.name, error: error instanceof Error ? error.message : 'unknown' })
    }
  }

  #every(ms: number, run: (direction: Direction) => Promise<void>, log: Log): void {
    const timer = setInterval(() => {
      for (const direction of this.directions) {
        run(direction).catch((error: unknown) =>
          log({
            step: 'failed',
            from: direction.source.name,
            error: error instanceof Error ? error.message : 'unknown',
          }),
        )
      }
    }, ms)
    this.#timers.push(timer)
  }
}
