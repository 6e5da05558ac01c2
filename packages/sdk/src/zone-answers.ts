import type { Json } from '@xiezhi/codec'
import type { LightBlock } from '@xiezhi/comet'
import type { Event } from '@xiezhi/kernel'

export interface ZoneStatus {
  readonly chainId: string
  readonly height: number
  /** RFC 3339 time of the latest header. */
  readonly timeText: string
}

/** The clock of an embedded host. */
export interface ZoneClock {
  /** What the machine's clock shows. */
  readonly wallMs: number
  readonly lastStampMs: number
  /** Why no block is made until an officer confirms the clock; null while all is well. */
  readonly alarm: {
    readonly number: number
    readonly kind: string
    readonly wallMs: number
    readonly expectedMs: number
    readonly lastStampMs: number
  } | null
}

export interface Included {
  readonly height: number
  /** Message results. */
  readonly data: readonly Json[]
  /** Empty where they were not asked for. */
  readonly events: readonly Event[]
}

/** A value, or its absence, as of a height; the root is in the header of `height + 1`. */
export interface Proved {
  readonly height: number
  readonly key: Uint8Array
  readonly value: Uint8Array | null
  /** Encoded ics23 CommitmentProof. */
  readonly proof: Uint8Array
}

/** Several keys as of one height, and the light block whose header has the root. */
export interface ProvedMany {
  readonly height: number
  /** In the order of the keys. */
  readonly entries: readonly Proved[]
  /** Of `height + 1`. */
  readonly block: LightBlock
}

export interface BlockEvents {
  readonly height: number
  readonly events: readonly Event[]
}

/** A key of the state (latin1 text) and what stands there; null: nothing any more. */
export interface StateEntry {
  readonly key: string
  readonly value: Uint8Array | null
}

export interface BlockChanges {
  readonly height: number
  readonly changes: readonly StateEntry[]
}

export interface StateChanges {
  /** Of the zone. */
  readonly height: number
  /** Changes of this height and those before it are not kept any more. */
  readonly oldest: number
  /** In order; fewer than asked for where they are large or do not exist yet. */
  readonly blocks: readonly BlockChanges[]
}

export interface StatePage {
  readonly height: number
  readonly entries: readonly StateEntry[]
  readonly isLast: boolean
}
