import type { RelayerConfig } from '../config.ts'
import { cosmosOf, loadKey, zoneOf } from '../config.ts'
import { RelayerError } from '../relayer-error.ts'
import { ZoneEnd } from '../zone-end.ts'
import { connectCosmos } from './connect-cosmos.ts'
import type { CosmosChain } from './cosmos-chain.ts'
import { cosmosCheckpoint, createZoneClient, registerZoneCounterparty } from './cosmos-client.ts'

type Report = Readonly<Record<string, string | number>>

/** Creates a client of a zone on a Cosmos chain. @throws RelayerError, SdkError */
export function runCosmosClient(config: RelayerConfig, chainName: string, zoneName: string): Promise<Report> {
  return onChain(config, chainName, async (chain) => {
    const own = zoneOf(config, zoneName, '/zones')
    const zone = await ZoneEnd.connect({ name: own.name, url: own.url, clientId: '', officer: loadKey(own) })
    try {
      const { height } = await zone.status()
      const client = await createZoneClient(chain, await zone.lightBlock(height))
      return { step: 'client created', chain: chainName, zone: zoneName, client, height }
    } finally {
      zone.close()
    }
  })
}

/** @throws RelayerError, SdkError */
export function runCosmosCounterparty(
  config: RelayerConfig,
  chainName: string,
  clients: { readonly client: string; readonly peerClient: string },
): Promise<Report> {
  return onChain(config, chainName, async (chain) => {
    await registerZoneCounterparty(chain, clients)
    return { step: 'counterparty registered', chain: chainName, ...clients }
  })
}

/** @throws RelayerError, SdkError */
export function runCosmosCheckpoint(config: RelayerConfig, chainName: string): Promise<Report> {
  return onChain(config, chainName, async (chain) => {
    const { merklePrefix, ...checkpoint } = await cosmosCheckpoint(chain)
    return { step: 'checkpoint', chain: chainName, ...checkpoint, merklePrefix: JSON.stringify(merklePrefix) }
  })
}

async function onChain(
  config: RelayerConfig,
  name: string,
  run: (chain: CosmosChain) => Promise<Report>,
): Promise<Report> {
  const own = cosmosOf(config, name)
  if (own === undefined)
    throw new RelayerError('CONFIG_INVALID', { path: '/cosmos', expected: 'a chain of /cosmos', seen: name })
  const chain = await connectCosmos(own)
  try {
    return await run(chain)
  } finally {
    chain.node.close()
  }
}
