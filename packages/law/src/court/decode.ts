import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { enumeration, listOfUnique, nullable, object, optional, text, type Value } from '../schema/schema.ts'
import { splitCourtCode, SUPREME_COURT, type CourtCode } from './court-code.ts'

const VERDICTS = ['PASS', 'WARN'] as const
const LEVELS = ['SUPREME', 'HIGH', 'INTERMEDIATE', 'BASIC'] as const
const BASES = ['NONE', 'CODE_PREFIX', 'OFFICIAL_TABLE', 'NEEDS_TABLE'] as const
const SPECIALITIES = [
  'RAILWAY',
  'MARITIME',
  'IP',
  'OILFIELD',
  'FINANCIAL',
  'FORESTRY',
  'RECLAMATION',
  'CROSS_REGION',
  'PROVINCE_COUNTIES',
] as const
type Speciality = (typeof SPECIALITIES)[number]

const input = object({
  courtCode: text(),
  courtTable: listOfUnique(object({ code: text(), name: text(), parentCode: optional(text()) }), 'code'),
})
type Facts = Value<typeof input>

interface Parent {
  readonly parentCode: string | null
  readonly parentBasis: (typeof BASES)[number]
}

/** In the municipalities the first two digits are not the intermediate court (京01 and 京02 share the districts). */
const MUNICIPALITIES = ['京', '津', '沪', '渝']
/** From 71 on the two digits name a kind of court, not a city. */
const CITY_PREFIX_MAX = 70
const UNASSIGNED_PREFIX = 86
const FINANCIAL_COURT_PROVINCES = ['沪', '京']

/** X-21 and rulebook 2.3; the official table of the Supreme People's Court wins over the digits. */
export const decode = defineFunction({
  name: 'court.decode',
  question: {
    zh: '这个法院代字表示哪一级、哪一类法院，上级法院是谁？',
    en: 'Which level, speciality and parent does this court code give?',
  },
  rules: ['S2.3', 'X-21'],
  parameters: [],
  reasons: ['PARENT_NEEDS_TABLE S2.3', 'COURT_CODE_UNASSIGNED X-21'],
  errors: ['FORMAT_COURT_CODE'],
  decisiveDate: null,
  input,
  output: judged(VERDICTS, {
    level: enumeration(LEVELS),
    province: nullable(text()),
    parentCode: nullable(text()),
    parentBasis: enumeration(BASES),
    speciality: nullable(enumeration(SPECIALITIES)),
  }),
  evaluate({ courtCode, courtTable }) {
    const court = splitCourtCode(courtCode)
    if (court === null) throw new LawError('FORMAT_COURT_CODE', '/courtCode', { seen: courtCode.length })
    const parent = parentOf(court, courtTable.find(({ code }) => code === courtCode)?.parentCode ?? null)
    const grounds: Ground<'WARN'>[] = []
    if (parent.parentBasis === 'NEEDS_TABLE') {
      grounds.push({ verdict: 'WARN', code: 'PARENT_NEEDS_TABLE', rule: 'S2.3' })
    }
    if (Number(court.prefix) === UNASSIGNED_PREFIX) {
      grounds.push({ verdict: 'WARN', code: 'COURT_CODE_UNASSIGNED', rule: 'X-21' })
    }
    const { level, province } = court
    return { ...judge(VERDICTS, grounds), level, province, ...parent, speciality: specialityOf(court) }
  },
})

function parentOf({ level, province, prefix }: CourtCode, listed: Facts['courtTable'][number]['parentCode']): Parent {
  if (level === 'SUPREME' || province === null) return { parentCode: null, parentBasis: 'NONE' }
  if (listed !== null) return { parentCode: listed, parentBasis: 'OFFICIAL_TABLE' }
  if (level === 'HIGH' || prefix === null) return { parentCode: SUPREME_COURT, parentBasis: 'CODE_PREFIX' }
  if (level === 'INTERMEDIATE') return { parentCode: province, parentBasis: 'CODE_PREFIX' }
  if (Number(prefix) > CITY_PREFIX_MAX || MUNICIPALITIES.includes(province)) {
    return { parentCode: null, parentBasis: 'NEEDS_TABLE' }
  }
  return { parentCode: `${province}${prefix}`, parentBasis: 'CODE_PREFIX' }
}

const PREFIX_RANGES: readonly (readonly [from: number, to: number, speciality: Speciality])[] = [
  [71, 71, 'RAILWAY'],
  [72, 72, 'MARITIME'],
  [73, 73, 'IP'],
  [74, 74, 'OILFIELD'],
  [75, 80, 'FORESTRY'],
  [81, 85, 'RECLAMATION'],
  [87, 95, 'CROSS_REGION'],
  [96, 99, 'PROVINCE_COUNTIES'],
]

function specialityOf({ province, prefix }: CourtCode): Speciality | null {
  if (prefix === null || province === null) return null
  const digits = Number(prefix)
  const speciality = PREFIX_RANGES.find(([from, to]) => from <= digits && digits <= to)?.[2] ?? null
  return speciality === 'OILFIELD' && FINANCIAL_COURT_PROVINCES.includes(province) ? 'FINANCIAL' : speciality
}
