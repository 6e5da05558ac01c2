import { encodeStamp, STAMP_AHEAD_MAX_MS } from '@xiezhi/kernel'
import { timestampToMs } from '@xiezhi/comet'
import { BLOCK_TXS_MAX } from '../../embedded/mempool.ts'
import { noteTx } from '../../embedded/testing/note-module.ts'
import type { OtherRequest } from '../abci/abci-server.ts'
import { responses } from '../abci/responses.ts'
import { AbciApplication } from '../abci-application.ts'
import type { ProposalFault } from '../proposals.ts'

const LARGE_BYTES = 256 * 1024
const LARGE_COUNT = 17

type PrepareProposal = Extract<OtherRequest, { kind: 'prepareProposal' }>

/** Makes the application of this process a hostile one: it proposes with each of these faults in turn, and votes for all. */
export function proposeInvalid(faults: readonly ProposalFault[], told: (fault: ProposalFault) => void): void {
  let turn = 0
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const honest = AbciApplication.prototype.handle
  AbciApplication.prototype.handle = function handle(request): Promise<Uint8Array> {
    if (request.kind === 'processProposal') return Promise.resolve(responses.processProposal('accept'))
    if (request.kind !== 'prepareProposal') return honest.call(this, request)
    const fault = faults[turn++ % faults.length]
    if (fault === undefined) return honest.call(this, request)
    told(fault)
    return Promise.resolve(responses.prepareProposal(proposalWith(fault, request)))
  }
}

function proposalWith(fault: ProposalFault, { time }: PrepareProposal): readonly Uint8Array[] {
  const headerMs = timestampToMs(time)
  // What no honest validator takes is on no ledger afterwards.
  const good = noteTx('invalid-proposal')
  const stamp = encodeStamp(Math.max(Date.now(), headerMs))
  switch (fault) {
    case 'STAMP_MISSING':
      return [good]
    case 'STAMP_ORDER':
      return [encodeStamp(headerMs - 1)]
    case 'STAMP_AHEAD':
      return [encodeStamp(Date.now() + 2 * STAMP_AHEAD_MAX_MS)]
    case 'TXS_TOO_MANY':
      return [stamp, ...Array.from({ length: BLOCK_TXS_MAX + 1 }, () => good)]
    case 'TXS_TOO_LARGE':
      return [stamp, ...Array.from({ length: LARGE_COUNT }, () => new Uint8Array(LARGE_BYTES))]
    case 'TX_REFUSED':
      return [stamp, spoiled(good)]
    case 'TX_DUPLICATE':
      return [stamp, good, good]
  }
}

function spoiled(tx: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(tx)
  const at = bytes.length - 8
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes
}
