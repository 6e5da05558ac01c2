import { ProtoReader, ProtoWriter } from '@xiezhi/codec'
import {
  decodeSignedHeader,
  decodeValidatorSet,
  encodeSignedHeader,
  encodeValidatorSet,
  type LightBlock,
  type ValidatorSet,
} from '@xiezhi/comet'
import { present, readHeight, writeHeight, type IbcHeight } from './height.ts'

export const HEADER_TYPE_URL = '/ibc.lightclients.tendermint.v1.Header'
export const MISBEHAVIOUR_TYPE_URL = '/ibc.lightclients.tendermint.v1.Misbehaviour'

/**
 * `ibc.lightclients.tendermint.v1.Header`: a block, and the trusted height and set that lead to it.
 *
 * Both sets need their `proposer`, otherwise ibc-go refuses the message.
 */
export interface TendermintHeader {
  readonly block: LightBlock
  readonly trustedHeight: IbcHeight
  /** The set at trusted height + 1. */
  readonly trustedValidators: ValidatorSet
}

/** `ibc.lightclients.tendermint.v1.Misbehaviour`. */
export interface TendermintMisbehaviour {
  /** No longer used, yet ibc-go's basic checks want a valid client identifier. */
  readonly clientId: string
  /** The block with the greater height, if they differ. */
  readonly first: TendermintHeader
  readonly second: TendermintHeader
}

export function encodeTendermintHeader({ block, trustedHeight, trustedValidators }: TendermintHeader): Uint8Array {
  const always = { always: true }
  return new ProtoWriter()
    .message(1, encodeSignedHeader(block), always)
    .message(2, encodeValidatorSet(block.validators), always)
    .message(3, writeHeight(trustedHeight), always)
    .message(4, encodeValidatorSet(trustedValidators), always)
    .finish()
}

/** Throws `PROTO_INVALID` for malformed bytes and absent parts. */
export function decodeTendermintHeader(bytes: Uint8Array): TendermintHeader {
  const message = 'Header'
  let signedHeader: ReturnType<typeof decodeSignedHeader> | undefined
  let validators: ValidatorSet | undefined
  let trustedHeight: IbcHeight | undefined
  let trustedValidators: ValidatorSet | undefined
  const reader = new ProtoReader(bytes)
  while (reader.next()) {
    if (reader.field === 1) signedHeader = decodeSignedHeader(reader.bytes())
    else if (reader.field === 2) validators = decodeValidatorSet(reader.bytes())
    else if (reader.field === 3) trustedHeight = readHeight(reader.message())
    else if (reader.field === 4) trustedValidators = decodeValidatorSet(reader.bytes())
    else reader.refuseUnknown()
  }
  const { header, commit } = present(signedHeader, message, 'signed_header')
  return {
    block: { header, commit, validators: present(validators, message, 'validator_set') },
    trustedHeight: present(trustedHeight, message, 'trusted_height'),
    trustedValidators: present(trustedValidators, message, 'trusted_validators'),
  }
}

export function encodeMisbehaviour({ clientId, first, second }: TendermintMisbehaviour): Uint8Array {
  return new ProtoWriter()
    .string(1, clientId)
    .message(2, encodeTendermintHeader(first))
    .message(3, encodeTendermintHeader(second))
    .finish()
}

/** Throws `PROTO_INVALID` for malformed bytes and absent parts. */
export function decodeMisbehaviour(bytes: Uint8Array): TendermintMisbehaviour {
  let clientId = ''
  let first: TendermintHeader | undefined
  let second: TendermintHeader | undefined
  const reader = new ProtoReader(bytes)
  while (reader.next()) {
    if (reader.field === 1) clientId = reader.string()
    else if (reader.field === 2) first = decodeTendermintHeader(reader.bytes())
    else if (reader.field === 3) second = decodeTendermintHeader(reader.bytes())
    else reader.refuseUnknown()
  }
  return {
    clientId,
    first: present(first, 'Misbehaviour', 'header_1'),
    second: present(second, 'Misbehaviour', 'header_2'),
  }
}
