import { integer, string } from '@xiezhi/codec'

/** Forms that requests, results and files share. */
export const id = string({ bytesMin: 1, bytesMax: 64, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ })
export const code = string({ bytesMin: 1, bytesMax: 48, pattern: /^[A-Z][A-Z0-9_]*$/ })
export const randomId = string({ bytesMin: 32, bytesMax: 32, pattern: /^[0-9a-f]{32}$/ })
export const digestText = string({ bytesMin: 68, bytesMax: 71, pattern: /^(sha256|sm3):[0-9a-f]{64}$/ })
export const instant = integer({ min: 0 })
export const keyText = string({
  bytesMin: 69,
  bytesMax: 74,
  pattern: /^(ed25519:[0-9a-f]{64}|(p256|sm2):[0-9a-f]{66})$/,
})
/** Base64 of 64 bytes. */
export const signatureText = string({ bytesMin: 88, bytesMax: 88, pattern: /^[A-Za-z0-9+/]{86}==$/ })
