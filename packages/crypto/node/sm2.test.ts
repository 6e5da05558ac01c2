import { execFileSync, spawnSync } from 'node:child_process'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signatureFromDer, signatureToDer } from '@xiezhi/crypto'
import { utf8Encode } from '@xiezhi/codec'
import { afterAll, describe, expect, test } from 'vitest'
import { importPublicKey, importSecretKey, publicKeyOf } from './keys.ts'
import { BACKENDS } from './testing/backends.ts'

const MESSAGE = utf8Encode('xiezhi/tx/v1')
const openssl = spawnSync('openssl', ['version']).status === 0
if (!openssl) console.log('not run: SM2 against the openssl command, which is not installed')

const folder = mkdtempSync(join(tmpdir(), 'xiezhi-sm2-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string): string => join(folder, name)

const SIGN = ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678', '-in', file('message')]

describe.skipIf(!openssl)('the openssl command with the user id 1234567812345678', () => {
  test.each(BACKENDS)('and $id verify one another', (crypto) => {
    const secretKey = new Uint8Array(32).fill(11)
    const { publicKey, sign } = crypto.signer('sm2', secretKey)
    const secret = importSecretKey('sm2', secretKey)
    writeFileSync(file('message'), MESSAGE)
    writeFileSync(file('secret.pem'), secret.export({ format: 'pem', type: 'pkcs8' }))
    writeFileSync(file('public.pem'), createPublicKey(secret).export({ format: 'pem', type: 'spki' }))

    execFileSync('openssl', ['pkeyutl', '-sign', ...SIGN, '-inkey', file('secret.pem'), '-out', file('theirs')])
    const theirs = signatureFromDer(Uint8Array.from(readFileSync(file('theirs'))))
    const check = { algorithm: 'sm2', publicKey, message: MESSAGE, signature: theirs } as const
    expect(crypto.verifyMany([check])).toEqual([true])

    writeFileSync(file('ours'), signatureToDer(sign(MESSAGE)))
    const verify = ['pkeyutl', '-verify', ...SIGN, '-pubin', '-inkey', file('public.pem'), '-sigfile', file('ours')]
    expect(spawnSync('openssl', verify).status).toBe(0)
    writeFileSync(file('message'), utf8Encode('xiezhi/tx/v2'))
    expect(spawnSync('openssl', verify).status).not.toBe(0)
  })
})

describe('imported keys', () => {
  test('are SM2 keys to Node, where a generated one is a plain EC key', () => {
    const secretKey = importSecretKey('sm2', new Uint8Array(32).fill(11))
    const publicKey = importPublicKey('sm2', publicKeyOf('sm2', secretKey))
    expect(generateKeyPairSync('ec', { namedCurve: 'SM2' }).privateKey.asymmetricKeyType).toBe('ec')
    expect(secretKey.asymmetricKeyType).not.toBe('ec')
    expect(publicKey.asymmetricKeyType).not.toBe('ec')
  })
})
