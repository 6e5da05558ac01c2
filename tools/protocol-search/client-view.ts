import { nodeCrypto } from '@xiezhi/crypto/node'
import {
  acknowledgementKey,
  clients,
  commitmentKey,
  consensusRows,
  doneRows,
  heightPart,
  receiptKey,
  waitingRows,
} from '@xiezhi/interchain'
import { isTrustExpired } from '@xiezhi/lightclient'
import { CLIENT } from './questions.ts'
import { readZone } from './zone.ts'
import type { Zone } from './zone.ts'

/** What a zone's state says of its client and of packets, without the heights and hashes that every run has anew. */
export interface ClientView {
  readonly status: 'Active' | 'Expired' | 'Frozen'
  /** Header time of the latest state. */
  readonly latestMs: number
  readonly open: readonly number[]
  readonly ended: readonly (readonly [sequence: number, outcome: string])[]
  readonly received: readonly number[]
  readonly acknowledged: readonly number[]
  readonly waiting: readonly number[]
  /** The same before the last block: what the last header proves. */
  readonly openBefore: readonly number[]
  readonly receivedBefore: readonly number[]
  readonly acknowledgedBefore: readonly number[]
}

const SEQUENCES = [1, 2, 3, 4] as const
const views = new WeakMap<Zone, ClientView>()

export function clientOf(zone: Zone): ClientView {
  const known = views.get(zone)
  if (known !== undefined) return known
  const { store, block } = readZone(zone)
  const client = clients(store).get(CLIENT)
  const latest = consensusRows(store).get(CLIENT, heightPart(client?.latestHeight ?? 0))
  if (client === undefined || latest === undefined) throw new RangeError(`${zone.rules.chainId} has no client`)
  const at = { seconds: BigInt(latest.timeSeconds), nanos: latest.timeNanos }
  const expired = isTrustExpired(at, client.trustingPeriodMs, block.timeMs)
  const holding = (values: ReadonlyMap<string, Uint8Array>, key: (client: string, sequence: number) => string) =>
    SEQUENCES.filter((sequence) => values.has(key(CLIENT, sequence)))
  const [now, before] = [zone.state.values, zone.covered.values]
  const view: ClientView = {
    status: client.frozen !== null ? 'Frozen' : expired ? 'Expired' : 'Active',
    latestMs: latest.timeSeconds * 1_000 + Math.floor(latest.timeNanos / 1_000_000),
    open: holding(now, commitmentKey),
    ended: doneRows(store)
      .list({ under: [CLIENT], limit: SEQUENCES.length })
      .map(({ id, value }) => [Number(id[1]), value.outcome] as const),
    received: holding(now, receiptKey),
    acknowledged: holding(now, acknowledgementKey),
    waiting: waitingSequences(zone),
    openBefore: holding(before, commitmentKey),
    receivedBefore: holding(before, receiptKey),
    acknowledgedBefore: holding(before, acknowledgementKey),
  }
  views.set(zone, view)
  return view
}

/** Packets that were received and not yet answered. */
export function waitingSequences(zone: Zone): readonly number[] {
  return waitingRows(readZone(zone).store)
    .list({ under: [CLIENT], limit: SEQUENCES.length })
    .map(({ id }) => Number(id[1]))
}

export function sha256Text(text: string): string {
  return Buffer.from(nodeCrypto.sha256(Buffer.from(text))).toString('base64')
}
