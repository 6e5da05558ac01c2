import { existsSync, readFileSync } from 'node:fs'
import { timestampToMs } from '@xiezhi/comet'
import type { Clock, EmbeddedHost } from '@xiezhi/host/embedded'
import { scenarioOffset, SdkError } from '@xiezhi/sdk'
import { NodeError } from './node-error.ts'

/** How often the file is looked at. */
const LOOK_MS = 20

/**
 * The clock of a demonstration: the machine's clock and the offset that a file states. All zones of the process share it. A
 * jump of the offset is a jump for nobody: wall clock and monotonic clock move together.
 */
export class ScenarioClock implements Clock {
  readonly #file: string
  #offsetMs: number
  #lookedMs = performance.now()

  /** @throws NodeError CONFIG_INVALID */
  constructor(file: string) {
    this.#file = file
    try {
      this.#offsetMs = scenarioOffset(contentOf(file))
    } catch (error) {
      if (error instanceof SdkError)
        throw new NodeError('CONFIG_INVALID', { file, expected: 'a scenario clock' }, error)
      throw error
    }
  }

  /** The offset may change here, and only here. */
  wallMs(): number {
    const nowMs = performance.now()
    if (nowMs - this.#lookedMs >= LOOK_MS) {
      this.#lookedMs = nowMs
      this.#look()
    }
    return Date.now() + this.#offsetMs
  }

  monotonicMs(): number {
    return performance.now() + this.#offsetMs
  }

  /**
   * After each jump has the host make blocks until the header time is there and nothing of the past is due any more.
   * Returns how to stop.
   */
  drive(host: EmbeddedHost): () => void {
    let drivenMs = this.#offsetMs
    let stopListening = (): void => undefined
    const timer = setInterval(() => {
      const reachedMs = this.wallMs()
      if (this.#offsetMs === drivenMs) return
      drivenMs = this.#offsetMs
      stopListening()
      stopListening = host.onBlock(({ header }) => {
        if (timestampToMs(header.time) >= reachedMs && host.stateHeight() < host.height) stopListening()
        else host.requestBlock()
      })
      host.requestBlock()
    }, LOOK_MS)
    return () => {
      clearInterval(timer)
      stopListening()
    }
  }

  /** A file that is being replaced or was damaged changes nothing. */
  #look(): void {
    try {
      this.#offsetMs = scenarioOffset(contentOf(this.#file))
    } catch {
      return
    }
  }
}

function contentOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
