import { encodeCanonical, hexEncode } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import type { Message } from '@xiezhi/kernel'

/** First member of what the digest of a proposal covers: it is good for nothing else. */
const PROPOSAL_PURPOSE = 'xiezhi/proposal/v1'

/** What an approval signs in place of the proposed act (spec 05, `authority/Approve`). */
export function proposalDigest(crypto: Crypto, chainId: string, { type, value }: Message): string {
  return `sha256:${hexEncode(crypto.sha256(encodeCanonical({ purpose: PROPOSAL_PURPOSE, chainId, type, value })))}`
}
