import { AbciError } from './abci-error.ts'
import type { OtherRequest } from './abci-server.ts'
import { responses, SNAPSHOT_ABORT } from './responses.ts'

type UnusedKind =
  'extendVote' | 'verifyVoteExtension' | 'listSnapshots' | 'offerSnapshot' | 'loadSnapshotChunk' | 'applySnapshotChunk'

/** Votes carry nothing of ours, as the consensus parameters leave extensions out; no snapshot is taken, so none is known. */
export const UNUSED: Readonly<Record<UnusedKind, () => Uint8Array>> = {
  extendVote: () => {
    throw new AbciError('ABCI_OUT_OF_ORDER', { request: 'extendVote' })
  },
  verifyVoteExtension: () => responses.verifyVoteExtension('reject'),
  listSnapshots: () => responses.listSnapshots(),
  offerSnapshot: () => responses.offerSnapshot(SNAPSHOT_ABORT),
  loadSnapshotChunk: () => responses.loadSnapshotChunk(),
  applySnapshotChunk: () => responses.applySnapshotChunk(SNAPSHOT_ABORT),
}

export function isUnused(request: OtherRequest): request is Extract<OtherRequest, { readonly kind: UnusedKind }> {
  return Object.hasOwn(UNUSED, request.kind)
}
