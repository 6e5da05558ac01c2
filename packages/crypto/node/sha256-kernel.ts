/**
 * Builds a WebAssembly module that hashes four messages of 65 bytes at once, one in each lane of a 128-bit vector.
 *
 * The state tree hashes nothing but tag ‖ 64 bytes, thousands at a time. With OpenSSL the call for each message costs
 * more than the hash.
 *
 * The module exports `memory` and `hash(tag, groups)`: for each group it reads 4 · 64 bytes from `PAIRS_AT` on and
 * writes 4 · 32 bytes from `DIGESTS_AT` on.
 */

/** Pairs that fit into the module's memory, in groups of four. */
export const KERNEL_PAIRS_MAX = 1024
/** The first word of a message is read from a byte before its pair, so the pairs do not begin at 0. */
export const PAIRS_AT = 16
export const DIGESTS_AT = PAIRS_AT + 64 * KERNEL_PAIRS_MAX
const MEMORY_PAGES = 2

/** Bytes, nested as they were put together. */
type Code = number | readonly Code[]

const LOOP = [0x03, 0x40]
const BRANCH_IF = [0x0d, 0x00]
const END = 0x0b
const SHIFT_LEFT_SCALAR = 0x74
const ADD_SCALAR = 0x6a
const LOAD_BYTE_LANE = [0xfd, 0x54]
const LOAD_WORD_LANE = [0xfd, 0x56]
const STORE_WORD_LANE = [0xfd, 0x5a]
const SHUFFLE = [0xfd, 0x0d]
const SPLAT = [0xfd, 0x11]
const AND = [0xfd, 0x4e]
const OR = [0xfd, 0x50]
const XOR = [0xfd, 0x51]
const SELECT = [0xfd, 0x52]
const SHIFT_LEFT = [0xfd, 0xab, 0x01]
const SHIFT_RIGHT = [0xfd, 0xad, 0x01]
const ADD = [0xfd, 0xae, 0x01]

// Locals: the arguments and the two addresses are numbers, all others vectors.
const TAG = 0
const GROUPS = 1
const FROM = 2
const TO = 3
const STATE = 4
const CHAIN = STATE + 8
const WORDS = CHAIN + 8
const SCRATCH = WORDS + 16
const VECTORS = SCRATCH + 1 - STATE

const LANES = [0, 1, 2, 3]
const INDEXES = [0, 1, 2, 3, 4, 5, 6, 7]

const get = (local: number): Code => [0x20, local]
const set = (local: number): Code => [0x21, local]
const tee = (local: number): Code => [0x22, local]
const number = (value: number): Code => [0x41, signedLeb(value)]
const vector = (value: number): Code => [number(value), SPLAT]

/** Swaps the bytes of each lane: SHA-256 is big-endian, WebAssembly little-endian. */
const SWAP: Code = [
  tee(SCRATCH),
  get(SCRATCH),
  SHUFFLE,
  LANES.map((lane) => [4 * lane + 3, 4 * lane + 2, 4 * lane + 1, 4 * lane]),
]

const shifted = (local: number, bits: number): Code => [get(local), number(bits), SHIFT_RIGHT]
const rotated = (local: number, bits: number): Code => [
  shifted(local, bits),
  [get(local), number(32 - bits), SHIFT_LEFT],
  OR,
]
const xor3 = (a: Code, b: Code, c: Code): Code => [a, b, XOR, c, XOR]

/** Loads into the lanes of a vector from the same offset of the four pairs. */
function loadLanes(instruction: Code, offset: number, laneOf: (lane: number) => number): Code {
  const load = (lane: number): Code => [
    [set(SCRATCH), get(FROM), get(SCRATCH)],
    [instruction, 0, leb(offset + 64 * lane), laneOf(lane)],
  ]
  return [vector(0), LANES.map(load)]
}

/** A word of the first block: tag ‖ pair[0..63), so each word begins one byte before a word of the pair. */
function firstBlockWord(index: number): Code {
  const word = [loadLanes(LOAD_WORD_LANE, PAIRS_AT - 1 + 4 * index, (lane) => lane), SWAP]
  if (index > 0) return word
  return [word, vector(0xff_ffff), AND, get(TAG), number(24), SHIFT_LEFT_SCALAR, SPLAT, OR]
}

/** The second block: the last byte of the pair, the padding bit, and the length of 520 bits. */
function secondBlockWord(index: number): Code {
  if (index === 15) return vector(520)
  if (index > 0) return vector(0)
  return [loadLanes(LOAD_BYTE_LANE, PAIRS_AT + 63, (lane) => 4 * lane + 3), vector(0x80_0000), OR]
}

/** W_t = σ1(W_{t−2}) + W_{t−7} + σ0(W_{t−15}) + W_{t−16}, in the place of W_{t−16}. */
function schedule(t: number): Code {
  const word = (back: number): number => WORDS + ((t - back) & 15)
  const [w2, w15] = [word(2), word(15)]
  return [
    xor3(rotated(w2, 17), rotated(w2, 19), shifted(w2, 10)),
    [get(word(7)), ADD],
    [xor3(rotated(w15, 7), rotated(w15, 18), shifted(w15, 3)), ADD],
    [get(word(16)), ADD, set(word(16))],
  ]
}

/** One round. Instead of moving the eight variables, the names move. */
function round(t: number, constant: number): Code {
  const local = (name: number): number => STATE + ((name - t) & 7)
  const [a, b, c, d] = [local(0), local(1), local(2), local(3)]
  const [e, f, g, h] = [local(4), local(5), local(6), local(7)]
  return [
    [get(h), xor3(rotated(e, 6), rotated(e, 11), rotated(e, 25)), ADD],
    [get(f), get(g), get(e), SELECT, ADD],
    [vector(constant), ADD, get(WORDS + (t & 15)), ADD, tee(SCRATCH)],
    [get(d), ADD, set(d)],
    [get(SCRATCH), xor3(rotated(a, 2), rotated(a, 13), rotated(a, 22)), ADD],
    // Where a and b differ, the majority is c; where they agree, it is b.
    [get(c), get(b), get(a), get(b), XOR, SELECT, ADD, set(h)],
  ]
}

function compress(word: (index: number) => Code, constants: readonly number[]): Code {
  return [
    INDEXES.map((i) => [get(CHAIN + i), set(STATE + i)]),
    Array.from({ length: 16 }, (_, i) => [word(i), set(WORDS + i)]),
    constants.map((constant, t) => [t < 16 ? [] : schedule(t), round(t, constant)]),
    INDEXES.map((i) => [get(CHAIN + i), get(STATE + i), ADD, set(CHAIN + i)]),
  ]
}

function storeDigests(): Code {
  const store = (i: number, lane: number): Code => [
    [get(TO), get(SCRATCH)],
    [STORE_WORD_LANE, 0, leb(DIGESTS_AT + 32 * lane + 4 * i), lane],
  ]
  return INDEXES.map((i) => [get(CHAIN + i), SWAP, set(SCRATCH), LANES.map((lane) => store(i, lane))])
}

function hashBody(): Code {
  const primes = Array.from({ length: 312 }, (_, n) => n).filter(isPrime)
  const initial = primes.slice(0, 8).map((prime) => rootFraction(prime, 2n))
  const constants = primes.map((prime) => rootFraction(prime, 3n))
  return [
    LOOP,
    initial.map((value, i) => [vector(value), set(CHAIN + i)]),
    compress(firstBlockWord, constants),
    compress(secondBlockWord, constants),
    storeDigests(),
    [get(FROM), number(256), ADD_SCALAR, set(FROM)],
    [get(TO), number(128), ADD_SCALAR, set(TO)],
    [get(GROUPS), number(-1), ADD_SCALAR, tee(GROUPS), BRANCH_IF],
    END,
    END,
  ]
}

/** The module's bytes (WebAssembly Core Specification 2.0, 5.5). */
export function sha256KernelBytes(): Uint8Array<ArrayBuffer> {
  // Two groups of locals: two numbers and the vectors. The arguments come first by themselves.
  const body = flatten([2, [2, 0x7f], [VECTORS, 0x7b], hashBody()])
  const text = (name: string): Code => [name.length, Array.from(name, (char) => char.charCodeAt(0))]
  const section = (id: number, content: Code): Code => [id, leb(flatten(content).length), content]
  const module = flatten([
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    // One type, (number, number) to nothing; one function of it; one memory; both exported.
    section(1, [1, 0x60, 2, 0x7f, 0x7f, 0]),
    section(3, [1, 0]),
    section(5, [1, 0x00, MEMORY_PAGES]),
    section(7, [2, text('memory'), 0x02, 0, text('hash'), 0x00, 0]),
    section(10, [1, leb(body.length), body]),
  ])
  return Uint8Array.from(module)
}

function flatten(code: Code, into: number[] = []): number[] {
  if (typeof code === 'number') into.push(code)
  else for (const part of code) flatten(part, into)
  return into
}

/** FIPS 180-4, 4.2.2 and 5.3.3: the constants are the first 32 fractional bits of roots of the first primes. */
function rootFraction(prime: number, degree: bigint): number {
  const target = BigInt(prime) << (32n * degree)
  let [low, high] = [0n, 1n << 40n]
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (middle ** degree <= target) low = middle
    else high = middle
  }
  return Number(BigInt.asIntN(32, low))
}

function isPrime(n: number): boolean {
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false
  return n > 1
}

function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)]
}

function signedLeb(value: number): number[] {
  const last = value >= -64 && value < 64
  return last ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signedLeb(value >> 7)]
}
