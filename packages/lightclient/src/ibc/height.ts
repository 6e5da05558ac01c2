import { CodecError, ProtoReader, ProtoWriter } from '@xiezhi/codec'

/** `ibc.core.client.v1.Height`. */
export interface IbcHeight {
  /** N of a chain id `name-N`, otherwise 0. */
  readonly revisionNumber: bigint
  readonly revisionHeight: bigint
}

const REVISION_FORMAT = /^[^\n]*[^\n-]-([1-9][0-9]*)$/
const UINT64_MAX = 0xffff_ffff_ffff_ffffn

/** The revision of a chain id (ibc-go `ParseChainID`): the number behind its last dash, otherwise 0. */
export function revisionOf(chainId: string): bigint {
  const digits = REVISION_FORMAT.exec(chainId)?.[1]
  if (digits === undefined) return 0n
  const revision = BigInt(digits)
  return revision > UINT64_MAX ? 0n : revision
}

export function writeHeight({ revisionNumber, revisionHeight }: IbcHeight): ProtoWriter {
  return new ProtoWriter().uint(1, revisionNumber).uint(2, revisionHeight)
}

export function readHeight(reader: ProtoReader): IbcHeight {
  let revisionNumber = 0n
  let revisionHeight = 0n
  while (reader.next()) {
    if (reader.field === 1) revisionNumber = reader.uint64()
    else if (reader.field === 2) revisionHeight = reader.uint64()
    else reader.refuseUnknown()
  }
  return { revisionNumber, revisionHeight }
}

/** Throws `PROTO_INVALID` for a message without the field. */
export function present<T>(value: T | undefined, message: string, field: string): T {
  if (value === undefined) throw new CodecError('PROTO_INVALID', { reason: 'field absent', message, field })
  return value
}

/** Throws `PROTO_INVALID` unless the message is written the one way that gogoproto writes it. */
export function checkCanonical(seen: Uint8Array, canonical: Uint8Array, message: string): void {
  if (seen.length === canonical.length && seen.every((byte, index) => byte === canonical[index])) return
  throw new CodecError('PROTO_INVALID', { reason: 'not canonical', message })
}
