import { CREDIT_PERSON, CreditCheckError, normalPerson } from '@xiezhi/credit-check'
import type { Person } from '@xiezhi/credit-check'
import type { OwnerIndex, Vault } from '@xiezhi/vault'
import { GatewayError } from '../gateway-error.ts'

/** No field of this name is ever kept: the index is computed, and leads to nothing in the vault. */
export const CREDIT_PERSONS: OwnerIndex = { purpose: CREDIT_PERSON, fieldName: 'creditPerson' }

/** Certificate type, number and name together, under the vault's key: what the ledger and a session know a person by. */
export class PersonIndex {
  readonly #vault: Pick<Vault, 'indexKeyOf'>

  constructor(vault: Pick<Vault, 'indexKeyOf'>) {
    this.#vault = vault
  }

  /** @throws GatewayError INPUT_INVALID: it is no person that could be looked up */
  keyOf(person: Person): Promise<string> {
    return this.#vault.indexKeyOf(CREDIT_PERSONS, { ...normalForm(person) })
  }
}

function normalForm(person: Person): Person {
  try {
    return normalPerson(person)
  } catch (error) {
    if (!(error instanceof CreditCheckError)) throw error
    // The code and nothing of the person.
    throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/person', expected: error.code })
  }
}
