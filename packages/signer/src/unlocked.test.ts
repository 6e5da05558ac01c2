import { hexDecode } from '@xiezhi/codec'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CASE_REF, clerk, courtLedger, gateway, openCase, START_MS } from './testing/ledger.ts'
import { signedTransaction, transactionBody } from './transaction.ts'
import { Unlocked, UNLOCK_MS_MAX } from './unlocked.ts'
import type { SigningKey } from './signing-key.ts'
import type { KeyUse } from './keystore/format.ts'
import type { TestSigner } from '@xiezhi/kernel/testing'
import { signerErrorsEn, signerErrorsZh } from './error-texts.ts'
import { SIGNER_ERROR_CODES } from './signer-error.ts'
import { refusal } from './testing/refusal.ts'

let nowMs = START_MS
beforeEach(() => {
  nowMs = START_MS
})

/** A real key, and whether it was destroyed. */
function signingKeyOf({ signer }: TestSigner): SigningKey & { destroyed: number } {
  return {
    key: { algorithm: signer.algorithm, bytes: signer.publicKey },
    sign: signer.sign,
    destroyed: 0,
    destroy() {
      this.destroyed += 1
    },
  }
}

function unlocked(holder: TestSigner = clerk, use: KeyUse = 'officer', lifetimeMs = 60_000) {
  const signingKey = signingKeyOf(holder)
  const { organisation, officer } = holder
  return {
    signingKey,
    handle: new Unlocked({ organisation, officer, use, signingKey }, { lifetimeMs, now: () => nowMs }),
  }
}

const body = (signers: readonly TestSigner[] = [clerk], messages: readonly { type: string; value: never }[] = []) =>
  transactionBody({
    chainId: 'xz-court-1',
    messages: messages.length > 0 ? messages : [openCase],
    signers,
    nowMs: START_MS,
    nonce: 'n1',
  })

const ZH = { locale: 'zh' } as const

describe('an unlocked key', () => {
  test('signs what it has shown, and the ledger takes it', () => {
    const chain = courtLedger()
    const { handle } = unlocked()
    const shown = handle.show(body(), ZH)

    const signature = handle.sign(body(), shown.id)
    const result = chain.deliverBytes(signedTransaction(body(), [signature]))
    expect(result).toMatchObject({ code: 0 })
    expect(chain.query('case/case', { caseRef: CASE_REF })).toMatchObject({ case: { caseRef: CASE_REF } })
  })

  test('signs each showing once', () => {
    const { handle } = unlocked()
    const { id } = handle.show(body(), ZH)
    handle.sign(body(), id)
    expect(() => handle.sign(body(), id)).toThrow(refusal('ACT_NOT_SHOWN'))
  })

  test('refuses what was not shown, or other bytes than those shown', () => {
    const { handle } = unlocked()
    const { id } = handle.show(body(), ZH)
    const other = { ...body(), nonce: 'n2' }
    expect(() => handle.sign(other, id)).toThrow(refusal('ACT_NOT_SHOWN'))
    expect(() => handle.sign(body(), '00'.repeat(32))).toThrow(refusal('ACT_NOT_SHOWN'))
    expect(() => handle.signAsService(body())).toThrow(refusal('ACT_NOT_SHOWN'))
  })

  test('refuses what does not name its holder with its key', () => {
    const { handle } = unlocked()
    const named = body([{ ...gateway, organisation: 'court', officer: 'clerk' }])
    const facts = { holder: 'court/clerk' }
    expect(() => handle.show(body([gateway]), ZH)).toThrow(refusal('SIGNER_NOT_NAMED', facts))
    expect(() => handle.show(named, ZH)).toThrow(refusal('SIGNER_NOT_NAMED', facts))
  })

  test('refuses what is no longer in time', () => {
    const { handle } = unlocked(clerk, 'officer', UNLOCK_MS_MAX)
    const { id } = handle.show(body(), ZH)
    nowMs = body().expiresAtMs + 1
    expect(() => handle.sign(body(), id)).toThrow(refusal('ACT_NOT_IN_TIME'))
  })

  test('ends when it is locked: the secret is destroyed once, nothing is signed', () => {
    const { handle, signingKey } = unlocked()
    const { id } = handle.show(body(), ZH)
    handle.lock()
    handle.lock()
    expect(signingKey.destroyed).toBe(1)
    expect(handle.open).toBe(false)
    expect(() => handle.sign(body(), id)).toThrow(refusal('LOCKED'))
    expect(() => handle.show(body(), ZH)).toThrow(refusal('LOCKED'))
  })

  test('ends with its time, whoever asks', () => {
    const { handle, signingKey } = unlocked()
    const { id } = handle.show(body(), ZH)
    nowMs += 60_000
    expect(() => handle.sign(body(), id)).toThrow(refusal('UNLOCK_EXPIRED'))
    expect(signingKey.destroyed).toBe(1)
  })

  test.each([0, -1, UNLOCK_MS_MAX + 1, Number.POSITIVE_INFINITY, Number.NaN])(
    'is not given for %d ms',
    (lifetimeMs) => {
      expect(() => unlocked(clerk, 'officer', lifetimeMs)).toThrow(refusal('LIFETIME_LIMIT'))
    },
  )
})

describe('without anybody asking', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('the secret is destroyed when the time is over', () => {
    const { signingKey } = unlocked()
    vi.advanceTimersByTime(59_999)
    expect(signingKey.destroyed).toBe(0)
    vi.advanceTimersByTime(1)
    expect(signingKey.destroyed).toBe(1)
  })
})

describe('a key of a program', () => {
  const packet = { type: 'client/UpdateClient', value: { clientId: '07-tendermint-0', header: 'AAAA' } as never }

  test('signs the acts of its use without a person', () => {
    const { handle } = unlocked(gateway, 'relayer', Number.POSITIVE_INFINITY)
    const signature = handle.signAsService(body([gateway], [packet]))
    expect(signature).toHaveLength(64)
  })

  test('of the gateway signs what became of an annex, and the digest of an audit package', () => {
    const { handle } = unlocked(gateway, 'gateway')
    const value = { dispatchId: `${'d1'.repeat(32)}-0`, annexDigest: `sha256:${'0d'.repeat(32)}`, outcome: 'FAILED' }
    const fact = { type: 'query/RecordRetrieval', value: value as never }
    expect(handle.signAsService(body([gateway], [fact]))).toHaveLength(64)
    const packed = { packageId: '5a'.repeat(16), digest: `sha256:${'0d'.repeat(32)}` }
    const digest = { type: 'query/RecordAuditPackage', value: packed as never }
    expect(handle.signAsService(body([gateway], [digest]))).toHaveLength(64)
  })

  test.each(['RecordRetrieval', 'Accept', 'Answer'].map((name) => `order/${name}`))(
    'of the gateway signs %s: what a core system did of an order',
    (type) => {
      const { handle } = unlocked(gateway, 'gateway')
      const order = { client: '07-tendermint-0', orderId: `${'d1'.repeat(32)}-0` } as never
      expect(handle.signAsService(body([gateway], [{ type, value: order }]))).toHaveLength(64)
      const issue = { type: 'order/Issue', value: order }
      expect(() => handle.signAsService(body([gateway], [{ type, value: order }, issue]))).toThrow(
        refusal('SERVICE_KEY_ACT', { type: 'order/Issue' }),
      )
    },
  )

  test('of the gateway signs the digest of a certificate that it printed; which kinds it may deposit the ledger says', () => {
    const { handle } = unlocked(gateway, 'gateway')
    const act = { type: 'deposit/DepositFile', value: { depositId: 'de'.repeat(16), kind: 'CERTIFICATE' } as never }
    expect(handle.signAsService(body([gateway], [act]))).toHaveLength(64)
  })

  test.each(['relayer', 'gateway'] as const)('of use %s never signs for an officer', (use) => {
    const { handle } = unlocked(gateway, use)
    const facts = { type: 'case/OpenCase' }
    expect(() => handle.signAsService(body([gateway]))).toThrow(refusal('SERVICE_KEY_ACT', facts))
    expect(() => handle.show(body([gateway]), ZH)).toThrow(refusal('SERVICE_KEY_ACT', facts))
  })

  test('of one use does not sign the acts of the other, alone or beside its own', () => {
    const { handle } = unlocked(gateway, 'gateway')
    expect(() => handle.signAsService(body([gateway], [packet]))).toThrow(
      refusal('SERVICE_KEY_ACT', { type: 'client/UpdateClient' }),
    )
  })

  test('is refused by the ledger too, if a program signs past this package', () => {
    const chain = courtLedger()
    const before = chain.moduleEntries()
    const result = chain.deliver([openCase], [gateway])
    expect(chain.app.modules.explain(result.codespace, result.code)?.name).toBe('RoleNotHeld')
    expect(chain.moduleEntries()).toBe(before)
  })
})

test('a transaction has a signature of every signer', () => {
  const missing = (): unknown => signedTransaction(body([clerk, gateway]), [hexDecode('00'.repeat(64))])
  expect(missing).toThrow(refusal('SIGNATURE_COUNT', { expected: 2, seen: 1 }))
})

test('every refusal has a text and a cure in both languages', () => {
  for (const code of SIGNER_ERROR_CODES) {
    for (const { text, cure } of [signerErrorsZh[code], signerErrorsEn[code]]) {
      expect([code, text.length > 3, cure.length > 3]).toEqual([code, true, true])
    }
  }
})
