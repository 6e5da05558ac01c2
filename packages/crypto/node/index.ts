import { nodeCrypto } from './node-crypto.ts'
import { createVerifyLater } from './verify-later.ts'

export { nodeCrypto }

/** As `nodeCrypto.verifyMany`, on another thread. Left out of a bundle that does not use it: it has no such file. */
export const verifyManyLater = /* @__PURE__ */ createVerifyLater(nodeCrypto)

export { pairHasher } from './pair-hasher.ts'
export type { PairHasher } from './pair-hasher.ts'
export type { VerifyLater } from './verify-later.ts'
