import { randomBytes } from 'node:crypto'
import { newSalt, saltedDigest } from '../../zone/digest.ts'

const ID_BYTES = 16

/** A record id: random, says nothing about the person. */
export function newId(): string {
  return randomBytes(ID_BYTES).toString('hex')
}

/** Digest that stands for the signed instrument of an act typed in here: salted, so that it cannot be guessed. */
export function instrumentDigest(act: string): string {
  return saltedDigest(newSalt(), 'instrument', act)
}
