import { bytesEqual, hexEncode } from '@xiezhi/codec'
import { headerHash, validateHeader, type SignedHeader } from '@xiezhi/comet'
import type { Crypto } from '@xiezhi/crypto'
import { LightClientError } from './light-client-error.ts'
import { checkCommitShape, checkShape } from './shape.ts'

/**
 * Checks that header and commit belong together: their shape, the chain, the height, and that the commit is for the
 * hash of this very header, which is computed here from its fields.
 *
 * Throws `HEADER_MALFORMED`, `COMMIT_MALFORMED`, `CHAIN_ID`, `COMMIT_HEIGHT`, `COMMIT_BLOCK_ID`.
 */
export function checkSignedHeader(crypto: Crypto, chainId: string, { header, commit }: SignedHeader): void {
  checkShape('HEADER_MALFORMED', () => validateHeader(header))
  checkCommitShape(commit)
  // The text of a foreign chain id stays out of the facts: it is the sender's choice.
  if (header.chainId !== chainId) throw new LightClientError('CHAIN_ID', { expected: chainId })
  if (commit.height !== header.height) {
    throw new LightClientError('COMMIT_HEIGHT', { expected: String(header.height), seen: String(commit.height) })
  }
  const hash = headerHash(crypto, header)
  if (!bytesEqual(hash, commit.blockId.hash)) {
    throw new LightClientError('COMMIT_BLOCK_ID', { expected: hexEncode(hash), seen: hexEncode(commit.blockId.hash) })
  }
}
