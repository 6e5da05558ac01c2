import { identifier, LawError } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import type { Debtor, DebtorFields } from '../enforcement/store.ts'
import { GatewayError } from '../gateway-error.ts'

type Identified = Pick<Debtor, 'kind' | 'idType'> & { readonly fields: Pick<DebtorFields, 'idNo'> }

/** What is stated of a debtor's birth, and in which field of the body. */
interface StatedBirth {
  readonly birthDate: string | null
  /** JSON pointer of the field, for a refusal. */
  readonly path: string
}

/**
 * The day of birth by which a natural person is of age (R20-82), `YYYY-MM-DD`; null: a unit. Of a resident identity card the number says it
 * (GB 11643), and what is stated has to agree; of other documents it is what is stated. A refusal names the field, never the day or the number.
 * @throws GatewayError INPUT_INVALID: none is stated; BIRTH_DATE_DIFFERS; LAW_REFUSED
 */
export function birthDateOf(
  { kind, idType, fields }: Identified,
  { birthDate, path }: StatedBirth,
  { today, law }: { readonly today: string; readonly law: LawBook },
): string | null {
  if (kind !== 'NATURAL') return null
  if (birthDate === null) throw refusal('INPUT_INVALID', path, 'the day of birth')
  if (idType !== 'RESIDENT_ID') return birthDate
  const numbered = numberedBirth(fields.idNo, today, law)
  if (numbered === null)
    throw refusal('BIRTH_DATE_DIFFERS', '/debtorId', 'a debtor whose resident identity number has a day of birth')
  if (numbered !== birthDate)
    throw refusal('BIRTH_DATE_DIFFERS', path, 'the day of birth in the resident identity number')
  return numbered
}

/** Null: no number of a resident, or no such day. Whether the number is anybody’s is not judged here. */
function numberedBirth(value: string, asOf: string, law: LawBook): string | null {
  try {
    return identifier.residentId({ value, asOf, knownRegions: [] }, law).birthDate
  } catch (error) {
    if (!(error instanceof LawError)) throw error
    if (error.code === 'FORMAT_RESIDENT_ID') return null
    throw new GatewayError('LAW_REFUSED', { code: error.code }, error)
  }
}

function refusal(code: 'INPUT_INVALID' | 'BIRTH_DATE_DIFFERS', path: string, expected: string): GatewayError {
  return new GatewayError(code, { part: 'body', path, expected })
}
