import { createHash, randomBytes } from 'node:crypto'

const ID_BYTES = 16

/** A record id: random, says nothing about the person. */
export function newId(): string {
  return randomBytes(ID_BYTES).toString('hex')
}

/** Digest that stands for the signed instrument of an act typed in here: salted, so that it cannot be guessed. */
export function instrumentDigest(act: string): string {
  return `sha256:${createHash('sha256')
    .update(`${randomBytes(ID_BYTES).toString('hex')} ${act}`)
    .digest('hex')}`
}
