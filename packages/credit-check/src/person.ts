import { encodeCanonical, utf8Length } from '@xiezhi/codec'
import { CreditCheckError } from './credit-check-error.ts'

/** Of how the index of the lists calls it: the vault's purpose. */
export const CREDIT_PERSON = 'credit-person'

const NUMBER_BYTES_MAX = 64
const NAME_BYTES_MAX = 200
const TYPE = /^[A-Z][A-Z0-9_]{0,31}$/
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

/** Who is checked or listed: never by the name alone (G26-08). */
export interface Person {
  readonly certificateType: string
  readonly certificateNumber: string
  readonly name: string
}

/**
 * The one form in which a person is indexed, tokenised and compared: number in capitals, name in NFC, both without spaces
 * around them. Nothing else is made equal: two persons are never merged by a guess.
 * @throws CreditCheckError CERTIFICATE_TYPE, CERTIFICATE_NUMBER, NAME_MISSING, NAME_FORM
 */
export function normalPerson({ certificateType, certificateNumber, name }: Person): Person {
  if (!TYPE.test(certificateType)) throw new CreditCheckError('CERTIFICATE_TYPE')
  const number = certificateNumber.trim().toUpperCase()
  if (number === '' || utf8Length(number) > NUMBER_BYTES_MAX || /\s/.test(number) || CONTROL.test(number))
    throw new CreditCheckError('CERTIFICATE_NUMBER', { bytesMax: NUMBER_BYTES_MAX })
  const normal = name.normalize('NFC').trim()
  if (normal === '') throw new CreditCheckError('NAME_MISSING')
  if (utf8Length(normal) > NAME_BYTES_MAX || CONTROL.test(normal))
    throw new CreditCheckError('NAME_FORM', { bytesMax: NAME_BYTES_MAX })
  return { certificateType, certificateNumber: number, name: normal }
}

/** Canonical bytes of the normal form. @throws CreditCheckError as `normalPerson` */
export function personBytes(person: Person): Uint8Array {
  return encodeCanonical({ ...normalPerson(person) })
}
