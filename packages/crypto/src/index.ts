export type {
  AeadAlgorithm,
  AgreementCurve,
  CommitSignatureCheck,
  Crypto,
  HashAlgorithm,
  OpenInput,
  SealInput,
  SignatureAlgorithm,
  SignatureCheck,
  Signer,
} from './crypto.ts'
export { CryptoError } from './crypto-error.ts'
export type { CryptoErrorCode, CryptoFacts } from './crypto-error.ts'
export { formatDigest, isDigest, parseDigest } from './digest.ts'
export type { Digest, DigestParts } from './digest.ts'
export { formatKey, parseKey } from './keys.ts'
export type { KeyText, PublicKey } from './keys.ts'
export { suite } from './suite.ts'
export type { DecryptInput, EncryptInput, Suite, SuiteId, SuiteOpenInput, SuiteSealInput } from './suite.ts'
export { createCrypto, createKeyring } from './create-crypto.ts'
export type { Backend, Keyring, VerificationKey } from './create-crypto.ts'
export { zip215Key } from './intl/ed25519.ts'
export { P256_ORDER } from './intl/p256-rules.ts'
export { deterministicNonce } from './nonce.ts'
export { bytes32FromNumber, numberFromBytes, residue } from './scalar.ts'
export { signatureFromDer, signatureToDer } from './signature-der.ts'
export { sm2Agree, sm2AgreementKey, sm2IdentityDigest } from './sm/sm2.ts'
export { sm4GcmOpen, sm4GcmSeal } from './sm/sm4-gcm.ts'
export { pureCrypto } from './pure.ts'
