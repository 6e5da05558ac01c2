import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged } from '../registry/judgement.ts'
import { enumeration, nullable, object, positive } from '../schema/schema.ts'

const VERDICTS = ['ALLOWED', 'NEEDS_APPROVAL', 'PROHIBITED'] as const

const SEATS = ['BUSINESS', 'FIRST', 'SECOND', 'THIRD'] as const
type Seat = (typeof SEATS)[number]

/** Categories 1 to 9 of art. 3 of the consumption provisions; null: not among them. */
const CATEGORIES = {
  FLIGHT: 1,
  TRAIN_SOFT_SLEEPER: 1,
  STAR_HOTEL: 2,
  NIGHTCLUB: 2,
  GOLF: 2,
  REAL_ESTATE_PURCHASE: 3,
  LUXURY_DECORATION: 3,
  HIGH_END_RENT: 4,
  NON_ESSENTIAL_VEHICLE: 5,
  HOLIDAY_TRAVEL: 6,
  HIGH_FEE_PRIVATE_SCHOOL: 7,
  HIGH_PREMIUM_INSURANCE: 8,
  TRAIN_G: 9,
  TRAIN_ORDINARY: null,
  ORDINARY_SCHOOL: null,
  ORDINARY_HOTEL: null,
  WORK_VEHICLE: null,
} as const

/** Services whose category depends on the seat. */
const BY_SEAT = {
  SHIP: { category: 1, seats: ['BUSINESS', 'FIRST', 'SECOND'] },
  TRAIN_EMU_OTHER: { category: 9, seats: ['BUSINESS', 'FIRST'] },
} as const satisfies Readonly<Record<string, { category: number; seats: readonly Seat[] }>>

const SERVICES = [
  'FLIGHT',
  'TRAIN_SOFT_SLEEPER',
  'SHIP',
  'STAR_HOTEL',
  'NIGHTCLUB',
  'GOLF',
  'REAL_ESTATE_PURCHASE',
  'LUXURY_DECORATION',
  'HIGH_END_RENT',
  'NON_ESSENTIAL_VEHICLE',
  'HOLIDAY_TRAVEL',
  'HIGH_FEE_PRIVATE_SCHOOL',
  'HIGH_PREMIUM_INSURANCE',
  'TRAIN_G',
  'TRAIN_EMU_OTHER',
  'TRAIN_ORDINARY',
  'ORDINARY_SCHOOL',
  'ORDINARY_HOTEL',
  'WORK_VEHICLE',
] as const
type Service = (typeof SERVICES)[number]

/** Persons of a unit may spend private money on application. */
export const consumption = defineFunction({
  name: 'sanctionList.consumption',
  question: { zh: '这一消费行为是否被禁止？', en: 'Is this consumption prohibited?' },
  rules: ['R20-89', 'R20-90'],
  parameters: [],
  reasons: ['HIGH_CONSUMPTION R20-89', 'PRIVATE_MONEY R20-90'],
  errors: [],
  decisiveDate: null,
  input: object({
    service: enumeration(SERVICES),
    seatClass: nullable(enumeration(SEATS)),
    subjectRole: enumeration(['DEBTOR', 'UNIT_PERSON']),
    money: enumeration(['UNIT', 'PRIVATE']),
  }),
  output: judged(VERDICTS, { category: nullable(positive()) }),
  evaluate({ service, seatClass, subjectRole, money }) {
    const category = categoryOf(service, seatClass)
    if (category === null) return { ...decided('ALLOWED'), category }
    if (subjectRole === 'UNIT_PERSON' && money === 'PRIVATE') {
      return { ...decided('NEEDS_APPROVAL', { code: 'PRIVATE_MONEY', rule: 'R20-90' }), category }
    }
    return { ...decided('PROHIBITED', { code: 'HIGH_CONSUMPTION', rule: 'R20-89' }), category }
  },
})

function categoryOf(service: Service, seatClass: Seat | null): number | null {
  if (service !== 'SHIP' && service !== 'TRAIN_EMU_OTHER') return CATEGORIES[service]
  if (seatClass === null) throw new LawError('FORMAT_ENUM', '/seatClass', { expected: SEATS.join(' '), seen: 'null' })
  const { category, seats } = BY_SEAT[service]
  return seats.some((seat) => seat === seatClass) ? category : null
}
