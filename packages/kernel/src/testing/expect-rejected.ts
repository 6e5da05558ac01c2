import type { ErrorKind } from '../errors.ts'
import type { Message } from '../tx/transaction.ts'
import type { DeliveredTx, TestChain } from './test-chain.ts'
import type { TestSigner } from './test-signer.ts'

/** A rejection that named another reason, or left a trace. */
export class RejectionMismatch extends Error {
  constructor(expected: string, seen: string) {
    super(`expected ${expected}, seen ${seen}`)
    this.name = 'RejectionMismatch'
  }
}

/** Delivers the messages and demands the exact reason, no event, and module state as before. @throws RejectionMismatch */
export function expectRejected(
  chain: TestChain,
  kind: ErrorKind,
  messages: readonly Message[],
  signers: readonly TestSigner[],
): DeliveredTx {
  const before = chain.moduleEntries()
  const result = chain.deliver(messages, signers)
  const seen = chain.app.modules.explain(result.codespace, result.code)
  if (result.codespace !== kind.codespace || result.code !== kind.code) {
    const name =
      result.code === 0
        ? 'success'
        : `${result.codespace}/${seen?.name ?? String(result.code)} ${JSON.stringify(result.facts)}`
    throw new RejectionMismatch(`${kind.codespace}/${kind.name}`, name)
  }
  if (result.events.length > 0) throw new RejectionMismatch('no event', String(result.events.length))
  if (chain.moduleEntries() !== before) throw new RejectionMismatch('unchanged state', 'changed state')
  return result
}
