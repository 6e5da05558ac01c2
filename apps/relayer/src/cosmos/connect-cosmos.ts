import type { CosmosConfig } from '../config.ts'
import { CosmosAccount } from './cosmos-account.ts'
import { CosmosChain } from './cosmos-chain.ts'
import { CosmosNode } from './cosmos-node.ts'

/** @throws RelayerError KEY_INVALID; SdkError */
export async function connectCosmos(config: CosmosConfig): Promise<CosmosChain> {
  const account = await CosmosAccount.load(config)
  const node = await CosmosNode.connect(config.url)
  try {
    const { chainId } = await node.status()
    return new CosmosChain(node, account, chainId)
  } catch (error) {
    node.close()
    throw error
  }
}
