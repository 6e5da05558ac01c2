import { AbciError } from './abci-error.ts'
import type { OtherRequest } from './abci-server.ts'
import { responses } from './responses.ts'

type UnusedKind = 'extendVote' | 'verifyVoteExtension'

/** Votes carry nothing of ours, as the consensus parameters leave extensions out. */
export const UNUSED: Readonly<Record<UnusedKind, () => Uint8Array>> = {
  extendVote: () => {
    throw new AbciError('ABCI_OUT_OF_ORDER', { request: 'extendVote' })
  },
  verifyVoteExtension: () => responses.verifyVoteExtension('reject'),
}

export function isUnused(request: OtherRequest): request is Extract<OtherRequest, { readonly kind: UnusedKind }> {
  return Object.hasOwn(UNUSED, request.kind)
}
