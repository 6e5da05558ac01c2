import { encodeCanonical } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Bilingual } from '@xiezhi/gateway-api'
import { transactionSignBytes } from '@xiezhi/kernel'
import type { Message } from '@xiezhi/kernel'
import { describeAct, SignerError } from '@xiezhi/signer'
import type { ActWords } from '@xiezhi/signer'

interface Line {
  readonly text: string
}

/** A body is described, not a message: these stand in for what only the signed bytes have. */
const STAND_IN = { organisation: 'office', officer: 'officer', key: `ed25519:${'0'.repeat(64)}` }

/** What messages do, title and fields, in both languages; their types where the signer has no words for them. */
export function wordsOfMessages(chainId: string, messages: readonly Message[]): Bilingual[] {
  try {
    return described(chainId, messages)
  } catch (error) {
    if (!(error instanceof SignerError)) throw error
    return messages.map(({ type }) => ({ zh: type, en: type }))
  }
}

function described(chainId: string, messages: readonly Message[]): Bilingual[] {
  const body = {
    chainId,
    signers: [STAND_IN],
    messages: messages.map(({ type, value }) => ({ type, value })),
    issuedAtMs: 0,
    expiresAtMs: 1,
    nonce: '-',
  }
  const bytes = transactionSignBytes(chainId, encodeCanonical(body))
  const [zh, en] = (['zh', 'en'] as const).map((locale) => {
    const colon = locale === 'en' ? ': ' : '：'
    return describeAct(nodeCrypto, bytes, { locale }).acts.flatMap((act) => linesOf(act, colon))
  })
  return (zh ?? []).map(({ text }, at) => ({ zh: text, en: en?.[at]?.text ?? '' }))
}

function linesOf({ title, lines, inner }: ActWords, colon: string): Line[] {
  return [
    { text: title },
    ...lines.map(({ label, value }) => ({ text: `${label}${colon}${value}` })),
    ...(inner === null ? [] : linesOf(inner, colon)),
  ]
}
