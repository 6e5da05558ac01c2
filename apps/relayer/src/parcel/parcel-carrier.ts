import { renameSync, writeFileSync } from 'node:fs'
import type { Cargo, Carried, Carrier } from '../cargo.ts'
import { messagesOf } from '../cargo.ts'
import type { ZoneEnd } from '../zone-end.ts'
import { encodeParcel } from './parcel.ts'
import type { Parcel } from './parcel.ts'

/** Lays cargo down as a signed file, for a zone that no network reaches. Nothing is decided until it is imported there. */
export class ParcelCarrier implements Carrier {
  readonly #source: ZoneEnd
  readonly #file: string
  readonly #about: Omit<Parcel, 'signer' | 'cargo'>

  constructor(source: ZoneEnd, file: string, about: Omit<Parcel, 'signer' | 'cargo'>) {
    this.#source = source
    this.#file = file
    this.#about = about
  }

  carry(cargo: Cargo): Promise<Carried> {
    const bytes = encodeParcel({ ...this.#about, cargo }, this.#source.officer)
    // Whole or not at all: a carrier may take the file at any moment.
    const draft = `${this.#file}.part`
    writeFileSync(draft, bytes, { mode: 0o600 })
    renameSync(draft, this.#file)
    return Promise.resolve({ messages: messagesOf(cargo).length, refused: [] })
  }
}
