import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeCanonical, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PASSPHRASE, temporaryFolder } from '../testing/ledger.ts'
import { KeystoreFolder } from './keystore-folder.ts'

const SECRET = 'a5'.repeat(32)
const HOLDER = { organisation: 'court', officer: 'clerk' }
const NOW_MS = 1_772_413_200_000
const OPTIONS = { lifetimeMs: 60_000, now: () => NOW_MS }

let folder: ReturnType<typeof temporaryFolder>
let keystore: KeystoreFolder
beforeEach(() => {
  folder = temporaryFolder()
  keystore = new KeystoreFolder(folder.path)
})
afterEach(() => {
  folder.remove()
})

const file = (): string => join(folder.path, 'court~clerk.keystore.json')
/** At a low cost, except where a test is about the file as it is made for people. */
const imported = (algorithm: 'ed25519' | 'p256' | 'sm2' = 'ed25519', cost: { cost?: 'low' } = { cost: 'low' }) =>
  keystore.importHex({
    ...HOLDER,
    use: 'officer',
    algorithm,
    hexText: `${SECRET}\n`,
    passphrase: PASSPHRASE,
    nowMs: NOW_MS,
    ...cost,
  })

interface KeystoreJson {
  header: Record<string, Json> & { kdf: Record<string, Json> }
  sealed: string
  digest: string
}

/** Writes the file anew with a matching digest, as somebody with access to the disk would. */
function alter(change: (file: KeystoreJson) => void): void {
  const json = JSON.parse(readFileSync(file(), 'utf8')) as KeystoreJson
  change(json)
  const { header, sealed } = json
  json.digest = suite(nodeCrypto, header['suite'] === 'sm' ? 'sm' : 'intl').digest(encodeCanonical({ header, sealed }))
  writeFileSync(file(), encodeCanonical(json as unknown as Json))
}

describe('an imported key', () => {
  test.each(['ed25519', 'p256', 'sm2'] as const)(
    '%s opens again with its passphrase and its public key',
    async (algorithm) => {
      const header = await imported(algorithm, {})

      const { key } = await keystore.unlock(HOLDER, PASSPHRASE, OPTIONS)
      const expected = nodeCrypto.signer(algorithm, Buffer.from(SECRET, 'hex')).publicKey
      expect(key).toBe(`${algorithm}:${hexEncode(expected)}`)
      expect(header).toMatchObject({
        key,
        suite: algorithm === 'sm2' ? 'sm' : 'intl',
        kdf: { name: 'scrypt', costLog2: 17 },
      })
    },
  )

  test('has a low cost where its passphrase protects nothing, and opens the same', async () => {
    const { kdf, key } = await imported('ed25519', { cost: 'low' })

    expect(kdf.costLog2).toBe(12)
    expect((await keystore.unlock(HOLDER, PASSPHRASE, OPTIONS)).key).toBe(key)
  })

  test('lies in one file that only its owner reads, and the file does not hold the secret', async () => {
    await imported()

    expect(readdirSync(folder.path)).toEqual(['court~clerk.keystore.json'])
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    const text = readFileSync(file(), 'utf8')
    expect(text).not.toContain(SECRET)
    expect(text).not.toContain(Buffer.from(SECRET, 'hex').toString('base64'))
    expect(text).not.toContain(PASSPHRASE)
  })

  test('is never written over', async () => {
    await imported()
    const before = readFileSync(file())

    await expect(imported('p256')).rejects.toMatchObject({ code: 'KEYSTORE_EXISTS', facts: { holder: 'court/clerk' } })
    expect(readFileSync(file())).toEqual(before)
    expect(readdirSync(folder.path)).toHaveLength(1)
  })
})

test('a new key is random', async () => {
  const input = { use: 'officer', algorithm: 'sm2', passphrase: PASSPHRASE, nowMs: NOW_MS } as const
  const one = await keystore.create({ ...HOLDER, ...input })
  const other = await keystore.create({ ...HOLDER, officer: 'judge', ...input })

  expect(one.key).toMatch(/^sm2:0[23]/)
  expect(other.key).not.toBe(one.key)
})

describe('refused, and nothing is written', () => {
  const input = { ...HOLDER, use: 'officer', algorithm: 'ed25519', nowMs: NOW_MS } as const
  test.each([
    ['HEX_KEY_INVALID', { ...input, hexText: SECRET.slice(2), passphrase: PASSPHRASE }],
    ['HEX_KEY_INVALID', { ...input, hexText: 'zz'.repeat(32), passphrase: PASSPHRASE }],
    ['HEX_KEY_INVALID', { ...input, algorithm: 'p256' as const, hexText: '00'.repeat(32), passphrase: PASSPHRASE }],
    ['PASSPHRASE_SHORT', { ...input, hexText: SECRET, passphrase: '123456789' }],
    ['HOLDER_NAME', { ...input, officer: '../../clerk', hexText: SECRET, passphrase: PASSPHRASE }],
  ])('%s', async (code, values) => {
    await expect(keystore.importHex(values)).rejects.toMatchObject({ code })
    expect(readdirSync(folder.path)).toEqual([])
  })
})

describe('a file that does not open', () => {
  test('by another passphrase', async () => {
    await imported()
    await expect(keystore.unlock(HOLDER, `${PASSPHRASE}x`, OPTIONS)).rejects.toMatchObject({
      code: 'PASSPHRASE_WRONG',
      facts: {},
    })
  })

  test.each<readonly [string, string, (json: KeystoreJson) => void]>([
    ['KEYSTORE_TAMPERED', 'use', (json) => (json.header['use'] = 'gateway')],
    ['KEYSTORE_TAMPERED', 'officer', (json) => (json.header['officer'] = 'judge')],
    ['KEYSTORE_TAMPERED', 'createdAtMs', (json) => (json.header['createdAtMs'] = 1)],
    ['KEYSTORE_TAMPERED', 'sealed', (json) => (json.sealed = `A${json.sealed.slice(1)}`)],
    ['KEYSTORE_TAMPERED', 'nonce', (json) => (json.header['nonce'] = '00'.repeat(12))],
    // These go into the key derivation, so the passphrase no longer fits.
    ['PASSPHRASE_WRONG', 'salt', (json) => (json.header.kdf['salt'] = '00'.repeat(32))],
    ['PASSPHRASE_WRONG', 'check', (json) => (json.header['check'] = '00'.repeat(16))],
    ['KEYSTORE_FORMAT', 'cheap derivation', (json) => (json.header.kdf['costLog2'] = 4)],
    ['KEYSTORE_FORMAT', 'derivation that fills the memory', (json) => (json.header.kdf['costLog2'] = 40)],
  ])('%s after a change of %s, though its digest fits', async (code, _what, change) => {
    await imported()
    alter(change)
    await expect(keystore.unlock(HOLDER, PASSPHRASE, OPTIONS)).rejects.toMatchObject({ code })
  })

  test('because the disk is damaged', async () => {
    await imported()
    writeFileSync(file(), readFileSync(file(), 'utf8').replace(/"createdAtMs":\d/, '"createdAtMs":9'))
    await expect(keystore.unlock(HOLDER, PASSPHRASE, OPTIONS)).rejects.toMatchObject({ code: 'KEYSTORE_DAMAGED' })
  })

  test('under the name of another holder', async () => {
    await imported()
    writeFileSync(join(folder.path, 'court~judge.keystore.json'), readFileSync(file()))
    const judge = { ...HOLDER, officer: 'judge' }
    await expect(keystore.unlock(judge, PASSPHRASE, OPTIONS)).rejects.toMatchObject({ code: 'KEYSTORE_TAMPERED' })
  })

  test('because it is not there', async () => {
    const nobody = { ...HOLDER, officer: 'nobody' }
    await expect(keystore.unlock(nobody, PASSPHRASE, OPTIONS)).rejects.toMatchObject({
      code: 'KEYSTORE_ABSENT',
      facts: { holder: 'court/nobody' },
    })
  })
})
