import { scrypt, timingSafeEqual } from 'node:crypto'
import { hexDecode, utf8Encode } from '@xiezhi/codec'
import { suite } from '@xiezhi/crypto'
import type { SuiteId } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { CHECK_BYTES } from './format.ts'
import type { KeystoreHeader } from './format.ts'

/** 2^17 blocks of 1 KiB: 128 MiB and some 0.4 s a guess on an office machine. */
export const COST_LOG2 = 17
/**
 * Each takes 128 MiB and a thread of the engine's pool of four: connecting to the database, files and signatures wait for the
 * same threads.
 */
const DERIVATIONS_AT_ONCE = 2
const KEY_BYTES: Readonly<Record<SuiteId, number>> = { intl: 32, sm: 16 }

export interface DerivedKey {
  readonly key: Uint8Array
  readonly check: Uint8Array
}

/** Key of the seal and key check value, one after the other out of scrypt (RFC 7914) over the NFC text. */
export async function deriveKey(
  passphrase: string,
  suiteId: SuiteId,
  { costLog2, blockSize, parallel, salt }: KeystoreHeader['kdf'],
): Promise<DerivedKey> {
  const length = KEY_BYTES[suiteId] + CHECK_BYTES
  const N = 2 ** costLog2
  const options = { N, r: blockSize, p: parallel, maxmem: 2 * 128 * N * blockSize }
  const text = utf8Encode(passphrase.normalize('NFC'))
  const bytes = await inTurn(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        scrypt(text, hexDecode(salt), length, options, (error, derived) => {
          if (error === null) resolve(derived)
          else reject(error)
        })
      }),
  )
  text.fill(0)
  const key = new Uint8Array(bytes.subarray(0, KEY_BYTES[suiteId]))
  const check = new Uint8Array(bytes.subarray(KEY_BYTES[suiteId]))
  bytes.fill(0)
  return { key, check }
}

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(run: () => Promise<T>): Promise<T> {
  if (running < DERIVATIONS_AT_ONCE) running += 1
  else await new Promise<void>((resolve) => waiting.push(resolve))
  try {
    return await run()
  } finally {
    const next = waiting.shift()
    // The turn passes on; nobody who comes in between takes it.
    if (next === undefined) running -= 1
    else next()
  }
}

export function sameCheck(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

export function keystoreSuite(id: SuiteId): ReturnType<typeof suite> {
  return suite(nodeCrypto, id)
}
