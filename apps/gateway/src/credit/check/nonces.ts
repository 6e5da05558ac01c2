import { GatewayError } from '../../gateway-error.ts'

/** A request is answered within a minute of its time, and once. */
const WINDOW_MS = 60_000

/** Nonces of the running and the last window: what is older is refused by its time. */
export class Nonces {
  #current = new Set<string>()
  #last = new Set<string>()
  #turnsAtMs = 0

  /** @throws GatewayError CHECK_STALE, CHECK_REPLAYED */
  take(nonce: string, askedAtMs: number, nowMs: number): void {
    if (Math.abs(nowMs - askedAtMs) > WINDOW_MS) throw new GatewayError('CHECK_STALE', { allowedMs: WINDOW_MS })
    if (nowMs >= this.#turnsAtMs) {
      // The allowance goes both ways, so that a nonce must be known for two windows.
      this.#last = nowMs >= this.#turnsAtMs + 2 * WINDOW_MS ? new Set() : this.#current
      this.#current = new Set()
      this.#turnsAtMs = nowMs + 2 * WINDOW_MS
    }
    if (this.#current.has(nonce) || this.#last.has(nonce)) throw new GatewayError('CHECK_REPLAYED')
    this.#current.add(nonce)
  }
}
