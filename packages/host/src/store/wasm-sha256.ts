import { latin1Encode } from '@xiezhi/codec'

/**
 * Writes a WebAssembly module that hashes many 65-byte messages tag ‖ pair with SHA-256 (FIPS 180-4), four messages
 * in the four 32-bit lanes of each vector. The bytes are made here, so there is no binary to trust.
 */

const PAIR_BYTES = 64
const DIGEST_BYTES = 32
const PAGE_BYTES = 65_536
/** A 65-byte message and its padding. */
const MESSAGE_BITS = 65 * 8

const INITIAL = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]

const ROUND_CONSTANTS = [
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
]

type Code = readonly number[]

function unsigned(value: number): Code {
  const bytes: number[] = []
  let rest = value
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80)
  bytes.push(rest)
  return bytes
}

function signed(value: number): Code {
  const bytes: number[] = []
  let rest = value | 0
  for (;;) {
    const byte = rest & 0x7f
    rest >>= 7
    if ((rest === 0 && byte < 0x40) || (rest === -1 && byte >= 0x40)) return [...bytes, byte]
    bytes.push(byte | 0x80)
  }
}

const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content]
const simd = (operation: number, ...operand: number[]): Code => [0xfd, ...unsigned(operation), ...operand]

// Instructions, named as in the WebAssembly text format.
const get = (local: number): Code => [0x20, ...unsigned(local)]
const set = (local: number): Code => [0x21, ...unsigned(local)]
const i32 = (value: number): Code => [0x41, ...signed(value)]
const I32_ADD: Code = [0x6a]
const I32_SUB: Code = [0x6b]
const I32_SHL: Code = [0x74]
const AND = simd(0x4e)
const OR = simd(0x50)
const XOR = simd(0x51)
const ADD = simd(0xae)
const SPLAT = simd(0x11)
const load = (address: Code, offset: number): Code => [...address, ...simd(0x00, 0, ...unsigned(offset))]
const store = (address: Code, value: Code, offset: number): Code => [
  ...address,
  ...value,
  ...simd(0x0b, 0, ...unsigned(offset)),
]
const shiftLeft = (x: Code, bits: number): Code => [...x, ...i32(bits), ...simd(0xab)]
const shiftRight = (x: Code, bits: number): Code => [...x, ...i32(bits), ...simd(0xad)]
const rotateRight = (x: Code, bits: number): Code => [...shiftRight(x, bits), ...shiftLeft(x, 32 - bits), ...OR]
const splat = (value: number): Code => [...i32(value), ...SPLAT]
/** Takes 32-bit words by number, 0–3 of x and 4–7 of y. */
const words = (x: Code, y: Code, picks: readonly number[]): Code => [
  ...x,
  ...y,
  ...simd(0x0d, ...picks.flatMap((word) => [0, 1, 2, 3].map((byte) => word * 4 + byte))),
]
const swapBytes = (x: Code, again: Code): Code => [
  ...x,
  ...again,
  ...simd(0x0d, ...[3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12]),
]

// Locals: two parameters, then three i32, then vectors.
const GROUPS = 0
const TAG = 1
const INPUT = 2
const OUTPUT = 3
const BLOCK = 4
const SCHEDULE = 5
const STATE = SCHEDULE + 16
const CHAIN = STATE + 8
const TURN = CHAIN + 8
const SPARE = TURN + 4
const VECTORS = SPARE + 2 - SCHEDULE

const word = (t: number): number => SCHEDULE + (t % 16)

/** Turns four vectors of one message each into four of one word each; both are locals from `first`. */
function transpose(from: number, to: number): Code {
  const [a, b, c, d] = [get(from), get(from + 1), get(from + 2), get(from + 3)]
  const low = [0, 4, 1, 5]
  const high = [2, 6, 3, 7]
  const pick = (x: Code, y: Code, halves: readonly number[], local: number): Code => [
    ...words(x, y, halves),
    ...set(local),
  ]
  return [
    // The two upper halves first: they still need all four inputs.
    ...pick(a, b, high, SPARE),
    ...pick(c, d, high, SPARE + 1),
    ...pick(a, b, low, from),
    ...pick(c, d, low, from + 2),
    ...pick(get(from), get(from + 2), [0, 1, 4, 5], to),
    ...pick(get(from), get(from + 2), [2, 3, 6, 7], to + 1),
    ...pick(get(SPARE), get(SPARE + 1), [0, 1, 4, 5], to + 2),
    ...pick(get(SPARE), get(SPARE + 1), [2, 3, 6, 7], to + 3),
  ]
}

/** Words 0–15 of the first block: the tag, then the pair without its last byte, so every load is one byte early. */
function firstBlock(): Code {
  const code: number[] = []
  for (let quarter = 0; quarter < 4; quarter++) {
    for (let message = 0; message < 4; message++) {
      const loaded = load([...get(INPUT), ...i32(1), ...I32_SUB], message * PAIR_BYTES + quarter * 16)
      code.push(...loaded, ...set(TURN + message), ...swapBytes(get(TURN + message), get(TURN + message)))
      code.push(...set(TURN + message))
    }
    code.push(...transpose(TURN, SCHEDULE + quarter * 4))
  }
  const tagByte = [...get(TAG), ...i32(24), ...I32_SHL, ...SPLAT]
  return [...code, ...get(SCHEDULE), ...splat(0x00ffffff), ...AND, ...tagByte, ...OR, ...set(SCHEDULE)]
}

/** The last byte of the pair, the padding bit, zeros, the length. */
function secondBlock(): Code {
  const code: number[] = []
  for (let message = 0; message < 4; message++) {
    code.push(...load(get(INPUT), message * PAIR_BYTES + 48), ...set(TURN + message))
  }
  code.push(...transpose(TURN, SCHEDULE))
  // The last word was read little-endian: the last byte of the pair is already its highest.
  code.push(...get(SCHEDULE + 3), ...splat(0xff000000), ...AND, ...splat(0x00800000), ...OR, ...set(SCHEDULE))
  for (let t = 1; t < 15; t++) code.push(...splat(0), ...set(SCHEDULE + t))
  return [...code, ...splat(MESSAGE_BITS), ...set(SCHEDULE + 15)]
}

function extend(t: number): Code {
  const [w15, w2] = [get(word(t - 15)), get(word(t - 2))]
  const small0 = [...rotateRight(w15, 7), ...rotateRight(w15, 18), ...XOR, ...shiftRight(w15, 3), ...XOR]
  const small1 = [...rotateRight(w2, 17), ...rotateRight(w2, 19), ...XOR, ...shiftRight(w2, 10), ...XOR]
  return [...get(word(t)), ...small0, ...ADD, ...get(word(t - 7)), ...ADD, ...small1, ...ADD, ...set(word(t))]
}

function round(t: number): Code {
  // Instead of moving eight values each round, the names move.
  const [a, b, c, d, e, f, g, h] = Array.from({ length: 8 }, (_, i) => STATE + ((i + 64 - t) % 8)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const big1 = [...rotateRight(get(e), 6), ...rotateRight(get(e), 11), ...XOR, ...rotateRight(get(e), 25), ...XOR]
  const choose = [...get(f), ...get(g), ...XOR, ...get(e), ...AND, ...get(g), ...XOR]
  const big0 = [...rotateRight(get(a), 2), ...rotateRight(get(a), 13), ...XOR, ...rotateRight(get(a), 22), ...XOR]
  const majority = [...get(a), ...get(b), ...XOR, ...get(b), ...get(c), ...XOR, ...AND, ...get(b), ...XOR]
  const constant = load(i32(0), t * 16)
  return [
    ...(t < 16 ? [] : extend(t)),
    ...[...get(h), ...get(word(t)), ...ADD, ...constant, ...ADD, ...choose, ...ADD, ...big1, ...ADD, ...set(h)],
    ...[...get(d), ...get(h), ...ADD, ...set(d)],
    ...[...get(h), ...majority, ...ADD, ...big0, ...ADD, ...set(h)],
  ]
}

function hashBody(inputAt: number, outputAt: number): Code {
  const each = (of: (i: number) => Code): Code => Array.from({ length: 8 }, (_, i) => of(i)).flat()
  const rounds = Array.from({ length: 64 }, (_, t) => round(t)).flat()
  const compress = [
    ...each((i) => [...get(CHAIN + i), ...set(STATE + i)]),
    ...rounds,
    ...each((i) => [...get(CHAIN + i), ...get(STATE + i), ...ADD, ...set(CHAIN + i)]),
  ]
  const output = [0, 4].flatMap((first) => [
    ...transpose(CHAIN + first, TURN),
    ...[0, 1, 2, 3].flatMap((message) =>
      store(get(OUTPUT), swapBytes(get(TURN + message), get(TURN + message)), message * DIGEST_BYTES + first * 4),
    ),
  ])
  const forward = (pointer: number, bytes: number): Code => [
    ...get(pointer),
    ...i32(bytes),
    ...I32_ADD,
    ...set(pointer),
  ]
  return [
    ...[...i32(inputAt), ...set(INPUT), ...i32(outputAt), ...set(OUTPUT)],
    ...[0x03, 0x40], // loop: one group of four messages
    ...each((i) => [...splat(INITIAL[i] ?? 0), ...set(CHAIN + i)]),
    ...firstBlock(),
    ...[...i32(1), ...set(BLOCK)],
    ...[0x03, 0x40], // loop: one block
    ...compress,
    ...[...get(BLOCK), 0x04, 0x40], // if a block is left
    ...secondBlock(),
    ...[...i32(0), ...set(BLOCK), 0x0c, 1, 0x0b], // next block, end if
    0x0b, // end loop
    ...output,
    ...forward(INPUT, 4 * PAIR_BYTES),
    ...forward(OUTPUT, 4 * DIGEST_BYTES),
    ...[...get(GROUPS), ...i32(1), ...I32_SUB, 0x22, GROUPS, 0x0d, 0], // again while groups are left
    0x0b, // end loop
    0x0b, // end function
  ]
}

export interface Sha256Pairs {
  readonly bytes: Uint8Array
  /** `constants` belong at address 0 before the first call. */
  readonly layout: { readonly constants: Uint8Array; readonly inputAt: number; readonly outputAt: number }
}

/** Module with exports `memory` and `hash(groups ≥ 1, tag)`: hashes 4 × groups pairs at `inputAt` to `outputAt`. */
export function sha256PairsModule(pairsMax: number): Sha256Pairs {
  const constants = new Uint8Array(new Uint32Array(ROUND_CONSTANTS.flatMap((k) => [k, k, k, k])).buffer)
  // The first load of a message begins one byte before it.
  const inputAt = constants.length + 16
  const outputAt = inputAt + pairsMax * PAIR_BYTES
  const pages = Math.ceil((outputAt + pairsMax * DIGEST_BYTES) / PAGE_BYTES)
  const name = (text: string): Code => [text.length, ...latin1Encode(text)]
  const [I32, V128] = [0x7f, 0x7b]
  const locals = [2, 3, I32, VECTORS, V128]
  const body = [...locals, ...hashBody(inputAt, outputAt)]
  const bytes = Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 2, I32, I32, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, ...unsigned(pages)]),
    ...section(7, [2, ...name('memory'), 2, 0, ...name('hash'), 0, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ])
  return { bytes, layout: { constants, inputAt, outputAt } }
}
