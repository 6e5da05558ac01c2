import { hexEncode } from '@xiezhi/codec'
import { validatorsHash } from '@xiezhi/comet'
import { commitmentKey } from '@xiezhi/interchain'
import type { Crypto } from '@xiezhi/crypto'
import type { PacketJson } from '@xiezhi/interchain'
import { messagesOf } from '../cargo.ts'
import type { Cargo, Carried } from '../cargo.ts'
import { ClientView } from '../client-view.ts'
import type { DropConfig } from '../config.ts'
import { standingOf } from '../open-packets.ts'
import { PushCarrier } from '../push-carrier.ts'
import { RelayerError } from '../relayer-error.ts'
import type { ZoneEnd } from '../zone-end.ts'
import type { Parcel } from './parcel.ts'

/** @throws RelayerError PARCEL_SIGNER, PARCEL_WRONG_ZONE */
export function checkParcel({ from, to, signer, cargo }: Parcel, chainId: string, { client, peer }: DropConfig): void {
  if (!peer.keys.includes(signer.key))
    throw new RelayerError('PARCEL_SIGNER', { key: signer.key, officer: signer.officer })
  const expected = [chainId, client, peer.chainId, peer.client, peer.chainId].join(' ')
  const seen = [to.chainId, to.client, from.chainId, from.client, cargo.block.header.chainId].join(' ')
  if (expected !== seen) throw new RelayerError('PARCEL_WRONG_ZONE', { expected, seen })
}

/**
 * Submits what a parcel brings and the zone does not have yet.
 * @throws RelayerError PARCEL_SIGNER, PARCEL_WRONG_ZONE, PARCEL_REPLAYED, PARCEL_VALIDATORS, CLIENT_UNKNOWN; SdkError
 */
export async function importParcel(
  crypto: Crypto,
  end: ZoneEnd,
  drop: DropConfig,
  parcel: Parcel,
): Promise<Carried & { readonly height: number }> {
  checkParcel(parcel, end.chainId, drop)
  const view = new ClientView(end, async ({ height: trusted }, block) => [
    { trusted, validators: await setTrusted(crypto, end, parcel, trusted), block },
  ])
  await view.load()
  const cargo = await news(end, parcel.cargo)
  const height = Number(cargo.block.header.height)
  if (messagesOf(cargo).length === 0 && height <= view.latest)
    throw new RelayerError('PARCEL_REPLAYED', { height, known: view.latest })
  return { ...(await new PushCarrier(end, view).carry(cargo)), height }
}

/** What the ledger has is left out: packets received, packets ended. */
async function news(end: ZoneEnd, { block, packets, answers, silences }: Cargo): Promise<Cargo> {
  const { toDeliver } = await standingOf(
    end,
    packets.map(({ packet }) => packet),
  )
  const isNew = new Set(toDeliver)
  const open = await openOnes(
    end,
    [...answers, ...silences].map(({ packet }) => packet),
  )
  return {
    block,
    packets: packets.filter(({ packet }) => isNew.has(packet)),
    answers: answers.filter(({ packet }) => open.has(packet)),
    silences: silences.filter(({ packet }) => open.has(packet)),
  }
}

async function openOnes(end: ZoneEnd, packets: readonly PacketJson[]): Promise<Set<PacketJson>> {
  if (packets.length === 0) return new Set()
  const { entries } = await end.rpc.proveMany(packets.map(({ sequence }) => commitmentKey(end.clientId, sequence)))
  return new Set(packets.filter((_, at) => entries[at]?.value instanceof Uint8Array))
}

/** The set that the client trusts, from the parcel: there is no way to ask the zone it comes from. */
async function setTrusted(
  crypto: Crypto,
  end: ZoneEnd,
  { validatorSets }: Parcel,
  trustedHeight: number,
): Promise<Parcel['validatorSets'][number]> {
  const input = { clientId: end.clientId, height: trustedHeight }
  const { nextValidatorsHash } = (await end.rpc.query('client/consensusState', input)) as {
    readonly nextValidatorsHash: string
  }
  const found = validatorSets.find((set) => hexEncode(validatorsHash(crypto, set)) === nextValidatorsHash)
  if (found === undefined) throw new RelayerError('PARCEL_VALIDATORS', { trustedHeight })
  return found
}
