import { Type } from 'typebox'
import type { Static } from 'typebox'
import { AUTHORITIES, ROLES } from '../role.ts'
import { bilingual, civilDate, closed, flag, instant, licence, nullable, oneOf, text } from './scalars.ts'

export const person = Type.Object({
  id: text,
  /** As the identity provider gives it. */
  name: text,
  /** Officer of the zone's ledger; null for who holds no office, such as an operator. */
  organisation: nullable(text),
  officer: nullable(text),
  organisationName: nullable(bilingual),
  /** Of a lawyer. */
  licence: nullable(licence),
})

export const signer = Type.Object({
  /** Whether this session can sign now. */
  isUnlocked: flag,
  /** It is locked by itself at this instant. */
  unlockedUntilMs: nullable(instant),
  algorithm: nullable(text),
})

export const session = Type.Object({
  person: nullable(person),
  roles: Type.Array(oneOf(ROLES)),
  /** Value of the header `x-xiezhi-csrf` of every POST; null without a session. */
  csrfToken: nullable(text),
  authority: oneOf(AUTHORITIES),
  authorityName: bilingual,
  chainId: text,
  /** From the ledger's last stamp. */
  today: civilDate,
  /** The ledger's time at this answer; in a scenario it is months from that of the machines. */
  nowMs: instant,
  locale: oneOf(['zh-CN', 'en']),
  signer,
  expiresAtMs: nullable(instant),
  /** Persons and passwords are invented for demonstration. */
  isDemonstration: flag,
})
export type Session = Static<typeof session>

export const passphrase = closed({ passphrase: Type.String({ minLength: 1, maxLength: 256 }) })

/** An act before it is signed: the name of its route, and the path and body that it would be sent with. */
export const previewRequest = closed({
  act: text,
  params: Type.Optional(Type.Record(Type.String(), Type.String())),
  body: Type.Optional(Type.Unknown()),
})
export const preview = Type.Object({
  /** Names exactly the bytes that were shown: the act is sent with it, once. */
  shownId: text,
  /** Until then it can be signed. */
  expiresAtMs: instant,
  /** What is signed, in words. */
  words: Type.Array(bilingual),
  /** Messages of the transaction as the ledger reads them. */
  messages: Type.Array(Type.Object({ type: text, value: Type.Unknown() })),
  /** Who signs. */
  signer: Type.Object({ organisation: text, officer: text }),
  chainId: text,
})
export type Preview = Static<typeof preview>
