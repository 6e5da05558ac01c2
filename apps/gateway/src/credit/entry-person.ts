import { randomBytes } from 'node:crypto'
import type { Json } from '@xiezhi/codec'
import { creditSubject, encodeCreditAnnex } from '@xiezhi/credit-interface'
import type { CreditFields } from '@xiezhi/credit-interface'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { PublishedItems } from '@xiezhi/gateway-api'

const SALT_BYTES = 16
const PERFORMANCES = { NONE: '全部未履行', PART: '部分未履行' } as const

/** Whom an entry is about, as the court knows the person. */
export interface EntryPerson {
  readonly certificateType: string
  readonly certificateNumber: string
  readonly name: string
}

/** What is public of an entry's case. */
export interface CaseItems {
  readonly caseNumber: string | null
  readonly courtName: string
  readonly filedOn: string | null
}

/** A document that says who an entry is about, under a random salt: the entry commits to its digest. */
export interface PersonDocument {
  readonly subject: string
  readonly salt: string
  readonly document: Json
}

export function personDocument(
  entryId: string,
  subjectKind: 'NATURAL' | 'UNIT',
  person: EntryPerson,
  fields: CreditFields | null,
): PersonDocument {
  const salt = randomBytes(SALT_BYTES).toString('hex')
  const { certificateType, certificateNumber, name } = person
  const annex = { entryId, salt, person: { certificateType, certificateNumber, name }, subjectKind, fields }
  return { subject: creditSubject(nodeCrypto, annex), salt, document: encodeCreditAnnex(annex) }
}

/** The items of 失信规定 6, of the day of birth the age alone. */
export function publicFields(
  items: PublishedItems,
  { caseNumber, courtName, filedOn }: CaseItems,
  decidedOn: string,
  related: NonNullable<CreditFields['relatedPersons']> = [],
): CreditFields {
  const { sex, birthDate, representative, area, basisNo, basisUnit, duty, performance, performed, unperformed } = items
  const told = [PERFORMANCES[performance], performed, unperformed].filter((part) => part !== null)
  return {
    courtName,
    areaName: area,
    basisNumber: basisNo,
    basisUnit,
    duty,
    performance: told.join('；'),
    ...(sex === null ? {} : { sex }),
    ...(birthDate === null ? {} : { age: ageOn(birthDate, decidedOn) }),
    ...(representative === null ? {} : { legalRepresentative: representative }),
    ...(caseNumber === null ? {} : { caseNumber }),
    ...(filedOn === null ? {} : { caseFiledOn: filedOn }),
    ...(related.length === 0 ? {} : { relatedPersons: [...related] }),
  }
}

/** Whole years on a day. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return Math.max(0, day.slice(4) < birthDate.slice(4) ? years - 1 : years)
}
