import { shiftCivilDate } from '@xiezhi/contracts/ids'
import type { SampleSize } from '../config/alliance.ts'
import { yearOf } from './civil-days.ts'
import { sampleEnforcements } from './enforcement.ts'
import type { SampleEnforcement } from './enforcement.ts'
import { CITIES, caseNumber, firmCode, licenceNumber, PROVINCE } from './identifiers.ts'
import type { City } from './identifiers.ts'
import { sampleEntries } from './listing.ts'
import type { SampleEntry } from './listing.ts'
import { SeededRandom } from './random.ts'

export const SAMPLE_STATUSES = ['ACTIVE', 'TRANSFERRING', 'SUSPENDED', 'CANCELLED', 'REVOKED', 'WITHDRAWN'] as const
export type SampleStatus = (typeof SAMPLE_STATUSES)[number]

export interface SampleFirm {
  readonly uscc: string
  readonly firmName: string
  readonly region: string
  readonly court: string
  readonly from: string
}

export interface SampleLawyer {
  readonly lawyerId: string
  readonly licenceNo: string
  /** Invented and marked; kept in the private file only. */
  readonly name: string
  /** Salt of the name's commitment; kept in the private file only. */
  readonly salt: string
  readonly firmUscc: string
  readonly from: string
  readonly status: SampleStatus
  /** Day on which a status other than ACTIVE begins; null for ACTIVE. */
  readonly statusFrom: string | null
  /** A former judge: when the office was left, and where it was held. */
  readonly formerJudge: { readonly leftOn: string; readonly court: string } | null
}

export interface SampleParty {
  readonly partyId: string
  readonly side: 'CLAIMANT' | 'RESPONDENT'
  readonly name: string
  readonly salt: string
}

export interface SampleAgent {
  readonly agentId: string
  readonly partyId: string
  readonly licenceNo: string
  readonly firmUscc: string
}

export interface SampleCase {
  readonly caseRef: string
  readonly caseNumber: string
  readonly courtCode: string
  readonly procedure: 'CIVIL' | 'ADMIN'
  readonly filedOn: string
  readonly parties: readonly SampleParty[]
  readonly agents: readonly SampleAgent[]
}

/** Lawyers and cases that a tour can count on. */
export interface FeaturedCase {
  readonly licenceNo: string
  readonly caseNumber: string
}

export interface Sample {
  readonly seed: number
  readonly today: string
  readonly firms: readonly SampleFirm[]
  readonly lawyers: readonly SampleLawyer[]
  readonly cases: readonly SampleCase[]
  /** Absent in data folders of earlier versions. */
  readonly enforcements?: readonly SampleEnforcement[]
  /** Of the credit lists; absent in data folders of earlier versions. */
  readonly entries?: readonly SampleEntry[]
  readonly featured: Readonly<Record<'active' | 'suspended' | 'revoked' | 'formerJudge', FeaturedCase>>
}

const SURNAMES = [
  '赵',
  '钱',
  '孙',
  '李',
  '周',
  '吴',
  '郑',
  '王',
  '冯',
  '陈',
  '褚',
  '卫',
  '蒋',
  '沈',
  '韩',
  '杨',
] as const
const GIVEN = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '甲', '乙', '丙', '丁'] as const

/** The first four lawyers have these states, so that every sample holds each of them. */
const FEATURED: readonly SampleStatus[] = ['ACTIVE', 'SUSPENDED', 'REVOKED', 'ACTIVE']
const FORMER_JUDGE_AT = 3
/** Licence category (rulebook 18.3). */
const FULL_TIME = 1

/** Of 1,000 lawyers; the rest practise. */
const STATUS_SHARES: readonly (readonly [SampleStatus, number])[] = [
  ['SUSPENDED', 40],
  ['REVOKED', 20],
  ['CANCELLED', 40],
  ['WITHDRAWN', 10],
  ['TRANSFERRING', 20],
]

/** Invented data of any size, the same for the same seed and day. Every identifier is well formed. */
export function generateSample(size: SampleSize, today: string): Sample {
  const firms = Array.from({ length: size.firms }, (_, at) => firmAt(at))
  const lawyers = Array.from({ length: size.lawyers }, (_, at) => lawyerAt(size, firms, at, today))
  const cases = Array.from({ length: size.cases }, (_, at) => caseAt(size, lawyers, at, today))
  const enforcements = sampleEnforcements(size.seed, today)
  const entries = sampleEntries(size.seed, today, enforcements)
  return { seed: size.seed, today, firms, lawyers, cases, enforcements, entries, featured: featuredOf(lawyers, cases) }
}

function cityAt(at: number): City {
  return CITIES[at % CITIES.length] ?? CITIES[0]
}

function firmAt(at: number): SampleFirm {
  const { city, court } = cityAt(at)
  return {
    uscc: firmCode(city, at + 1),
    firmName: `样本第${at + 1}律师事务所（虚构）`,
    region: `${PROVINCE}${city}`,
    court,
    from: '1990-01-01',
  }
}

function lawyerAt({ seed }: SampleSize, firms: readonly SampleFirm[], at: number, today: string): SampleLawyer {
  const random = new SeededRandom(seed, `lawyer ${at}`)
  const firm = at < FEATURED.length ? firms[0] : firms[random.below(firms.length)]
  const firstYear = 1995 + random.below(yearOf(today) - 1999)
  const status = FEATURED[at] ?? statusBy(random)
  const drawn = random.pick([FULL_TIME, FULL_TIME, FULL_TIME, FULL_TIME, 2, 6, 7])
  const licence = {
    city: firm?.region.slice(2) ?? CITIES[0].city,
    firstYear,
    // A public or company lawyer acts for the own unit only (R18-22): another story than the tour's.
    category: at < FEATURED.length ? FULL_TIME : drawn,
    gender: random.below(2) === 0 ? (0 as const) : (1 as const),
    // Serials start high: they are invented, and no two lawyers of a sample share one.
    serial: 900_000 - at,
  }
  return {
    lawyerId: random.hex(16),
    licenceNo: licenceNumber(licence),
    name: `【样本】${random.pick(SURNAMES)}${random.pick(GIVEN)}${random.pick(GIVEN)}`,
    salt: random.hex(16),
    firmUscc: firm?.uscc ?? '',
    from: `${firstYear + 1}-07-01`,
    status,
    statusFrom: status === 'ACTIVE' ? null : shiftCivilDate(today, -20 - random.below(60)),
    formerJudge:
      at === FORMER_JUDGE_AT ? { leftOn: shiftCivilDate(today, -400), court: firm?.court ?? CITIES[0].court } : null,
  }
}

function statusBy(random: SeededRandom): SampleStatus {
  let rest = random.below(1_000)
  for (const [status, share] of STATUS_SHARES) {
    if (rest < share) return status
    rest -= share
  }
  return 'ACTIVE'
}

function caseAt({ seed }: SampleSize, lawyers: readonly SampleLawyer[], at: number, today: string): SampleCase {
  const random = new SeededRandom(seed, `case ${at}`)
  const { court } = at < FEATURED.length ? CITIES[0] : cityAt(at)
  const filedOn = at < FEATURED.length ? shiftCivilDate(today, -120) : shiftCivilDate(today, -1 - random.below(200))
  const isAdmin = at >= FEATURED.length && random.below(8) === 0
  const parties = (['CLAIMANT', 'RESPONDENT'] as const).map((side) => ({
    partyId: random.hex(16),
    side,
    name: `【样本】${side === 'CLAIMANT' ? '原告' : '被告'}${at + 1}`,
    salt: random.hex(16),
  }))
  const [own, other] = agentsOf(lawyers, at, random)
  const agents = [own, other].flatMap((lawyer, index) => {
    const party = parties[index]
    if (lawyer === undefined || party === undefined) return []
    return [{ agentId: random.hex(16), partyId: party.partyId, licenceNo: lawyer.licenceNo, firmUscc: lawyer.firmUscc }]
  })
  return {
    caseRef: random.hex(16),
    caseNumber: caseNumber(yearOf(filedOn), court, isAdmin ? '行初' : '民初', at + 1),
    courtCode: court,
    procedure: isAdmin ? 'ADMIN' : 'CIVIL',
    filedOn,
    parties,
    agents,
  }
}

/** Two different lawyers; the featured cases have their featured lawyer and one who practises. */
function agentsOf(
  lawyers: readonly SampleLawyer[],
  at: number,
  random: SeededRandom,
): readonly (SampleLawyer | undefined)[] {
  const practising = lawyers.slice(FEATURED.length).filter(({ status }) => status === 'ACTIVE')
  const own =
    at < FEATURED.length ? lawyers[at] : lawyers[FEATURED.length + random.below(lawyers.length - FEATURED.length)]
  const others = practising.filter((lawyer) => lawyer !== own)
  return [own, others[random.below(Math.max(1, others.length))]]
}

function featuredOf(lawyers: readonly SampleLawyer[], cases: readonly SampleCase[]): Sample['featured'] {
  const at = (index: number): FeaturedCase => ({
    licenceNo: lawyers[index]?.licenceNo ?? '',
    caseNumber: cases[index]?.caseNumber ?? '',
  })
  return { active: at(0), suspended: at(1), revoked: at(2), formerJudge: at(FORMER_JUDGE_AT) }
}
