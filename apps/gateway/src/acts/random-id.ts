import { randomBytes } from 'node:crypto'

const ID_BYTES = 16

/** 16 random bytes in hexadecimal: an id that says nothing about the person or case behind it. */
export function randomId(): string {
  return randomBytes(ID_BYTES).toString('hex')
}
