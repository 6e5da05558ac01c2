import type { Problem } from '@xiezhi/gateway-api'
import { LawError } from '@xiezhi/law'
import { SdkError } from '@xiezhi/sdk'
import type { FastifyError } from 'fastify'
import { GatewayError } from './gateway-error.ts'
import type { Facts } from './gateway-error.ts'
import { PROBLEMS } from './problem-codes.ts'
import type { ProblemCode } from './problem-codes.ts'

const SERVER_FAULT = 500
const TYPE_PREFIX = 'urn:xiezhi:problem:'

/**
 * PostgreSQL error classes for a server that is away, going away, or too busy to end a statement in its time (manual,
 * appendix A: 57014 is a statement that was cancelled, 40 a transaction that another one stood in the way of, 55P03 a lock
 * that was not had), and Node's for no connection. All of them may go well when they are tried again.
 */
const DATABASE_AWAY = /^(08|57P|57014|53|40|55P03)|^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT)$/
/** The client's own errors have no code: no connection of the pool became free in time, or one ended under a statement. */
const CONNECTION_LOST =
  /^(timeout exceeded when trying to connect$|timeout expired$|Connection terminated|Client has encountered a connection error)/

const FASTIFY_CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'MEDIA_TYPE',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'INPUT_INVALID',
  FST_ERR_CTP_INVALID_JSON_BODY: 'INPUT_INVALID',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'INPUT_INVALID',
  FST_ERR_BAD_URL: 'ROUTE_UNKNOWN',
}

/** What any failure is to the caller. From 500 on nothing of its inside is told. */
export function problemOf(error: unknown): Problem {
  const { code, facts } = codeOf(error)
  const { status, title, todo } = PROBLEMS[code]
  return { type: `${TYPE_PREFIX}${code}`, title, status, code, facts: status >= SERVER_FAULT ? {} : facts, todo }
}

function codeOf(error: unknown): { readonly code: ProblemCode; readonly facts: Facts } {
  if (error instanceof GatewayError) return error
  if (error instanceof SdkError) return ofSdk(error)
  if (error instanceof LawError) return { code: 'LAW_REFUSED', facts: { reason: error.code, path: error.path } }
  if (!(error instanceof Error)) return { code: 'INTERNAL', facts: {} }
  const { validation, validationContext, code: name, statusCode } = error as Partial<FastifyError>
  if (validation !== undefined)
    return { code: 'INPUT_INVALID', facts: validationFacts(validation[0], validationContext) }
  if (statusCode === 429) return { code: 'RATE_LIMITED', facts: {} }
  const known = FASTIFY_CODES[name ?? '']
  if (known !== undefined) return { code: known, facts: {} }
  const isAway = name === undefined ? CONNECTION_LOST.test(error.message) : DATABASE_AWAY.test(name)
  return { code: isAway ? 'DATABASE_UNAVAILABLE' : 'INTERNAL', facts: {} }
}

/** The field and what was expected of it; never what was sent. */
function validationFacts(
  first: { readonly instancePath: string; readonly keyword: string; readonly params: unknown } | undefined,
  part = 'input',
): Facts {
  const { missingProperty, additionalProperty, pattern, limit } = (first?.params ?? {}) as Readonly<
    Record<string, string | number | undefined>
  >
  const field = missingProperty ?? additionalProperty
  return {
    part,
    path: `${first?.instancePath ?? ''}${field === undefined ? '' : `/${field}`}`,
    expected: first?.keyword ?? 'the form of the route',
    ...(pattern === undefined ? {} : { pattern }),
    ...(limit === undefined ? {} : { limit }),
  }
}

const SDK_CODES: Partial<Readonly<Record<SdkError['code'], ProblemCode>>> = {
  RECORD_ABSENT: 'EVIDENCE_INCOMPLETE',
  PROOF_INVALID: 'PROOF_INVALID',
  CONNECTION_CLOSED: 'ZONE_UNREACHABLE',
  CONNECTION_FAILED: 'ZONE_UNREACHABLE',
  ANSWER_LATE: 'ZONE_UNREACHABLE',
  BLOCK_UNAVAILABLE: 'ZONE_UNREACHABLE',
}

function ofSdk({ code, facts }: SdkError): { readonly code: ProblemCode; readonly facts: Facts } {
  if (code !== 'TX_REFUSED' && code !== 'TX_NOT_INCLUDED' && code !== 'QUERY_REFUSED')
    return { code: SDK_CODES[code] ?? 'INTERNAL', facts: {} }
  const { codespace = '', code: number = 0, name = '', facts: inner = {} } = facts
  return { code: 'LEDGER_REFUSED', facts: { codespace, code: number, name, facts: inner } }
}
