import { nodeCrypto } from './node-crypto.ts'
import { createVerifyLater } from './verify-later.ts'

export { nodeCrypto }

/** As `nodeCrypto.verifyMany`, on another thread. */
export const verifyManyLater = createVerifyLater(nodeCrypto)

export { pairHasher } from './pair-hasher.ts'
export type { PairHasher } from './pair-hasher.ts'
export type { VerifyLater } from './verify-later.ts'
