import { bytesEqual, CodecError } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockFromJson, blockToJson } from './block-json.ts'
import { CometError } from './comet-error.ts'
import { decodeBlock, decodeVote } from './decode-block.ts'
import { decodeCommit, decodeHeader, decodeLightBlock, decodeSignedHeader, decodeValidatorSet } from './decode.ts'
import {
  encodeBlock,
  encodeCommit,
  encodeHeader,
  encodeLightBlock,
  encodeSignedHeader,
  encodeValidatorSet,
  encodeVote,
} from './encode.ts'
import { lightBlockFromJson } from './rpc-json.ts'
import { RandomBlocks } from './testing/random-block.ts'
import { Seeded } from './testing/seeded.ts'
import { spoilBytes } from './testing/spoil.ts'
import { validateBlock, validateLightBlock, validateVote } from './validate-block.ts'
import { fuzz } from '../../../tools/fuzz/fuzz.ts'

const RUN = { short: 2_000 }
const SMALL_BYTES_MAX = 8_000

/** Runs `read`; true if it took the input. Anything but a typed refusal fails the test. */
function took(read: () => void): boolean {
  try {
    read()
    return true
  } catch (error) {
    if (error instanceof CometError || error instanceof CodecError) return false
    throw error
  }
}

/** Decoding is lenient about order and repetition of fields, but what was read has one encoding, which reads the same. */
function settles<T>(decode: (bytes: Uint8Array) => T, encode: (value: T) => Uint8Array): (bytes: Uint8Array) => void {
  return (bytes) => {
    const again = encode(decode(bytes))
    if (!bytesEqual(encode(decode(again)), again)) throw new TypeError('written and read again it is another value')
  }
}

const DECODERS: Readonly<Record<string, (bytes: Uint8Array) => void>> = {
  header: settles(decodeHeader, encodeHeader),
  commit: settles(decodeCommit, encodeCommit),
  vote: settles(decodeVote, encodeVote),
  validators: settles(decodeValidatorSet, encodeValidatorSet),
  'signed header': settles(decodeSignedHeader, encodeSignedHeader),
  'light block': settles(decodeLightBlock, encodeLightBlock),
  block: settles(decodeBlock, encodeBlock),
}

describe('decoders', () => {
  const source = new RandomBlocks(nodeCrypto, new Seeded(0xf022))
  const made = Array.from({ length: 60 }, () => source.next())

  it.each(Object.keys(DECODERS))('take or refuse any bytes as a %s', async (name) => {
    const read = DECODERS[name] as (bytes: Uint8Array) => void
    const typed = fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      took(() => {
        read(bytes)
      })
    })
    await fuzz({ target: `comet ${name}`, ...RUN }, (numRuns) => {
      fc.assert(typed, { numRuns })
    })
  })

  it('take or refuse damaged blocks, and their checks too', async () => {
    const random = new Seeded(0xf023)
    const small = made.flatMap(({ block, commit, validators }) => {
      const bytes = encodeBlock(block)
      const light = encodeLightBlock({ header: block.header, commit, validators })
      return bytes.length > SMALL_BYTES_MAX ? [] : [{ bytes, light }]
    })
    let taken = 0
    await fuzz({ target: 'comet damaged blocks', ...RUN }, (count) => {
      for (let run = 0; run < count; run++) {
        const { bytes, light } = random.pick(small)
        if (damagedBlock(spoilBytes(bytes, random))) taken++
        damagedLightBlock(spoilBytes(light, random))
      }
    })
    expect(taken).toBeGreaterThan(0)
  })

  it('lose nothing of a block in JSON', () => {
    for (const { block } of made) {
      const text = JSON.stringify(blockToJson(block))
      expect(bytesEqual(encodeBlock(blockFromJson(JSON.parse(text))), encodeBlock(block))).toBe(true)
    }
  })
})

function damagedBlock(bytes: Uint8Array): boolean {
  took(() => {
    validateBlock(nodeCrypto, decodeBlock(bytes))
  })
  took(() => {
    validateVote(decodeVote(bytes))
  })
  return took(() => DECODERS['block']?.(bytes))
}

function damagedLightBlock(bytes: Uint8Array): void {
  took(() => {
    validateLightBlock(nodeCrypto, decodeLightBlock(bytes))
  })
  took(() => DECODERS['light block']?.(bytes))
}

describe('JSON readers', () => {
  it('take or refuse any JSON value', async () => {
    const refused = fc.property(fc.jsonValue(), (value) => {
      expect(took(() => void blockFromJson(value))).toBe(false)
      expect(took(() => void lightBlockFromJson(value))).toBe(false)
    })
    await fuzz({ target: 'comet JSON', ...RUN }, (numRuns) => {
      fc.assert(refused, { numRuns })
    })
  })

  it('take or refuse a block with one member replaced', async () => {
    const { block } = new RandomBlocks(nodeCrypto, new Seeded(0xf024)).next()
    const text = JSON.stringify(blockToJson(block))
    const members = text.match(/"[a-z_]+":("[^"]*"|\d+|null|true)/g) ?? []
    expect(members.length).toBeGreaterThan(20)
    const typed = fc.property(fc.nat(members.length - 1), fc.jsonValue({ maxDepth: 1 }), (at, value) => {
      const member = members[at] ?? ''
      const replaced = `${member.slice(0, member.indexOf(':'))}:${JSON.stringify(value)}`
      const json = JSON.parse(text.replace(member, () => replaced)) as unknown
      took(() => void encodeBlock(blockFromJson(json)))
    })
    await fuzz({ target: 'comet JSON of a block', ...RUN }, (numRuns) => {
      fc.assert(typed, { numRuns })
    })
  })
})
