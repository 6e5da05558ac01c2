import { suite } from '@xiezhi/crypto'
import type { Crypto } from '@xiezhi/crypto'
import { CreditCheckError } from '../credit-check-error.ts'
import { isSignedBy } from '../signed.ts'
import { TOKEN_BYTES } from '../token.ts'
import { trustedKeys } from '../trust.ts'
import type { CheckTrust } from '../trust.ts'
import { readHeader } from './header.ts'
import type { TokenSetStatement } from './header.ts'
import { compareTokens } from './sort-tokens.ts'

/** A set whose signature, digest and order have been checked once. */
export interface TokenSet {
  readonly statement: TokenSetStatement
  /** By binary search. @throws CreditCheckError SET_EXPIRED, SET_BYTES for what is no token */
  has(token: Uint8Array, nowMs: number): boolean
}

/**
 * @throws CreditCheckError SET_FORMAT, SET_BYTES, SET_SIGNER_UNKNOWN, SET_SIGNATURE, SET_DIGEST, SET_ORDER: nothing of the file is
 *   believed then
 */
export function openTokenSet(crypto: Crypto, file: Uint8Array, trust: CheckTrust): TokenSet {
  const { header, tokensFrom } = readHeader(file)
  const { statement, signature } = header
  const keys = trustedKeys(trust, statement.authority, statement.chainId)
  if (keys.length === 0) throw new CreditCheckError('SET_SIGNER_UNKNOWN', { authority: statement.authority })
  if (!keys.some((key) => isSignedBy(crypto, key, statement, signature))) throw new CreditCheckError('SET_SIGNATURE')
  const tokens = file.subarray(tokensFrom)
  const seen = suite(crypto, statement.suite).digest(tokens)
  const { tokensDigest: expected, count, validToMs } = statement
  if (seen !== expected) throw new CreditCheckError('SET_DIGEST', { expected, seen })
  for (let at = 1; at < count; at++)
    if (compareTokens(tokens, (at - 1) * TOKEN_BYTES, tokens, at * TOKEN_BYTES) >= 0)
      throw new CreditCheckError('SET_ORDER', { at })
  return {
    statement,
    has: (token, nowMs) => {
      if (nowMs >= validToMs) throw new CreditCheckError('SET_EXPIRED', { validToMs })
      if (token.length !== TOKEN_BYTES) throw new CreditCheckError('SET_BYTES', { expected: TOKEN_BYTES })
      return isIn(tokens, count, token)
    },
  }
}

function isIn(tokens: Uint8Array, count: number, token: Uint8Array): boolean {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    const order = compareTokens(tokens, middle * TOKEN_BYTES, token, 0)
    if (order === 0) return true
    if (order < 0) low = middle + 1
    else high = middle
  }
  return false
}
