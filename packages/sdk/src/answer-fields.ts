import { base64Decode, CodecError, decodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { CometError } from '@xiezhi/comet'
import type { Event } from '@xiezhi/kernel'
import { SdkError } from './sdk-error.ts'

/** Bytes of a query's or a transaction's result. */
export const RESULT_BYTES_MAX = 16 * 1024 * 1024

/** Reads an answer; whatever its form does not allow becomes one refusal. @throws SdkError ANSWER_MALFORMED */
export function reading<T>(what: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof SdkError) throw error
    if (error instanceof CodecError || error instanceof CometError)
      throw new SdkError('ANSWER_MALFORMED', { expected: what, reason: error.code }, error)
    // A value of another kind than expected.
    if (error instanceof TypeError || error instanceof SyntaxError)
      throw new SdkError('ANSWER_MALFORMED', { expected: what }, error)
    throw error
  }
}

/** The named fields of an answer. @throws SdkError ANSWER_MALFORMED if one is missing */
export function fields<const N extends string>(
  value: Json | undefined,
  ...names: readonly N[]
): Readonly<Record<N, Json>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SdkError('ANSWER_MALFORMED', { expected: 'object' })
  const object = value as Readonly<Record<string, Json | undefined>>
  for (const name of names) if (object[name] === undefined) throw new SdkError('ANSWER_MALFORMED', { expected: name })
  return object as Readonly<Record<N, Json>>
}

/** @throws SdkError ANSWER_MALFORMED */
export function objectOf(value: Json): Readonly<Record<string, Json>> {
  return fields<string>(value)
}

/** @throws SdkError ANSWER_MALFORMED */
export function textOf(value: Json): string {
  if (typeof value !== 'string') throw new SdkError('ANSWER_MALFORMED', { expected: 'text' })
  return value
}

/** A height or count, as number or as CometBFT's decimal text. @throws SdkError ANSWER_MALFORMED */
export function numberOf(value: Json): number {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0)
    throw new SdkError('ANSWER_MALFORMED', { expected: 'number' })
  return number
}

/** @throws SdkError ANSWER_MALFORMED */
export function listOf(value: Json): readonly Json[] {
  if (!Array.isArray(value)) throw new SdkError('ANSWER_MALFORMED', { expected: 'list' })
  return value as readonly Json[]
}

/** Null stays null. */
export function bytesOrNull(value: Json): Uint8Array | null {
  return value === null ? null : base64Decode(textOf(value))
}

/** What a refused transaction says of itself in CometBFT's form. */
export function refusalOf(value: Json): Readonly<Record<string, Json>> {
  const { code, codespace, data, log } = value as Readonly<Record<string, Json>>
  const detail = data === '' || data === undefined || data === null ? {} : decodeCanonical(base64Decode(textOf(data)))
  const { facts = {} } = detail as { facts?: Json }
  return { codespace: codespace ?? '', code: code ?? -1, name: log ?? '', facts }
}

/** Events as CometBFT prints them. */
export function abciEvents(value: Json): Event[] {
  if (value === null) return []
  return listOf(value).map((event) => {
    const { type, attributes } = fields(event, 'type', 'attributes')
    const json = listOf(attributes).find((attribute) => fields(attribute, 'key').key === 'json')
    const text = json === undefined ? '{}' : textOf(fields(json, 'value').value)
    return { type: textOf(type), data: JSON.parse(text) as Event['data'] }
  })
}

/** Events as our own methods give them. */
export function plainEvents(value: Json): Event[] {
  return listOf(value).map((event) => {
    const { type, data } = fields(event, 'type', 'data')
    return { type: textOf(type), data: objectOf(data) }
  })
}
