import { parseRfc3339, timestampToMs } from '@xiezhi/comet'
import type { ChainEnd } from './chain-end.ts'

/** How near the end of its trust a client is: as the ledger's own alarms count it. */
export type ClientState = 'active' | 'half' | 'two-thirds' | 'expired' | 'frozen'

/** The client of one end, for whoever watches the relayer. */
export interface ClientAge {
  /** The zone that holds the client. */
  readonly on: string
  readonly client: string
  readonly state: ClientState
  /** Age of its latest header, by the time of the zone that holds it. */
  readonly ageMs: number
  readonly trustingPeriodMs: number
}

/** @throws SdkError, RelayerError CLIENT_UNKNOWN */
export async function clientAge(end: ChainEnd): Promise<ClientAge> {
  const [{ timeText }, { isFrozen, latestTimeMs, trustingPeriodMs }] = await Promise.all([
    end.status(),
    end.clientTrust(),
  ])
  const ageMs = Math.max(0, timestampToMs(parseRfc3339(timeText)) - latestTimeMs)
  const state = isFrozen ? 'frozen' : stateAt(ageMs / trustingPeriodMs)
  return { on: end.name, client: end.clientId, state, ageMs, trustingPeriodMs }
}

function stateAt(share: number): ClientState {
  if (share >= 1) return 'expired'
  if (share >= 2 / 3) return 'two-thirds'
  return share >= 1 / 2 ? 'half' : 'active'
}
