import type { Json } from '@xiezhi/codec'
import type { TextState } from '@xiezhi/gateway-api'
import type { Gathered } from '@xiezhi/sdk'
import { newDisclosure } from '@xiezhi/vault'
import type { Disclosure, KeptText, NewText, OwnerIndex, Vault } from '@xiezhi/vault'
import { gathered } from '../db/gathered.ts'

/** Persons, by the six digits of a licence number that stay with a lawyer. */
export const PERSONS: OwnerIndex = { purpose: 'person', fieldName: 'licenceSerial' }
/** The same persons where they were asked about: such records are kept for their term (个保法 56), and go with no erasure before it. */
export const ASKED: OwnerIndex = { purpose: 'processingRecord', fieldName: 'askedSerial' }

export const OPENING = 'queryOpening'
/** Persons of the authority itself, by the name with which they sign in. */
export const ACCOUNTS: OwnerIndex = { purpose: 'account', fieldName: 'accountPerson' }

/** Debtors of enforcement cases, by the number of their document. */
export const DEBTORS: OwnerIndex = { purpose: 'debtor', fieldName: 'debtorNumber' }

/** Files of cases, by the reference of the case: they name several persons, and go when their case's term ends. */
export const CASE_FILES: OwnerIndex = { purpose: 'caseFile', fieldName: 'caseReference' }

type TextName = 'name' | 'grounds' | 'formerStaff' | 'unlockReason'

const SERIAL_AT = 11

export function serialOf(licenceNo: string): string {
  return licenceNo.slice(SERIAL_AT)
}

/** A text under a salt; the ledger holds its digest. */
export type SaltedText = Pick<Disclosure, 'digest' | 'salt' | 'value'> & { readonly name: TextName }

/** Whatever is kept under a salt for the authority alone: gone with its owner, or when its term ends. */
export interface SaltedValue {
  readonly name: string
  readonly digest: string
  readonly salt: string
  readonly value: Json
}

/** A text as a page shows it: null with the reason in the state. */
export interface ShownText {
  readonly text: string | null
  readonly state: TextState
}

const NONE: ShownText = { text: null, state: 'none' }

/** Names, grounds and openings behind the ledger's commitments: in the vault and nowhere else. */
export class PrivateTexts {
  readonly #vault: Vault
  readonly #opened: Gathered<NewText, undefined>

  constructor(vault: Vault) {
    this.#vault = vault
    this.#opened = gathered(async (texts) => {
      await vault.keepTexts(ASKED, texts)
      return texts.map(() => undefined)
    })
  }

  salted(name: TextName, value: string): SaltedText {
    const { digest, salt } = newDisclosure(this.#vault.context.algorithms, name, value)
    return { name, digest, salt, value }
  }

  /** On disk when this returns, before the digests are signed. */
  keep(texts: readonly { readonly serial: string; readonly text: SaltedText }[]): Promise<void> {
    return this.#vault.keepTexts(
      PERSONS,
      texts.map(({ serial, text: { digest, name, salt, value } }) => ({
        owner: serial,
        commitment: digest,
        name,
        salt,
        value,
        clock: 'register',
      })),
    )
  }

  saltedValue(name: string, value: Json): SaltedValue {
    const { digest, salt } = newDisclosure(this.#vault.context.algorithms, name, value)
    return { name, digest, salt, value }
  }

  /** Values of persons of one index; durable when this returns. */
  keepValues(
    index: OwnerIndex,
    values: readonly { readonly owner: string; readonly value: SaltedValue }[],
    clock: NewText['clock'] = 'annex',
  ): Promise<void> {
    return this.#vault.keepTexts(
      index,
      values.map(({ owner, value: { digest: commitment, ...rest } }) => ({ owner, commitment, clock, ...rest })),
    )
  }

  /** Values of one name by their commitments; the caller has decided who may read. */
  values(name: string, commitments: readonly string[]): Promise<ReadonlyMap<string, KeptText>> {
    return this.#vault.texts(name, commitments)
  }

  /** Why an account may be used again, as a text of the person whose account it is. */
  async keepReason(person: string, reason: string): Promise<string> {
    const text = this.salted('unlockReason', reason)
    await this.#vault.keepTexts(ACCOUNTS, [reasonText(person, text)])
    return text.digest
  }

  /** What opens a commitment in the query log; it holds its own salt. */
  async keepOpening(licenceNo: string, commitment: string, opening: Json, today: string): Promise<void> {
    const { salt } = newDisclosure(this.#vault.context.algorithms, OPENING, null)
    const text = { owner: serialOf(licenceNo), commitment, name: OPENING, value: opening, salt }
    await this.#opened.load({ ...text, clock: 'processingRecord', startedOn: today })
  }

  /** Looks up texts of one name together; gives the one behind any of a record's commitments. */
  async shown(name: TextName, commitments: readonly string[]): Promise<(ofRecord: readonly string[]) => ShownText> {
    const texts = await this.#vault.texts(name, commitments)
    return (ofRecord) => {
      const found = ofRecord.flatMap((commitment) => texts.get(commitment) ?? [])[0]
      return found === undefined ? NONE : shownText(found)
    }
  }
}

/** Its clock starts when the account is unlocked. */
export function reasonText(owner: string, { digest, name, salt, value }: SaltedText): NewText {
  return { owner, commitment: digest, name, salt, value, clock: 'register' }
}

function shownText(kept: KeptText): ShownText {
  if (kept.state === 'HELD') return { text: typeof kept.value === 'string' ? kept.value : null, state: 'held' }
  return { text: null, state: kept.state === 'ERASED' ? 'erased' : 'damaged' }
}
