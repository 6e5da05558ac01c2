import { base64Encode, utf8Encode } from '@xiezhi/codec'
import { encodeLightBlock } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import {
  CLIENT_STATE_TYPE_URL,
  CONSENSUS_STATE_TYPE_URL,
  consensusStateOf,
  encodeClientState,
  encodeConsensusState,
  revisionOf,
} from '@xiezhi/lightclient'
import { smtSpec } from '@xiezhi/merkle'
import { MsgCreateClient } from 'cosmjs-types/ibc/core/client/v1/tx'
import { MsgRegisterCounterparty } from 'cosmjs-types/ibc/core/client/v2/tx'
import { RelayerError } from '../relayer-error.ts'
import type { CosmosChain } from './cosmos-chain.ts'
import { any } from './cosmos-messages.ts'

const NS_PER_MS = 1_000_000n
export const TRUSTING_PERIOD_MS = 14 * 86_400_000
/** A zone has no stake to unbind; ibc-go wants a period longer than that of trust. */
const UNBONDING_PERIOD_MS = 21 * 86_400_000
const CLOCK_DRIFT_MS = 20_000

/** Prefix of the keys of a zone: one tree, no prefix. */
const ZONE_PREFIX: readonly string[] = ['']
/** Prefix of the keys of a Cosmos chain: the store `ibc`. */
const COSMOS_PREFIX: readonly string[] = ['ibc', '']

/** Creates a client of a zone on the chain, trusting the block. Returns its id. @throws SdkError, RelayerError EVENT_INVALID */
export async function createZoneClient(chain: CosmosChain, block: LightBlock): Promise<string> {
  const { chainId, height } = block.header
  const clientState = encodeClientState({
    chainId,
    trustLevel: { numerator: 1n, denominator: 3n },
    trustingPeriodNs: BigInt(TRUSTING_PERIOD_MS) * NS_PER_MS,
    unbondingPeriodNs: BigInt(UNBONDING_PERIOD_MS) * NS_PER_MS,
    maxClockDriftNs: BigInt(CLOCK_DRIFT_MS) * NS_PER_MS,
    frozenHeight: { revisionNumber: 0n, revisionHeight: 0n },
    latestHeight: { revisionNumber: revisionOf(chainId), revisionHeight: height },
    proofSpecs: [smtSpec],
    upgradePath: [],
  })
  const events = await chain.submit([
    any(MsgCreateClient, {
      clientState: { typeUrl: CLIENT_STATE_TYPE_URL, value: clientState },
      consensusState: { typeUrl: CONSENSUS_STATE_TYPE_URL, value: encodeConsensusState(consensusStateOf(block)) },
      signer: chain.account.address,
    }),
  ])
  const clientId = events.find(({ type }) => type === 'create_client')?.attributes['client_id']
  if (clientId === undefined) throw new RelayerError('EVENT_INVALID', { type: 'create_client', expected: 'client_id' })
  return clientId
}

/** Once for a client, by the account that created it. @throws SdkError */
export async function registerZoneCounterparty(
  chain: CosmosChain,
  { client, peerClient }: { readonly client: string; readonly peerClient: string },
): Promise<void> {
  await chain.submit([
    any(MsgRegisterCounterparty, {
      clientId: client,
      counterpartyMerklePrefix: ZONE_PREFIX.map((segment) => utf8Encode(segment)),
      counterpartyClientId: peerClient,
      signer: chain.account.address,
    }),
  ])
}

/** What two officers of a zone need to create a client of the chain: fields of `CreateClient` and `RegisterCounterparty`. */
export interface CosmosCheckpoint {
  readonly chainId: string
  readonly height: number
  readonly proofLayout: 'iavl-simple'
  readonly checkpoint: string
  readonly merklePrefix: readonly string[]
}

/** The latest header of the chain, for officers to vouch for. @throws SdkError */
export async function cosmosCheckpoint({ node, chainId }: CosmosChain): Promise<CosmosCheckpoint> {
  const { height } = await node.status()
  const block = await node.lightBlock(height)
  return {
    chainId,
    height,
    proofLayout: 'iavl-simple',
    checkpoint: base64Encode(encodeLightBlock(block)),
    merklePrefix: COSMOS_PREFIX.map((segment) => base64Encode(utf8Encode(segment))),
  }
}
