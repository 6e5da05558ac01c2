import { BinaryWriter } from 'cosmjs-types/binary'

const FROM = 2n ** 31n
const BEYOND = 2n ** 32n

/**
 * Writes protobuf messages of foreign chains. The library's own writer (cosmjs-types 0.11) takes the lower half of a 64-bit
 * number as signed, and of one from 2^31 to 2^32 − 1 writes the first byte and zeros: a deadline after 2038-01-19 in seconds is
 * such a number. As 32-bit numbers they have the same bytes (Protocol Buffers encoding, "Base 128 Varints"), written rightly.
 */
export class CosmosWriter extends BinaryWriter {
  override uint64 = (value: string | number | bigint): BinaryWriter => {
    const number = BigInt(value)
    return number >= FROM && number < BEYOND ? this.uint32(Number(number)) : this.int64(value)
  }
}
