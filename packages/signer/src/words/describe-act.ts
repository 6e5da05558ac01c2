import { recordTypes } from '@xiezhi/chain'
import { CodecError, concatBytes, decodeCanonical, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import { transactionId, transactionSchema, TX_BYTES_MAX, TX_PURPOSE } from '@xiezhi/kernel'
import type { Message, TransactionBody } from '@xiezhi/kernel'
import { SignerError } from '../signer-error.ts'
import { inLocale } from './bilingual.ts'
import type { Locale, Words } from './bilingual.ts'
import { messagesByType } from './message-schemas.ts'
import { proposalDigest } from './proposal-digest.ts'
import { renderFields } from './render-value.ts'
import type { ActLine } from './render-value.ts'
import { titleOf } from './titles.ts'

export type { ActLine } from './render-value.ts'

export interface DescribeOptions {
  readonly locale: Locale
  /** Content of proposals by id: an approval signs a digest, and the officer has to see what it covers. */
  readonly proposals?: ReadonlyMap<string, Message>
}

export interface ActWords {
  readonly type: string
  readonly title: string
  readonly lines: readonly ActLine[]
  /** The act that a proposal or approval is about. */
  readonly inner: ActWords | null
}

export interface DescribedAct {
  /** Transaction id: names exactly these bytes. */
  readonly id: string
  readonly chainId: string
  readonly signers: TransactionBody['signers']
  readonly issuedAtMs: number
  readonly expiresAtMs: number
  readonly acts: readonly ActWords[]
}

/**
 * What a signature over these bytes says, in words. Every field of every message is there: where words are missing the
 * bytes are refused, so that nobody signs what was not shown.
 * @throws SignerError ACT_MALFORMED, ACT_UNKNOWN, WORDS_MISSING, PROPOSAL_MISSING, PROPOSAL_MISMATCH
 */
export function describeAct(crypto: Crypto, signBytes: Uint8Array, options: DescribeOptions): DescribedAct {
  const { body, bodyBytes } = readSignBytes(signBytes)
  return {
    id: transactionId(crypto, bodyBytes),
    chainId: body.chainId,
    signers: body.signers,
    issuedAtMs: body.issuedAtMs,
    expiresAtMs: body.expiresAtMs,
    acts: body.messages.map((message) => describeMessage(crypto, body.chainId, message, options)),
  }
}

/** The body inside `xiezhi/tx/v1` 00 chain id 00 canonical body, and nothing but it. */
function readSignBytes(signBytes: Uint8Array): { readonly body: TransactionBody; readonly bodyBytes: Uint8Array } {
  const purpose = utf8Encode(`${TX_PURPOSE}\0`)
  const chainEnd = signBytes.indexOf(0, purpose.length)
  const bodyBytes = signBytes.subarray(chainEnd + 1)
  const body = bodyOf(bodyBytes)
  const expected = concatBytes(purpose, utf8Encode(`${body.chainId}\0`), bodyBytes)
  if (expected.length !== signBytes.length || !expected.every((byte, at) => byte === signBytes[at])) {
    throw new SignerError('ACT_MALFORMED', { reason: 'PURPOSE_OR_CHAIN' })
  }
  return { body, bodyBytes }
}

function bodyOf(bytes: Uint8Array): TransactionBody {
  return refusingMalformed(() =>
    transactionSchema.fields.body.parse(decodeCanonical(bytes, { bytesMax: TX_BYTES_MAX })),
  )
}

function describeMessage(crypto: Crypto, chainId: string, message: Message, options: DescribeOptions): ActWords {
  const { type } = message
  const title = titleOf(type)
  const definition = messagesByType().get(type)
  if (title === undefined || definition === undefined) throw new SignerError('ACT_UNKNOWN', { type })
  refusingMalformed(() => definition.schema.parse(message.value), type)
  const value = message.value as Readonly<Record<string, Json>>
  const inner = innerOf(crypto, chainId, type, value, options)
  const { locale } = options
  const shown = type === 'authority/Propose' ? withoutInner(value) : value
  const lines = renderFields({ crypto, locale, type, recordField: recordFieldsOf(value) }, shown)
  return {
    type,
    title: inLocale(title, locale),
    lines,
    inner: inner === undefined ? null : describeMessage(crypto, chainId, inner, options),
  }
}

/** The act that stands inside another or behind its digest. */
function innerOf(
  crypto: Crypto,
  chainId: string,
  type: string,
  value: Readonly<Record<string, Json>>,
  { proposals }: DescribeOptions,
): Message | undefined {
  if (type === 'authority/Propose') return { type: textIn(value, 'type'), value: value['value'] ?? null }
  if (type !== 'authority/Approve') return undefined
  const proposalId = textIn(value, 'proposalId')
  const content = proposals?.get(proposalId)
  if (content === undefined) throw new SignerError('PROPOSAL_MISSING', { proposalId })
  if (proposalDigest(crypto, chainId, content) !== value['digest']) {
    throw new SignerError('PROPOSAL_MISMATCH', { proposalId })
  }
  return content
}

/** A text that the schema has already required. */
function textIn(value: Readonly<Record<string, Json>>, field: string): string {
  const text = value[field]
  return typeof text === 'string' ? text : ''
}

/** Of a proposal everything but its act, which is described on its own. */
function withoutInner({ expiresAtMs = null }: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  return { expiresAtMs }
}

function recordFieldsOf({ recordType }: Readonly<Record<string, Json>>): (field: string) => Words | undefined {
  const fields = recordTypes.find(({ name }) => name === recordType)?.fields ?? []
  const words = new Map<string, Words>(fields.map(({ name, zh, en }) => [name, [zh, en]]))
  return (field) => words.get(field)
}

function refusingMalformed<T>(run: () => T, type?: string): T {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    throw new SignerError('ACT_MALFORMED', {
      reason: error.code,
      ...error.facts,
      ...(type === undefined ? {} : { type }),
    })
  }
}
