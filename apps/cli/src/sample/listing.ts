import { shiftCivilDate } from '@xiezhi/contracts/ids'
import type { Message } from '@xiezhi/kernel'
import { digestHex, saltedDigest } from '../zone/digest.ts'
import type { SampleDebtor, SampleEnforcement } from './enforcement.ts'
import { SeededRandom } from './random.ts'

/** An entry of a credit list of the sample; who it is about stands in the private file only. */
export interface SampleEntry {
  readonly entryId: string
  readonly list: 'DISHONEST' | 'CONSUMPTION'
  readonly caseRef: string
  readonly person: SampleDebtor
  readonly situation: number | null
  readonly categories: readonly number[]
  /** With whom a unit's limits of consumption are shared; null: nobody. */
  readonly representative: SampleDebtor | null
  readonly decidedOn: string
}

/** What the two signers of a listing state of a debtor whom nothing keeps from it (失信规定 3, 4). */
export const NOTHING_BARS = {
  isOfAge: true,
  isRepresentative: false,
  hasSufficientSecurity: false,
  sealedAssetsSuffice: false,
  isLaterInOrder: false,
  isCampusLoanStudent: false,
  deletedAtSameApplicantsRequestOn: null,
} as const

const UNTIL_TERM_DAYS = 725
/** Invented; a unit's representative is limited in consumption and never listed (R20-83). */
const REPRESENTATIVE = { kind: 'NATURAL', name: '示例戊', idType: 'RESIDENT_ID', idNo: '999999197711230014' } as const

/** The same for the same seed and day: an individual on both lists, a unit on both, and one whose term is about to end. */
export function sampleEntries(
  seed: number,
  today: string,
  enforcements: readonly SampleEnforcement[],
): readonly SampleEntry[] {
  const [first, second] = enforcements.filter(({ debtor }) => debtor.kind === 'NATURAL')
  const unit = enforcements.find(({ debtor }) => debtor.kind === 'ENTERPRISE')
  const random = new SeededRandom(seed, 'credit lists')
  const entry = (one: SampleEnforcement | undefined, change: Partial<SampleEntry>): SampleEntry[] =>
    one === undefined
      ? []
      : [
          {
            entryId: random.hex(16),
            list: 'DISHONEST',
            caseRef: one.caseRef,
            person: one.debtor,
            situation: 4,
            categories: [],
            representative: null,
            decidedOn: today,
            ...change,
          },
        ]
  const limits = { list: 'CONSUMPTION', situation: null, categories: [1, 2, 3, 4, 5, 6, 7, 8, 9] } as const
  const representative = { partyId: random.hex(16), salt: random.hex(16), ...REPRESENTATIVE }
  return [
    ...entry(first, {}),
    ...entry(first, limits),
    ...entry(unit, { situation: 3 }),
    ...entry(unit, { ...limits, representative }),
    ...entry(second, { decidedOn: shiftCivilDate(today, -UNTIL_TERM_DAYS) }),
  ]
}

const commitment = ({ salt, name, idNo }: SampleDebtor): string => saltedDigest(salt, 'person', `${idNo} ${name}`)

/** What president and judge decide, and that it was served. Where there is a gateway, the index key is its vault's. */
export function entryMessages(one: SampleEntry): { readonly decide: Message; readonly service: Message } {
  const { entryId, list, caseRef, person, situation, categories, representative, decidedOn } = one
  // Without a vault nobody looks a person up: random, as the index of a vault looks to whoever has not its key.
  const indexKey = (of: SampleDebtor): string => digestHex(saltedDigest(of.salt, 'index', of.idNo))
  const decide = {
    entryId,
    list,
    caseRef,
    subject: commitment(person),
    indexKey: indexKey(person),
    subjectKind: person.kind === 'NATURAL' ? 'NATURAL' : 'UNIT',
    decisionDigest: saltedDigest(entryId, 'instrument', 'decision'),
    decidedOn,
    situation,
    extension: null,
    categories,
    coSubjects:
      representative === null
        ? []
        : [
            {
              role: 'LEGAL_REPRESENTATIVE',
              subject: commitment(representative),
              indexKey: indexKey(representative),
            },
          ],
    statement: NOTHING_BARS,
    reasonsDigest: null,
  }
  const service = { entryId, servedOn: decidedOn, evidenceDigest: saltedDigest(entryId, 'instrument', 'service') }
  return {
    decide: { type: 'listing/Decide', value: decide },
    service: { type: 'listing/RecordService', value: service },
  }
}

const GRANTS = [
  {
    subscriber: 'credit-platform',
    scope: 'FULL',
    purpose: 'CREDIT_SHARING',
    measures: ['GOVERNMENT_PROCUREMENT', 'BIDDING', 'FINANCING_CREDIT', 'QUALIFICATION', 'HIGH_CONSUMPTION'],
  },
  {
    subscriber: 'enterprise-publicity',
    scope: 'BASIC',
    purpose: 'ENTERPRISE_PUBLICITY',
    measures: ['MARKET_ACCESS', 'QUALIFICATION'],
  },
  { subscriber: 'railway', scope: 'TOKEN', purpose: 'TICKETING', measures: ['HIGH_CONSUMPTION'] },
  { subscriber: 'aviation', scope: 'TOKEN', purpose: 'TICKETING', measures: ['HIGH_CONSUMPTION'] },
] as const

/** What president and governance officer grant, through the court's client of the institutions. */
export function subscriptionMessages(client: string): Message[] {
  return GRANTS.map(({ measures, ...grant }) => ({
    type: 'listing/Subscribe',
    value: {
      client,
      ...grant,
      lists: ['DISHONEST', 'CONSUMPTION'],
      legalBasis: 'OPINIONS_ART_26',
      measures: [...measures],
      validTo: null,
    },
  }))
}
