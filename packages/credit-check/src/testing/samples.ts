import { formatKey, suite } from '@xiezhi/crypto'
import type { Crypto, SignatureAlgorithm, Signer, Suite, SuiteId } from '@xiezhi/crypto'
import { CreditCheckError } from '../credit-check-error.ts'
import type { Person } from '../person.ts'
import type { CheckTrust } from '../trust.ts'

/** Values of tests, for one suite. Persons are invented: nobody was born in that year. */
export interface Bench {
  readonly crypto: Crypto
  readonly algorithms: Suite
  readonly court: Signer
  readonly subscriber: Signer
  readonly key: Uint8Array
  readonly trust: CheckTrust
}

const ALGORITHM: Readonly<Record<SuiteId, SignatureAlgorithm>> = { intl: 'ed25519', sm: 'sm2' }
export const SUITES = ['intl', 'sm'] as const
export const NOW = Date.UTC(2026, 10, 30)
export const SET_ID = 'ab'.repeat(16)

export function benchOf(crypto: Crypto, id: SuiteId): Bench {
  const signer = (n: number): Signer => crypto.signer(ALGORITHM[id], new Uint8Array(32).fill(n))
  const court = signer(1)
  return {
    crypto,
    algorithms: suite(crypto, id),
    court,
    subscriber: signer(2),
    key: new Uint8Array(32).fill(3),
    trust: {
      source: 'chosen by the test',
      authorities: [{ authority: 'court', chainId: 'court-1', keys: [keyOf(court)] }],
    },
  }
}

export function keyOf({ algorithm, publicKey }: Signer): string {
  return formatKey({ algorithm, bytes: publicKey })
}

export function person(n: number): Person {
  return {
    certificateType: 'RESIDENT_ID',
    certificateNumber: `1101011900${String(n).padStart(8, '0')}`,
    name: `样例${n}`,
  }
}

export function codeOf(run: () => unknown): string {
  try {
    run()
    return 'none'
  } catch (error) {
    return error instanceof CreditCheckError ? error.code : String(error)
  }
}
