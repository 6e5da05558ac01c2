import { readFileSync } from 'node:fs'
import { CodecError, enumeration, integer, object, optional, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { InstitutionError } from '../institution-error.ts'

const short = string({ bytesMin: 1, bytesMax: 64 })
const long = string({ bytesMin: 1, bytesMax: 256 })
const day = string({ bytesMin: 10, bytesMax: 10, pattern: /^\d{4}-\d{2}-\d{2}$/ })

const court = object({
  courtId: short,
  courtName: long,
  officerName: long,
  officerWorkCard: short,
  officerDutyCard: short,
  caseNo: long,
  noticeNo: long,
  rulingNo: long,
})
const asset = object({
  accountNo: optional(short),
  subAccount: optional(short),
  securityCode: optional(short),
  policyNo: optional(short),
  vehicleNo: optional(short),
  realEstateUnit: optional(short),
  currency: optional(string({ bytesMin: 3, bytesMax: 3 })),
})
const person = object({
  name: long,
  idType: enumeration([
    'RESIDENT_ID',
    'PASSPORT',
    'USCC',
    'HK_MO_PERMIT',
    'TW_PERMIT',
    'FOREIGN_PR',
    'ORG_CODE',
    'REG_NO',
    'OTHER',
  ]),
  idNo: short,
})

const fixturesSchema = object({
  kind: enumeration(['BANK', 'PAYMENT', 'SECURITIES', 'INSURANCE', 'VEHICLE', 'LAND', 'TAX', 'SOCIAL_SECURITY']),
  institutionCode: short,
  court,
  /** A second court, with an officer who is filed too. */
  otherCourt: court,
  person,
  /** Whom the institution does not know, neither by name nor by number. */
  stranger: person,
  /** Property of the person that no measure is on, worth at least 10,000 分 or 1,000 units. Absent where nothing is controlled. */
  asset: optional(asset),
  specialFund: optional(asset),
  closedAccount: optional(asset),
  /** First and last day of the measures of the test, and a last day beyond the cap. */
  from: day,
  to: day,
  overCap: day,
  /** Where deducted money goes. */
  target: optional(object({ targetName: long, targetBank: long, targetBankNo: short, targetAccount: short })),
  answerWithinMs: integer({ min: 100, max: 600_000 }),
  batchKeyFile: string({ bytesMin: 1, bytesMax: 1_024 }),
  batchHash: enumeration(['sha256', 'sm3']),
})
export type Fixtures = Infer<typeof fixturesSchema>

/** @throws InstitutionError CONFIG_INVALID */
export function loadFixtures(file: string): Fixtures {
  try {
    return fixturesSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (error instanceof CodecError) throw new InstitutionError('CONFIG_INVALID', { ...error.facts })
    if (error instanceof SyntaxError) throw new InstitutionError('CONFIG_INVALID', { reason: 'no JSON' })
    throw error
  }
}
