import type { Crypto, Signer, Suite } from '@xiezhi/crypto'
import { CreditCheckError } from '../credit-check-error.ts'
import type { Person } from '../person.ts'
import { signStatement } from '../signed.ts'
import { TOKEN_BYTES, tokenFunction } from '../token.ts'
import type { TokenFunction } from '../token.ts'
import { headerBytes, statementOf, TOKENS_MAX } from './header.ts'
import type { NewTokenSet, TokenSetHeader } from './header.ts'
import { sortTokens } from './sort-tokens.ts'

const FIRST_TOKENS = 4_096

export interface BuiltTokenSet {
  readonly header: TokenSetHeader
  /** Parts of the file, in order. */
  readonly parts: readonly Uint8Array[]
}

/** Takes persons one by one and keeps of each no more than the token: 16 MB for a million. */
export class TokenSetBuilder {
  readonly #algorithms: Suite
  readonly #about: NewTokenSet
  readonly #function: TokenFunction
  #tokens = new Uint8Array(FIRST_TOKENS * TOKEN_BYTES)
  #count = 0

  /** @throws CreditCheckError KEY_BYTES; SET_TERM where it would end before it is built */
  constructor(crypto: Crypto, algorithms: Suite, key: Uint8Array, about: NewTokenSet) {
    if (about.validToMs <= about.builtAtMs) throw new CreditCheckError('SET_TERM')
    this.#algorithms = algorithms
    this.#about = about
    this.#function = tokenFunction(crypto, algorithms, key, about.setId)
  }

  /** @throws CreditCheckError as `normalPerson`; SET_BYTES beyond 16,000,000 */
  add(person: Person): void {
    if (this.#count >= TOKENS_MAX) throw new CreditCheckError('SET_BYTES', { expected: TOKENS_MAX * TOKEN_BYTES })
    const from = this.#count * TOKEN_BYTES
    const token = this.#function.tokenOf(person)
    if (from === this.#tokens.length) {
      const larger = new Uint8Array(2 * this.#tokens.length)
      larger.set(this.#tokens)
      this.#tokens = larger
    }
    this.#tokens.set(token, from)
    this.#count++
  }

  /** Sorted, each token once, and signed by the court's gateway. */
  finish(signer: Signer): BuiltTokenSet {
    const tokens = sortTokens(this.#tokens.subarray(0, this.#count * TOKEN_BYTES))
    const about = { ...this.#about, keyDigest: this.#function.keyDigest }
    const statement = statementOf(this.#algorithms, about, tokens)
    const header = { statement, signature: signStatement(signer, statement) }
    return { header, parts: [headerBytes(header), tokens] }
  }
}
