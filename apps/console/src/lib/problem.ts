import { ApiError } from '@xiezhi/gateway-api'
import { isTextKey, textOf } from '../i18n/i18n.tsx'
import type { Language } from '../i18n/i18n.tsx'

export type Facts = Readonly<Record<string, unknown>>

export interface ProblemText {
  readonly what: string
  readonly todo: string
}

const BAD_GATEWAY = 502
const UNAVAILABLE = 503

/** No answer of the gateway came: it is down, the network is, or a proxy answered in its place. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  return error.code === 'OFFLINE' || (error.problem === null && error.status >= BAD_GATEWAY)
}

/** Worth another call by itself: nobody answered, or the gateway says that it is for a while. */
export function isPassing(error: unknown): boolean {
  return isUnreachable(error) || (error instanceof ApiError && error.status === UNAVAILABLE)
}

/** The roles of this session do not open the route; other refusals have words of their own. */
export function isForbidden(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'ROLE_MISSING'
}

/** The subject is not there, or not there any more. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404
}

/** What a call ends with that was not even tried. */
export function unreachable(): ApiError {
  return new ApiError('OFFLINE', 0, {}, null)
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401
}

/**
 * What happened and what to do about it. The words of the gateway's problem come first; codes of the client have words here.
 * An error of neither kind is a fault of the page.
 */
export function problemText(language: Language, error: unknown): ProblemText {
  if (!(error instanceof ApiError)) return textsOfCode(language, 'PAGE_FAULT', {})
  const { problem } = error
  if (problem === null) return textsOfCode(language, error.code, error.facts)
  const refused = refusalIn(error)
  if (refused !== null) return { what: refusalText(language, refused), todo: refusalTodo(language, refused) }
  const side = language === 'zh-CN' ? 'zh' : 'en'
  return { what: problem.title[side], todo: problem.todo[side] }
}

export function problemCode(error: unknown): string {
  return error instanceof ApiError ? error.code : 'PAGE_FAULT'
}

function textsOfCode(language: Language, code: string, facts: Facts): ProblemText {
  return {
    what: keyText(language, `problem.${code}`, facts) ?? textOf(language, 'problem.other', { code }),
    todo: keyText(language, `todo.${code}`, facts) ?? textOf(language, 'todo.other'),
  }
}

interface Refusal {
  readonly codespace: string
  readonly name: string
  readonly facts: Facts
}

/** Why a ledger refused an act. A reason without words of its own is named by its code. */
export function refusalText(language: Language, { codespace, name, facts }: Refusal): string {
  return (
    keyText(language, `refusal.${codespace}.${name}`, facts) ??
    textOf(language, 'refusal.other', { code: `${codespace}/${name}` })
  )
}

/** What to do about a refusal; where its code has no words of its own, what helps against any. */
export function refusalTodo(language: Language, { codespace, name, facts }: Refusal): string {
  return keyText(language, `refusal.${codespace}.${name}.todo`, facts) ?? textOf(language, 'outbox.refused.todo')
}

/** The refusal that the gateway hands on; null where the ledger's module has no words here. */
function refusalIn({ code, facts }: ApiError): Refusal | null {
  if (code !== 'LEDGER_REFUSED') return null
  const { codespace, name } = facts
  if (typeof codespace !== 'string' || typeof name !== 'string') return null
  return isTextKey(`refusal.${codespace}.${name}`) ? { codespace, name, facts: {} } : null
}

/** Text of a key made of codes; null where there is none. */
export function keyText(language: Language, key: string, facts: Facts = {}): string | null {
  if (!isTextKey(key)) return null
  const shown = Object.entries(facts).filter(
    (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
  )
  return textOf(language, key, Object.fromEntries(shown))
}
