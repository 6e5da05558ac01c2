import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const TOKEN_BYTES = 32

/** Opaque, 256 bits. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

/** What is stored of a token: who reads the table cannot use it. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(`xiezhi/session/v1 ${token}`).digest()
}

/** Follows from the session's token, which no page can read. */
export function csrfOf(token: string): string {
  return createHash('sha256').update(`xiezhi/csrf/v1 ${token}`).digest('base64url')
}

export function isSame(expected: string, seen: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(seen)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** A keyed pseudonym of a subject: the same subject reads the same, and without the key nobody can try numbers. */
export function pseudonym(key: string, subject: string): string {
  return createHmac('sha256', key).update(`xiezhi/audit/v1 ${subject}`).digest('hex').slice(0, 32)
}
