import { Type } from 'typebox'
import type { Static } from 'typebox'
import { anyJson, count, nullable, text } from './scalars.ts'

/** A record with its ICS-23 proof and the light block whose header has the root: what a browser checks by itself. */
export const recordProof = Type.Object({
  key: text,
  chainId: text,
  /** Of the state; the root is in the header of `height + 1`. */
  height: count,
  /** Base64; null: proved absent. */
  value: nullable(text),
  /** The value read as JSON. */
  record: nullable(anyJson),
  /** Base64 of the encoded ics23 CommitmentProof. */
  proof: text,
  /** Base64 of `tendermint.types.LightBlock`. */
  lightBlock: text,
  headerHash: text,
  appHash: text,
  headerTimeMs: count,
})
export type RecordProof = Static<typeof recordProof>

/** Trust anchors of this authority, for the check in the browser: a bundle never brings its own. */
export const trust = Type.Object({
  source: text,
  zones: Type.Array(
    Type.Object({
      chainId: text,
      height: count,
      validators: Type.Array(Type.Object({ publicKey: text, power: Type.Integer(), organisation: nullable(text) })),
    }),
  ),
  /** The same as the file that `evidence verify --trust` takes. */
  file: text,
})
export type Trust = Static<typeof trust>

export const bundle = Type.Unknown({ title: 'evidence bundle, spec 20' })

/** The bundle is attached to it. */
export const report = Type.Unknown({ title: 'PDF of the verification report' })
