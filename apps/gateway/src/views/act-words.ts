import { encodeCanonical } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Bilingual } from '@xiezhi/gateway-api'
import { transactionSignBytes } from '@xiezhi/kernel'
import type { Message } from '@xiezhi/kernel'
import { describeAct, SignerError, titleOf } from '@xiezhi/signer'
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

const FORGOTTEN: Bilingual = {
  zh: '指向当事人的内容已从提议中删除，账本仍存其摘要',
  en: 'What pointed to the person is deleted from the proposal; the ledger keeps its digest',
}

/** What a proposal does; of one that has lost what pointed to a person, what it was and that it has. */
export function wordsOfProposal(
  chainId: string,
  { forgotten, ...message }: Message & { readonly forgotten?: readonly string[] | undefined },
): Bilingual[] {
  if (forgotten === undefined) return wordsOfMessages(chainId, [message])
  const [zh, en] = titleOf(message.type) ?? [message.type, message.type]
  return [{ zh, en }, FORGOTTEN]
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
