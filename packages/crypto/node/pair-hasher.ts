import { DIGESTS_AT, KERNEL_PAIRS_MAX, PAIRS_AT, sha256KernelBytes } from './sha256-kernel.ts'

/** Hashes 65-byte messages by the thousand. The state tree of `@xiezhi/merkle` takes one. */
export interface PairHasher {
  /**
   * For each i below `count`: writes SHA-256(tag ‖ pairs[64 i, 64 i + 64)) to digests[32 i, 32 i + 32). `tag` is a byte.
   */
  readonly hashPairs: (tag: number, pairs: Uint8Array, count: number, digests: Uint8Array) => void
}

/** What the kernel's module exports; the library of this TypeScript target does not declare WebAssembly. */
interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer }
  readonly hash: (tag: number, groups: number) => void
}

interface WebAssemblyHost {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: KernelExports }
}

/** A hasher with its own memory. Needs WebAssembly with 128-bit vectors, which every Node from 16.4 on has. */
export function pairHasher(): PairHasher {
  const { Module, Instance } = (globalThis as unknown as { readonly WebAssembly: WebAssemblyHost }).WebAssembly
  const { memory, hash } = new Instance(new Module(sha256KernelBytes())).exports
  const pairsIn = new Uint8Array(memory.buffer, PAIRS_AT, 64 * KERNEL_PAIRS_MAX)
  const digestsOut = new Uint8Array(memory.buffer, DIGESTS_AT, 32 * KERNEL_PAIRS_MAX)
  return {
    hashPairs(tag, pairs, count, digests) {
      for (let start = 0; start < count; start += KERNEL_PAIRS_MAX) {
        const size = Math.min(KERNEL_PAIRS_MAX, count - start)
        pairsIn.set(pairs.subarray(64 * start, 64 * (start + size)))
        hash(tag, Math.ceil(size / 4))
        digests.set(digestsOut.subarray(0, 32 * size), 32 * start)
      }
    },
  }
}
