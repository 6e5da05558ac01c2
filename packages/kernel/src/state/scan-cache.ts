import type { StoreKey } from './store.ts'

type Rows = readonly (readonly [StoreKey, Uint8Array])[]

/** Kept scans; with one more all are forgotten. */
const SCANS_MAX = 2_048
/** Longer results are read again each time. */
const KEPT_ROWS_MAX = 32
const KEPT_BYTES_MAX = 32 * 1_024
/** Areas whose last change is remembered; with one more they all count as changed by that block. */
const AREAS_MAX = 1_024

interface Kept {
  readonly rows: Rows
  readonly height: number
}

/**
 * Short results of scans of the committed state, such as the versions of a policy, which every message looks at and hardly a
 * block changes. The rows stay the same arrays, so that what was decoded from them can be kept beside them.
 */
export class ScanCache {
  readonly #kept = new Map<string, Kept>()
  /** The last block that changed an area, staged ones included. */
  readonly #changedAt = new Map<string, number>()
  /** The same for every area that is not there. */
  #othersChangedAt = -1

  /** The rows of a scan within one area as of the committed block of `height`. */
  get(scan: string, area: string, height: number, load: () => Rows): Rows {
    const known = this.#kept.get(scan)
    if (known !== undefined && (this.#changedAt.get(area) ?? this.#othersChangedAt) <= known.height) return known.rows
    const rows = load()
    const bytes = rows.reduce((sum, [key, value]) => sum + key.length + value.length, 0)
    if (rows.length <= KEPT_ROWS_MAX && bytes <= KEPT_BYTES_MAX) {
      if (this.#kept.size >= SCANS_MAX) this.#kept.clear()
      this.#kept.set(scan, { rows, height })
    }
    return rows
  }

  /** A block of this height may change the area, if it is committed. */
  change(area: string, height: number): void {
    if (this.#changedAt.size >= AREAS_MAX && !this.#changedAt.has(area)) {
      this.#changedAt.clear()
      this.#othersChangedAt = height
    }
    this.#changedAt.set(area, height)
  }
}
