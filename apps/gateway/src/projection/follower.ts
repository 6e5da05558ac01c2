import type { ProjectionPhase, ProjectionState } from '@xiezhi/gateway-api'
import { SdkError } from '@xiezhi/sdk'
import type { BlockChanges, ZoneClient } from '@xiezhi/sdk'
import type { Log } from '../log.ts'
import { reasonOf } from '../log.ts'
import type { ZoneLink } from '../zone/zone-link.ts'
import type { Building, Projection } from './projection.ts'
import { PREFIXES } from './tables.ts'
import type { Change } from './write-rows.ts'

/** Blocks asked for at once while catching up. */
const BLOCKS_PER_CALL = 64
const PAGE_ENTRIES = 2_000
const ENTRIES_MAX = 2_000
/** Blocks that come together are written together; so many are no delay that anybody would see. */
const BLOCKS_LATE_MAX = 10
const RETRY_FIRST_MS = 100
const RETRY_MAX_MS = 5_000

export interface Followed {
  readonly height: number
  readonly changes: readonly Change[]
}

export interface FollowerOptions {
  readonly link: ZoneLink
  readonly projection: Projection
  readonly log: Log
  /** Told of blocks after their rows are on disk: of several at once where they were waiting. */
  readonly onBlocks: (followed: Followed) => void
}

/** Keeps the projection at the zone's height: makes it where there is none, catches up, then follows block by block. */
export class Follower {
  readonly #options: FollowerOptions
  #stopped = false
  #height: number | null = null
  #isBuilding = false
  #zoneHeight = 0
  #wake: () => void = () => undefined
  #run: Promise<void> | undefined

  constructor(options: FollowerOptions) {
    this.#options = options
  }

  /** Of the rows; null while they are made. */
  get height(): number | null {
    return this.#height
  }

  /** As far as the zone has told. */
  get zoneHeight(): number {
    return this.#zoneHeight
  }

  /** How far the rows are: what each answer says of itself. */
  get state(): ProjectionState {
    return { phase: this.#phase(), height: this.#height, zoneHeight: this.#zoneHeight }
  }

  #phase(): ProjectionPhase {
    if (this.#isBuilding) return 'BUILDING'
    if (this.#height === null) return 'UNREACHED'
    return this.#zoneHeight - this.#height > BLOCKS_LATE_MAX ? 'BEHIND' : 'CURRENT'
  }

  start(): void {
    this.#run ??= this.#follow()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#wake()
    await this.#run
  }

  async #follow(): Promise<void> {
    let pauseMs = RETRY_FIRST_MS
    while (!this.#stopped) {
      try {
        await this.#session(() => {
          pauseMs = RETRY_FIRST_MS
        })
      } catch (error) {
        // A zone or a database that is away comes back; what is on disk says where to go on.
        this.#options.log({ event: 'PROJECTION_WAITS', reason: reasonOf(error) })
      }
      await this.#pause(pauseMs)
      pauseMs = Math.min(pauseMs * 2, RETRY_MAX_MS)
    }
  }

  /** Until the connection is lost. */
  async #session(worked: () => void): Promise<void> {
    const { link, projection } = this.#options
    const client = await link.client()
    const state = { isOpen: true }
    client.onClose(() => {
      state.isOpen = false
      this.#wake()
    })
    await client.subscribeBlocks(({ height }) => {
      this.#zoneHeight = Math.max(this.#zoneHeight, height)
      this.#wake()
    })
    this.#zoneHeight = Math.max(this.#zoneHeight, (await client.status()).height)
    const cursor = await projection.open()
    let height = cursor.height ?? (await this.#build(client))
    this.#height = height
    worked()
    while (!this.#isOver(state)) {
      if (height < this.#zoneHeight) height = await this.#catchUp(client, height)
      else await this.#pause(RETRY_MAX_MS)
    }
  }

  #isOver({ isOpen }: { readonly isOpen: boolean }): boolean {
    return !isOpen || this.#stopped
  }

  /** Applies what follows the height. Where the zone does not keep that any more, the rows are made anew. */
  async #catchUp(client: ZoneClient, from: number): Promise<number> {
    const { projection, onBlocks } = this.#options
    const changes = await client.stateChanges(from + 1, BLOCKS_PER_CALL, PREFIXES).catch(async (error: unknown) => {
      if (!isPruned(error)) throw error
      await projection.drop()
      return undefined
    })
    if (changes === undefined) return this.#build(client)
    this.#zoneHeight = Math.max(this.#zoneHeight, changes.height)
    let height = from
    for (const blocks of together(changes.blocks)) {
      const changed = await projection.applyBlocks(blocks)
      height += blocks.length
      this.#height = height
      onBlocks({ height, changes: changed })
      if (this.#stopped) break
    }
    return height
  }

  /** Pages of the state as it stands while they are read; the blocks since then are applied after them. */
  async #build(client: ZoneClient): Promise<number> {
    const { projection } = this.#options
    this.#height = null
    this.#isBuilding = true
    const known = (await projection.cursor()).building
    const { height: now } = await client.status()
    const from = known?.from ?? now
    let building: Building = known ?? { from, prefix: 0, after: '' }
    while (building.prefix < PREFIXES.length && !this.#stopped) building = await this.#addPage(client, building)
    if (this.#stopped) return from
    await projection.endBuilding(from)
    this.#isBuilding = false
    return from
  }

  async #addPage(client: ZoneClient, { from, prefix, after }: Building): Promise<Building> {
    const { entries, isLast } = await client.statePage(PREFIXES[prefix] ?? '', after, PAGE_ENTRIES)
    const next = isLast
      ? { from, prefix: prefix + 1, after: '' }
      : { from, prefix, after: entries.at(-1)?.key ?? after }
    await this.#options.projection.addPage(entries, next)
    return next
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
      if (this.#stopped) this.#wake()
    })
  }
}

/** Blocks that waited are written together, up to a bound on what one statement holds. */
function together(blocks: readonly BlockChanges[]): BlockChanges[][] {
  const groups: BlockChanges[][] = []
  let entries = 0
  for (const block of blocks) {
    const group = groups.at(-1)
    entries += block.changes.length
    if (group !== undefined && entries <= ENTRIES_MAX) group.push(block)
    else {
      groups.push([block])
      entries = block.changes.length
    }
  }
  return groups
}

function isPruned(error: unknown): boolean {
  return (
    error instanceof SdkError &&
    error.code === 'RPC_ERROR' &&
    typeof error.facts['reason'] === 'string' &&
    error.facts['reason'].startsWith('STORE_HEIGHT_UNAVAILABLE')
  )
}
