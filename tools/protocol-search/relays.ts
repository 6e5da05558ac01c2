import { base64Encode } from '@xiezhi/codec'
import { queryState } from '@xiezhi/contracts'
import { acknowledgementKey, ackRows, clients, commitmentKey, receiptKey, sequencePart } from '@xiezhi/interchain'
import type { PacketJson } from '@xiezhi/interchain'
import type { Message } from '@xiezhi/kernel'
import { encodeMisbehaviour, encodeTendermintHeader, revisionOf } from '@xiezhi/lightclient'
import type { TendermintHeader } from '@xiezhi/lightclient'
import { CLIENT, LABELS } from './questions.ts'
import type { Label } from './questions.ts'
import { other } from './world.ts'
import type { Held, World, WorldKind } from './world.ts'
import { forkedBlockOf, lightBlockOf, proofOf, readZone } from './zone.ts'
import type { Zone } from './zone.ts'

/** What a relayer can do with one packet. */
export type RelayKind = Held['kind']

/** Height from which the client of a zone is led on, and the last one that officers vouched for. */
export function trustOf(zone: Zone): { readonly latest: number; readonly from: number } {
  const client = clients(readZone(zone).store).get(CLIENT)
  return { latest: client?.latestHeight ?? 0, from: client?.trustedFrom ?? 0 }
}

export function dispatchOf(world: World, label: Label): ReturnType<typeof rowOf> {
  const dispatchId = world.dispatches[label]
  return dispatchId === undefined ? undefined : rowOf(world, dispatchId)
}

function rowOf({ zones }: World, dispatchId: string) {
  return queryState.dispatches(readZone(zones.court).store).get(dispatchId)
}

export function labelOf(world: World, sequence: number): Label | null {
  const holds = (label: Label): boolean =>
    dispatchOf(world, label)?.packets.some((packet) => packet.sequence === sequence) === true
  return LABELS.find(holds) ?? null
}

/**
 * The messages by which a relayer shows the peer's last header something: what stood before the last block. Undefined where
 * there is nothing to show; whether the handlers accept it is theirs to say.
 */
export function relayOf(world: World, kind: RelayKind, sequence: number): Held | undefined {
  const packet = world.packets.find((one) => one.sequence === sequence)
  if (packet === undefined) return undefined
  const to: WorldKind = kind === 'receive' ? 'justice' : 'court'
  const from = world.zones[other(to)]
  const message = messageOf(world, kind, packet, from)
  if (message === undefined) return undefined
  const trustedHeight = trustOf(world.zones[to]).latest
  return {
    kind,
    to,
    sequence,
    label: labelOf(world, sequence),
    messages: [updateMessage(from, trustedHeight), message],
    proofHeight: from.height,
    trustedHeight,
    provedMs: from.headerMs,
  }
}

function messageOf(world: World, kind: RelayKind, packet: PacketJson, from: Zone): Message | undefined {
  const { sequence } = packet
  const before = from.covered.values
  const has = (key: string): boolean => before.has(key)
  const shown = (key: string) => ({ proof: proofOf(from, key), proofHeight: from.height })
  const [receipt, acknowledgement] = [receiptKey(CLIENT, sequence), acknowledgementKey(CLIENT, sequence)]
  if (kind === 'receive') {
    const key = commitmentKey(CLIENT, sequence)
    return has(key) ? { type: 'packet/ReceivePacket', value: { packet, ...shown(key) } } : undefined
  }
  if (kind === 'acknowledge') {
    const row = ackRows(readZone(from).store).get(CLIENT, sequencePart(sequence))
    if (!has(acknowledgement) || row === undefined) return undefined
    const value = { packet, acknowledgement: row.acknowledgement, ...shown(acknowledgement) }
    return { type: 'packet/AcknowledgePacket', value }
  }
  if (kind === 'timeout') {
    return has(receipt) ? undefined : { type: 'packet/TimeoutPacket', value: { packet, ...shown(receipt) } }
  }
  const label = labelOf(world, sequence)
  const dispatchId = label === null ? undefined : world.dispatches[label]
  if (dispatchId === undefined || !has(receipt) || has(acknowledgement)) return undefined
  const value = {
    dispatchId,
    sequence,
    height: from.height,
    receiptProof: proofOf(from, receipt),
    absenceProof: proofOf(from, acknowledgement),
  }
  return { type: 'query/ProveSilence', value }
}

export function updateMessage(peer: Zone, trustedHeight: number): Message {
  const header = base64Encode(encodeTendermintHeader(headerOf(peer, trustedHeight)))
  return { type: 'client/UpdateClient', value: { clientId: CLIENT, header } }
}

/** Evidence that all validators of the peer signed two blocks at its last height. */
export function misbehaviourMessage(peer: Zone, trustedHeight: number): Message {
  const first = headerOf(peer, trustedHeight)
  const second = { ...first, block: forkedBlockOf(peer) }
  const misbehaviour = base64Encode(encodeMisbehaviour({ clientId: CLIENT, first, second }))
  return { type: 'client/SubmitMisbehaviour', value: { clientId: CLIENT, misbehaviour } }
}

function headerOf(peer: Zone, trustedHeight: number): TendermintHeader {
  return {
    block: lightBlockOf(peer),
    trustedHeight: {
      revisionNumber: revisionOf(peer.rules.chainId),
      revisionHeight: BigInt(trustedHeight),
    },
    trustedValidators: peer.rules.validators.set,
  }
}
