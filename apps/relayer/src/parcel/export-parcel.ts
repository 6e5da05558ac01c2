import type { LightBlock, ValidatorSet } from '@xiezhi/comet'
import type { PacketJson } from '@xiezhi/interchain'
import type { DropConfig } from '../config.ts'
import { openPackets, standingOf } from '../open-packets.ts'
import { proveCargo } from '../steps/prove-cargo.ts'
import type { ZoneEnd } from '../zone-end.ts'
import { ParcelCarrier } from './parcel-carrier.ts'
import { PARCEL_ITEMS_MAX } from './parcel.ts'
import type { Parcel } from './parcel.ts'

export interface Exported {
  readonly packets: number
  readonly answers: number
  readonly silences: number
  /** Height of the header. */
  readonly height: number
  /** Open packets that did not fit; a later parcel takes them. */
  readonly left: number
}

/**
 * Writes what the zone has for its peer: open packets, and for each packet of the peer's last parcel (`reply`) the answer,
 * or the proof that it can no longer be received. All is taken from the zone's state and that file.
 * @throws SdkError, RelayerError CLIENT_UNKNOWN
 */
export async function exportParcel(
  end: ZoneEnd,
  { client, peer }: DropConfig,
  { file, reply, nowMs }: { readonly file: string; readonly reply?: Parcel | undefined; readonly nowMs: number },
): Promise<Exported> {
  const { latest: knownHeight } = await end.clientHeights()
  const { packets, left } = await firstOpen(end)
  const asked = (reply?.cargo.packets ?? []).map(({ packet }) => packet)
  const { toAnswer, toDeliver } = await standingOf(end, asked)
  const silences = elapsedBy(toDeliver, nowMs)
  const unproved = { packets, answers: toAnswer, silences }
  // The header must have reached the timeouts: the next one, which a zone makes at its heartbeat.
  const height = silences.length === 0 ? undefined : (await end.rpc.status()).height
  const cargo = await proveCargo(end, unproved, height)
  const carrier = new ParcelCarrier(end, file, {
    from: { chainId: end.chainId, client },
    to: { chainId: peer.chainId, client: peer.client },
    exportedAtMs: nowMs,
    knownHeight,
    validatorSets: await setsFor(end, cargo.block, reply?.knownHeight),
  })
  await carrier.carry(cargo)
  return {
    packets: cargo.packets.length,
    answers: cargo.answers.length,
    silences: cargo.silences.length,
    height: Number(cargo.block.header.height),
    left,
  }
}

async function firstOpen(end: ZoneEnd): Promise<{ readonly packets: readonly PacketJson[]; readonly left: number }> {
  const all: PacketJson[] = []
  for await (const page of openPackets(end)) all.push(...page)
  return { packets: all.slice(0, PARCEL_ITEMS_MAX), left: Math.max(0, all.length - PARCEL_ITEMS_MAX) }
}

/** Only a hint of what to prove: the time of the header decides. */
function elapsedBy(packets: readonly PacketJson[], nowMs: number): PacketJson[] {
  return packets.filter(({ timeoutSeconds }) => timeoutSeconds * 1_000 <= nowMs)
}

/** The set that the peer's client trusts, where another one signed the header. */
async function setsFor(end: ZoneEnd, block: LightBlock, knownHeight: number | undefined): Promise<ValidatorSet[]> {
  if (knownHeight === undefined || knownHeight === 0) return []
  const { header, validators } = await end.rpc.lightBlock(knownHeight + 1)
  const isSame = Buffer.from(header.validatorsHash).equals(block.header.validatorsHash)
  return isSame ? [] : [validators]
}
