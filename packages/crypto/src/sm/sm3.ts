const BLOCK_BYTES = 64

/** GB/T 32905-2016, 4.1. */
const INITIAL = Uint32Array.of(
  0x7380166f,
  0x4914b2b9,
  0x172442d7,
  0xda8a0600,
  0xa96f30bc,
  0x163138aa,
  0xe38dee4d,
  0xb0fb0e4e,
)

/** T_j rotated left by j, which is the only form in which a round uses it. */
const ROUND_CONSTANTS = Uint32Array.from({ length: 64 }, (_, j) => rotl(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32))

/** SM3 digest, 32 bytes (GB/T 32905-2016). */
export function sm3(bytes: Uint8Array): Uint8Array {
  const state = INITIAL.slice()
  const words = new Uint32Array(68)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = bytes.length - (bytes.length % BLOCK_BYTES)
  for (let at = 0; at < whole; at += BLOCK_BYTES) compress(state, words, view, at)

  const rest = bytes.length - whole
  const tail = new Uint8Array(rest + 9 <= BLOCK_BYTES ? BLOCK_BYTES : 2 * BLOCK_BYTES)
  tail.set(bytes.subarray(whole))
  tail[rest] = 0x80
  const tailView = new DataView(tail.buffer)
  tailView.setBigUint64(tail.length - 8, BigInt(bytes.length) * 8n)
  for (let at = 0; at < tail.length; at += BLOCK_BYTES) compress(state, words, tailView, at)

  const digest = new Uint8Array(32)
  const out = new DataView(digest.buffer)
  for (let i = 0; i < 8; i++) out.setUint32(4 * i, state[i] as number)
  return digest
}

function expand(words: Uint32Array, view: DataView, at: number): void {
  for (let j = 0; j < 16; j++) words[j] = view.getUint32(at + 4 * j)
  for (let j = 16; j < 68; j++) {
    const x = (words[j - 16] as number) ^ (words[j - 9] as number) ^ rotl(words[j - 3] as number, 15)
    const permuted = x ^ rotl(x, 15) ^ rotl(x, 23)
    words[j] = permuted ^ rotl(words[j - 13] as number, 7) ^ (words[j - 6] as number)
  }
}

/** GB/T 32905-2016, 5.3.3, in the notation of the standard. */
function compress(state: Uint32Array, words: Uint32Array, view: DataView, at: number): void {
  expand(words, view, at)
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let j = 0; j < 64; j++) {
    const a12 = rotl(a, 12)
    const ss1 = rotl((a12 + e + (ROUND_CONSTANTS[j] as number)) | 0, 7)
    const ss2 = ss1 ^ a12
    const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c)
    const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g)
    const word = words[j] as number
    const tt1 = (ff + d + ss2 + (word ^ (words[j + 4] as number))) | 0
    const tt2 = (gg + h + ss1 + word) | 0
    d = c
    c = rotl(b, 9)
    b = a
    a = tt1
    h = g
    g = rotl(f, 19)
    f = e
    e = tt2 ^ rotl(tt2, 9) ^ rotl(tt2, 17)
  }
  const mixed = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = (state[i] as number) ^ (mixed[i] as number)
}

function rotl(x: number, n: number): number {
  return (x << n) | (x >>> (32 - n))
}
