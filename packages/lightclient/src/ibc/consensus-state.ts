import { ProtoReader, ProtoWriter } from '@xiezhi/codec'
import { decodeTimestamp, encodeTimestamp, type LightBlock, type Timestamp } from '@xiezhi/comet'
import type { StoredConsensus } from '../misbehaviour.ts'
import { checkCanonical, present } from './height.ts'

export const CONSENSUS_STATE_TYPE_URL = '/ibc.lightclients.tendermint.v1.ConsensusState'

/** What a client keeps of a verified header. */
export function consensusStateOf({ header }: LightBlock): StoredConsensus {
  return { timestamp: header.time, root: header.appHash, nextValidatorsHash: header.nextValidatorsHash }
}

/** Protobuf bytes of `ibc.lightclients.tendermint.v1.ConsensusState` as gogoproto writes them. */
export function encodeConsensusState({ timestamp, root, nextValidatorsHash }: StoredConsensus): Uint8Array {
  const always = { always: true }
  return new ProtoWriter()
    .message(1, encodeTimestamp(timestamp), always)
    .message(2, new ProtoWriter().bytes(1, root), always)
    .bytes(3, nextValidatorsHash)
    .finish()
}

/** Throws `CodecError PROTO_INVALID` for malformed bytes and for bytes that `encodeConsensusState` would not write. */
export function decodeConsensusState(bytes: Uint8Array): StoredConsensus {
  let timestamp: Timestamp | undefined
  let root: Uint8Array | undefined
  let nextValidatorsHash: Uint8Array = new Uint8Array()
  const reader = new ProtoReader(bytes)
  while (reader.next()) {
    if (reader.field === 1) timestamp = decodeTimestamp(reader.bytes())
    else if (reader.field === 2) root = readRoot(reader.message())
    else if (reader.field === 3) nextValidatorsHash = reader.bytes()
    else reader.refuseUnknown()
  }
  const state: StoredConsensus = {
    timestamp: present(timestamp, 'ConsensusState', 'timestamp'),
    root: present(root, 'ConsensusState', 'root'),
    nextValidatorsHash,
  }
  checkCanonical(bytes, encodeConsensusState(state), 'ConsensusState')
  return state
}

function readRoot(reader: ProtoReader): Uint8Array {
  let hash: Uint8Array = new Uint8Array()
  while (reader.next()) {
    if (reader.field === 1) hash = reader.bytes()
    else reader.refuseUnknown()
  }
  return hash
}
