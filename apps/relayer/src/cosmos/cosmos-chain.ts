import type { Any } from 'cosmjs-types/google/protobuf/any'
import type { CosmosAccount } from './cosmos-account.ts'
import type { CosmosEvent, CosmosNode } from './cosmos-node.ts'

/** A Cosmos chain with an account on it. */
export class CosmosChain {
  readonly node: CosmosNode
  readonly account: CosmosAccount
  readonly chainId: string
  #last: Promise<unknown> = Promise.resolve()

  constructor(node: CosmosNode, account: CosmosAccount, chainId: string) {
    this.node = node
    this.account = account
    this.chainId = chainId
  }

  /**
   * Signs the messages as one transaction and waits for its block. One at a time: each needs the account's next sequence.
   * @throws SdkError TX_REFUSED, TX_NOT_INCLUDED
   */
  submit(messages: readonly Any[]): Promise<readonly CosmosEvent[]> {
    const submit = async (): Promise<readonly CosmosEvent[]> => {
      const tx = await this.account.sign(this.node, this.chainId, messages)
      const { events } = await this.node.submit(tx)
      return events
    }
    const submitted = this.#last.then(submit, submit)
    this.#last = submitted
    return submitted
  }
}
