import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

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

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** A text that only whoever has the session's token can read; the table has not. */
export function sealedForSession(token: string, text: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, sessionKey(token), nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

export function openedForSession(token: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv(CIPHER, sessionKey(token), bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
}

function sessionKey(token: string): Buffer {
  return createHash('sha256').update(`xiezhi/session-name/v1 ${token}`).digest()
}
