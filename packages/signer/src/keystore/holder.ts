import { SignerError } from '../signer-error.ts'

/** Whose key it is, by the ids of the ledger. */
export interface Holder {
  readonly organisation: string
  readonly officer: string
}

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/** @throws SignerError HOLDER_NAME: an id that could leave the folder, or that the ledger would refuse */
export function requireHolder<H extends Holder>(holder: H): H {
  if (!ID.test(holder.organisation) || !ID.test(holder.officer)) throw new SignerError('HOLDER_NAME')
  return holder
}

export function holderText({ organisation, officer }: Holder): string {
  return `${organisation}/${officer}`
}
