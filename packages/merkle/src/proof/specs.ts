import { HASH_OP, LENGTH_OP } from './types.ts'
import type { ProofSpec } from './types.ts'

const binary = { childOrder: [0, 1], hash: HASH_OP.SHA256 } as const

const valueHashed = {
  hash: HASH_OP.SHA256,
  prehashKey: HASH_OP.NO_HASH,
  prehashValue: HASH_OP.SHA256,
  length: LENGTH_OP.VAR_PROTO,
  prefix: Uint8Array.of(0),
} as const

/** ics23 `SmtSpec`: the state tree of a zone. */
export const smtSpec: ProofSpec = {
  leafSpec: {
    hash: HASH_OP.SHA256,
    prehashKey: HASH_OP.SHA256,
    prehashValue: HASH_OP.SHA256,
    length: LENGTH_OP.NO_PREFIX,
    prefix: Uint8Array.of(0),
  },
  innerSpec: { ...binary, childSize: 32, minPrefixLength: 1, maxPrefixLength: 1, emptyChild: new Uint8Array(32) },
  maxDepth: 256,
  minDepth: 0,
  prehashKeyBeforeComparison: true,
}

/** ics23 `IavlSpec`: stores of Cosmos SDK chains. */
export const iavlSpec: ProofSpec = {
  leafSpec: valueHashed,
  // A child carries its length byte.
  innerSpec: { ...binary, childSize: 33, minPrefixLength: 4, maxPrefixLength: 12, emptyChild: new Uint8Array(0) },
  maxDepth: 0,
  minDepth: 0,
  prehashKeyBeforeComparison: false,
}

/** ics23 `TendermintSpec`: the list of stores under a Cosmos SDK app hash, and CometBFT's own trees. */
export const tendermintSpec: ProofSpec = {
  leafSpec: valueHashed,
  innerSpec: { ...binary, childSize: 32, minPrefixLength: 1, maxPrefixLength: 1, emptyChild: new Uint8Array(0) },
  maxDepth: 0,
  minDepth: 0,
  prehashKeyBeforeComparison: false,
}
