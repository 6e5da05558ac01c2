import { CodecError, decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import { CryptoError, parseKey } from '@xiezhi/crypto'
import type { Crypto, PublicKey, SignatureCheck } from '@xiezhi/crypto'
import type { Signer } from '../context.ts'
import { ContractError, ensure } from '../errors.ts'
import { errors } from '../kernel-errors.ts'
import {
  decodeSignature,
  transactionId,
  transactionSchema,
  transactionSignBytes,
  TX_BYTES_MAX,
  TX_LIFETIME_MAX_MS,
} from './transaction.ts'
import type { TransactionBody } from './transaction.ts'

/** Where the body begins, and the length of what follows it up to the signatures. */
const BODY_AT = '{"body":'.length
const SIGNATURES_KEY_BYTES = ',"signatures":'.length

/** A transaction that is well formed and whose signature checks are stated but not yet run. */
export interface DecodedTx {
  readonly id: string
  readonly body: TransactionBody
  readonly signers: readonly Signer[]
  readonly checks: readonly SignatureCheck[]
}

/**
 * Everything that is decidable without state and without curve arithmetic: size, canonical form, schema, chain, lifetime,
 * distinct keys, one signature a signer.
 * @throws ContractError of codespace `kernel`
 */
export function decodeTransaction(crypto: Crypto, chainId: string, bytes: Uint8Array): DecodedTx {
  ensure(bytes.length <= TX_BYTES_MAX, errors.TxTooLarge, { bytesMax: TX_BYTES_MAX, seen: bytes.length })
  const { body, signatures } = refusing(errors.TxMalformed, () =>
    transactionSchema.parse(decodeCanonical(bytes, { bytesMax: TX_BYTES_MAX })),
  )
  ensure(body.chainId === chainId, errors.WrongChain, { expected: chainId, seen: body.chainId })
  ensure(body.issuedAtMs < body.expiresAtMs, errors.LifetimeReversed, {
    issuedAtMs: body.issuedAtMs,
    expiresAtMs: body.expiresAtMs,
  })
  const lifetimeMs = body.expiresAtMs - body.issuedAtMs
  ensure(lifetimeMs <= TX_LIFETIME_MAX_MS, errors.LifetimeTooLong, {
    lifetimeMsMax: TX_LIFETIME_MAX_MS,
    seen: lifetimeMs,
  })
  ensure(signatures.length === body.signers.length, errors.SignatureCount, {
    expected: body.signers.length,
    seen: signatures.length,
  })
  const distinct = new Set(body.signers.map((signer) => signer.key))
  ensure(distinct.size === body.signers.length, errors.SignerDuplicate, {
    signers: body.signers.length,
    keys: distinct.size,
  })

  const bodyBytes = bodyBytesOf(bytes, signatures)
  const message = transactionSignBytes(chainId, bodyBytes)
  const checks = body.signers.map((signer, at): SignatureCheck => {
    const key = keyOf(signer.key)
    const signature = refusing(errors.SignatureInvalid, () => decodeSignature(signatures[at] ?? ''))
    return { algorithm: key.algorithm, publicKey: key.bytes, message, signature }
  })
  return { id: transactionId(crypto, bodyBytes), body, signers: body.signers as readonly Signer[], checks }
}

/** The canonical body inside canonical transaction bytes: `{"body":…,"signatures":…}`, keys in their one order. */
function bodyBytesOf(bytes: Uint8Array, signatures: readonly string[]): Uint8Array {
  const behind = SIGNATURES_KEY_BYTES + encodeCanonical(signatures, { bytesMax: TX_BYTES_MAX }).length + 1
  return bytes.subarray(BODY_AT, bytes.length - behind)
}

/** @throws ContractError SignatureInvalid, naming the position of the signer */
export function requireSignatures(verdicts: readonly boolean[]): void {
  const signer = verdicts.indexOf(false)
  ensure(signer < 0, errors.SignatureInvalid, { signer })
}

function keyOf(text: string): PublicKey {
  return refusing(errors.KeyMalformed, () => parseKey(text))
}

/** Turns the typed errors of the lower layers into one refusal with their code as a fact. */
function refusing<T>(kind: Parameters<typeof ensure>[1], run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof CodecError || error instanceof CryptoError) {
      throw new ContractError(kind, { reason: error.code, ...error.facts })
    }
    throw error
  }
}
