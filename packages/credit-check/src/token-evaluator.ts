import type { Crypto, Suite } from '@xiezhi/crypto'
import { CreditCheckError } from './credit-check-error.ts'
import type { Person } from './person.ts'
import { tokenFunction, tokenKeyDigest } from './token.ts'
import type { TokenSet } from './token-set/open-token-set.ts'

const MINUTE_MS = 60_000

/** A row of the evaluator's log: that the key was used and what for, never on whom. */
export interface Evaluation {
  /** From 1 on, without gaps, over the life of the key. */
  readonly n: number
  readonly atMs: number
  readonly setId: string
  readonly purpose: string
}

export interface EvaluatorOptions {
  readonly crypto: Crypto
  readonly algorithms: Suite
  readonly key: Uint8Array
  readonly perMinuteMax: number
  /** Of one set, in its life. */
  readonly perSetMax: number
  /** Where the log of this key stands: evaluations so far, also of the set. */
  readonly before: { readonly n: number; readonly ofSet: number }
  /** When entries last changed, as far as the subscriber was told, read at each check; null: nothing was told. */
  readonly changedAtMs?: () => number | null
  /** Keeps the row. It is called before the answer; what it throws ends the evaluation. */
  readonly note: (row: Evaluation) => void
}

export interface OfflineAnswer {
  readonly answer: 'ACTIVE' | 'NOT_ACTIVE'
  /** The moment that the answer is of. */
  readonly asOfMs: number
  readonly validToMs: number
  readonly falsePositiveBits: number
}

/**
 * Holds a subscriber's key as its signer does, and gives yes or no. Each evaluation is counted and noted before its answer, so
 * that whoever tests persons by the thousand leaves a count.
 */
export class TokenEvaluator {
  readonly #options: EvaluatorOptions
  readonly #keyDigest: string
  readonly #recent: number[] = []
  #n: number
  #ofSet: number

  /** @throws CreditCheckError KEY_BYTES */
  constructor(options: EvaluatorOptions) {
    this.#options = options
    this.#keyDigest = tokenKeyDigest(options.algorithms, options.key)
    this.#n = options.before.n
    this.#ofSet = options.before.ofSet
  }

  get count(): number {
    return this.#n
  }

  /**
   * @throws CreditCheckError SET_KEY for a set of another key, SET_EXPIRED, SET_AGED for one that entries have changed since,
   *   EVALUATIONS_TOO_FAST, EVALUATIONS_TOO_MANY; as `normalPerson`: nothing was counted then
   */
  check(set: TokenSet, person: Person, purpose: string, nowMs: number): OfflineAnswer {
    const { crypto, algorithms, key, note } = this.#options
    const { setId, keyDigest, validToMs, builtAtMs, assurance } = set.statement
    if (keyDigest !== this.#keyDigest) throw new CreditCheckError('SET_KEY', { expected: keyDigest })
    if (nowMs >= validToMs) throw new CreditCheckError('SET_EXPIRED', { validToMs })
    this.#requireCurrent(builtAtMs)
    this.#requireRoom(nowMs)
    const token = tokenFunction(crypto, algorithms, key, setId).tokenOf(person)
    note({ n: this.#n + 1, atMs: nowMs, setId, purpose })
    this.#n++
    this.#ofSet++
    this.#recent.push(nowMs)
    return {
      answer: set.has(token, nowMs) ? 'ACTIVE' : 'NOT_ACTIVE',
      asOfMs: builtAtMs,
      validToMs,
      falsePositiveBits: assurance.falsePositiveBits,
    }
  }

  /** At the same instant nobody knows which was first. */
  #requireCurrent(builtAtMs: number): void {
    const changedAtMs = this.#options.changedAtMs?.() ?? null
    if (changedAtMs !== null && builtAtMs <= changedAtMs)
      throw new CreditCheckError('SET_AGED', { builtAtMs, changedAtMs })
  }

  #requireRoom(nowMs: number): void {
    const { perMinuteMax, perSetMax } = this.#options
    while (this.#recent.length > 0 && (this.#recent[0] ?? 0) <= nowMs - MINUTE_MS) this.#recent.shift()
    if (this.#recent.length >= perMinuteMax) throw new CreditCheckError('EVALUATIONS_TOO_FAST', { perMinuteMax })
    if (this.#ofSet >= perSetMax) throw new CreditCheckError('EVALUATIONS_TOO_MANY', { perSetMax })
  }
}
