import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeCanonical } from '@xiezhi/codec'
import { transactionSignBytes } from '@xiezhi/kernel'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { administrators, courtLedger, openCase, temporaryFolder } from '../testing/ledger.ts'
import { reenrolment } from '../lost-key.ts'
import { signedTransaction, transactionBody } from '../transaction.ts'
import { createTokenKey, unlockToken } from './token-key.ts'
import { refusal } from '../testing/refusal.ts'

const LIBRARY = '/usr/lib/softhsm/libsofthsm2.so'
const PIN = '246810'
const HOLDER = { organisation: 'court', officer: 'clerk' }
const installed = existsSync(LIBRARY) && existsSync('/usr/bin/softhsm2-util')
if (!installed) console.log('not run: PKCS#11 tests (SoftHSM is not installed: apt-get install softhsm2)')

describe.skipIf(!installed)('a key in a token (SoftHSM)', () => {
  const folder = temporaryFolder()
  const options = { library: LIBRARY, token: 'xiezhi-test', pin: PIN, keyLabel: 'clerk' }
  let key = ''

  beforeAll(async () => {
    const tokens = join(folder.path, 'tokens')
    const config = join(folder.path, 'softhsm2.conf')
    mkdirSync(tokens)
    writeFileSync(config, `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`)
    // The library reads it when it is loaded.
    process.env['SOFTHSM2_CONF'] = config
    const token = ['--init-token', '--free', '--label', 'xiezhi-test', '--pin', PIN, '--so-pin', '13579111']
    execFileSync('/usr/bin/softhsm2-util', token, { stdio: 'ignore', env: process.env })
    key = await createTokenKey(options)
  })
  afterAll(() => {
    folder.remove()
  })

  const unlocked = (changed: Partial<typeof options> = {}, nowMs = Date.now()) =>
    unlockToken(HOLDER, { ...options, ...changed }, { lifetimeMs: 60_000, now: () => nowMs })

  test('is a P-256 key of this network, and is made once', async () => {
    expect(key).toMatch(/^p256:0[23][0-9a-f]{64}$/)
    await expect(createTokenKey(options)).rejects.toMatchObject({ code: 'KEYSTORE_EXISTS' })
  })

  test('signs a shown act that the ledger takes', async () => {
    const chain = courtLedger()
    const handle = await unlocked({}, chain.nowMs)
    expect(handle.key).toBe(key)
    const [admin1, admin2] = administrators
    const enrol = reenrolment({ ...HOLDER, newKey: key, lostKey: null, validToMs: null })
    const signers = [admin1, admin2, { ...HOLDER, key }]
    const enrolment = transactionBody({
      chainId: chain.chainId,
      messages: [enrol],
      signers,
      nowMs: chain.nowMs,
      nonce: 'e',
    })
    const shown = handle.show(enrolment, { locale: 'zh' })
    const own = handle.sign(enrolment, shown.id)
    const signBytes = transactionSignBytes(chain.chainId, encodeCanonical(enrolment))
    const signatures = [admin1.signer.sign(signBytes), admin2.signer.sign(signBytes), own]
    expect(chain.deliverBytes(signedTransaction(enrolment, signatures))).toMatchObject({ code: 0 })

    const act = transactionBody({
      chainId: chain.chainId,
      messages: [openCase],
      signers: [{ ...HOLDER, key }],
      nowMs: chain.nowMs,
      nonce: 'a',
    })
    const { id } = handle.show(act, { locale: 'zh' })
    expect(chain.deliverBytes(signedTransaction(act, [handle.sign(act, id)]))).toMatchObject({ code: 0 })
    handle.lock()
  })

  test('gives low-s signatures that verify, twenty times', async () => {
    const handle = await unlocked()
    const body = (nonce: string) =>
      transactionBody({ chainId: 'c', messages: [openCase], signers: [{ ...HOLDER, key }], nowMs: Date.now(), nonce })
    for (let n = 0; n < 20; n++) {
      const act = body(String(n))
      expect(handle.sign(act, handle.show(act, { locale: 'en' }).id)).toHaveLength(64)
    }
    handle.lock()
    expect(() => handle.show(body('x'), { locale: 'en' })).toThrow(refusal('LOCKED'))
  })

  test.each([
    ['TOKEN_PIN_WRONG', { pin: '000000' }],
    ['TOKEN_ABSENT', { token: 'another' }],
    ['TOKEN_KEY_ABSENT', { keyLabel: 'judge' }],
    ['TOKEN_LIBRARY', { library: '/nowhere/libpkcs11.so' }],
  ])('%s', async (code, changed) => {
    const refusal: unknown = await unlocked(changed).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code })
    expect(String(refusal)).not.toContain('000000')
    expect(String(refusal)).not.toContain('/nowhere')
  })
})
