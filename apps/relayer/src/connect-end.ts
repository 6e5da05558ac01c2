import type { ChainEnd } from './chain-end.ts'
import { cosmosOf, loadKey, zoneOf } from './config.ts'
import type { LinkConfig, RelayerConfig } from './config.ts'
import { connectCosmos } from './cosmos/connect-cosmos.ts'
import { CosmosEnd } from './cosmos/cosmos-end.ts'
import { ZoneEnd } from './zone-end.ts'

/** An end of a link: a zone, or a Cosmos chain of that name. @throws SdkError, RelayerError */
export async function connectEnd(config: RelayerConfig, { zone, client }: LinkConfig['a']): Promise<ChainEnd> {
  const cosmos = cosmosOf(config, zone)
  if (cosmos !== undefined) return CosmosEnd.open(await connectCosmos(cosmos), cosmos.name, client)
  const own = zoneOf(config, zone)
  return ZoneEnd.connect({
    name: own.name,
    url: own.url,
    clientId: client,
    officer: loadKey(own),
    refreshMs: config.refreshSeconds === undefined ? undefined : config.refreshSeconds * 1_000,
    scenarioClock: config.scenarioClock,
  })
}
