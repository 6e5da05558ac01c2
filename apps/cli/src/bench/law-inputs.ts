export interface Sample {
  readonly fn: string
  readonly input: unknown
}

/** One set of facts for each of several functions without large inputs. */
export const samples: readonly Sample[] = [
  { fn: 'calendar.dayKind', input: { date: '2026-02-15' } },
  { fn: 'calendar.periodEnd', input: { start: '2026-09-22', length: 15, unit: 'DAY', regime: 'CIVIL' } },
  { fn: 'calendar.statutoryDeadline', input: { deadline: 'CIVIL_APPEAL_JUDGMENT', eventOn: '2026-03-02' } },
  { fn: 'identifier.residentId', input: { value: '11010519491231002X', asOf: '2026-05-06', knownRegions: ['110105'] } },
  {
    fn: 'money.allocate',
    input: {
      totalCents: 1_000_001,
      claims: [
        { id: 'A', cents: 333_333_300 },
        { id: 'B', cents: 333_333_300 },
        { id: 'C', cents: 333_333_400 },
      ],
    },
  },
  {
    fn: 'lawyer.receiptFreshness',
    input: { verifiedAt: '2026-05-07T09:00:00+08:00', usedAt: '2026-05-08T00:30:00+08:00' },
  },
  {
    fn: 'loan.interestCap',
    input: {
      lenderKind: 'PRIVATE',
      contractDate: '2024-11-01',
      contractPrincipalCents: 20_000_000,
      deductedUpfrontCents: 0,
      agreedAnnualRate: '0.18',
      termYears: '1',
    },
  },
  {
    fn: 'loan.paymentOrderDeadlines',
    input: { appliedOn: '2026-03-02', acceptedOn: '2026-03-09', issuedOn: '2026-03-24', servedOn: '2026-03-27' },
  },
  {
    fn: 'loan.limitation',
    input: {
      dueOn: '2023-04-20',
      suitOn: '2026-04-21',
      interruptions: [{ on: '2024-02-01', kind: 'DEMAND', proven: true }],
    },
  },
  {
    fn: 'card.interestReview',
    input: {
      balanceCents: 5_000_000,
      annualRate: '0.3',
      from: '2025-03-10',
      to: '2026-03-10',
      termsNoticeProven: true,
    },
  },
  {
    fn: 'bankruptcy.deadline',
    input: { kind: 'CONTRACT_ELECTION', startOn: '2026-03-02', actOn: null, asOf: '2026-05-07' },
  },
  {
    fn: 'bankruptcy.clawback',
    input: {
      acceptanceOn: '2026-03-02',
      act: { kind: 'PREFERENTIAL_PAYMENT', on: '2025-10-02', insolventThen: true },
    },
  },
  { fn: 'bankruptcy.administratorFeeCap', input: { baseCents: 3_000_000_000 } },
  {
    fn: 'credit.objectionDeadline',
    input: { regime: 'SHANGHAI_LOCAL', receivedOn: '2026-04-30', resolvedOn: null, asOf: '2026-05-11' },
  },
  { fn: 'credit.adverseRetention', input: { conductEndedOn: '2021-05-06', asOf: '2026-05-05' } },
]

const CLOSES_AT = '2026-04-16T11:00:00+08:00'
const CAST_AT = '2026-04-16T10:00:00+08:00'

/** A vote in which every creditor has one claim and casts one ballot. */
export function voteOf(count: number): unknown {
  const at = Array.from({ length: count }, (_, index) => index)
  return {
    itemType: 'ORDINARY',
    claims: at.map((index) => ({
      claimNo: `K${index}`,
      creditor: `V${index}`,
      kind: index % 7 === 0 ? 'SECURED' : 'UNSECURED',
      amountCents: 1_000 + ((index * 7) % 5_000),
      status: index % 11 === 0 ? 'TEMPORARY' : 'CONFIRMED',
    })),
    present: at.map((index) => `V${index}`),
    ballots: at.map((index) => ({
      creditor: `V${index}`,
      choice: index % 3 === 0 ? 'AGAINST' : 'FOR',
      castAt: CAST_AT,
    })),
    closesAt: CLOSES_AT,
    revoteAllowed: false,
  }
}

const CLASSES = ['COST', 'EMPLOYEE', 'SOCIAL_TAX', 'ORDINARY', 'SECURED'] as const

/** A distribution that pays the ordinary claims in part. */
export function claimsOf(count: number): unknown {
  const claims = Array.from({ length: count }, (_, index) => ({
    id: `K${index}`,
    class: CLASSES[index % CLASSES.length],
    amountCents: 1_000 + ((index * 7) % 5_000),
    collateralNetCents: 700,
  }))
  return { freeCashCents: count * 2_500, claims }
}

const RINGS_MAX = 10
const RING_ENTERPRISES = 64
/** Enterprises that a ring needs beside its own. */
const RING_SHARE = 2

interface Equity {
  readonly edges: readonly { readonly holder: string; readonly target: string; readonly share: string }[]
  readonly from: string
  readonly to: string
}

/** A chain of rings of cross-holdings between two ends; the other enterprises are subsidiaries below them. */
export function equityOf(enterprises: number): Equity {
  const rings = Math.min(RINGS_MAX, Math.floor(enterprises / (RING_ENTERPRISES * RING_SHARE)))
  const edges: { holder: string; target: string; share: string }[] = []
  const member = (ring: number, index: number): string => `R${ring}-${index % RING_ENTERPRISES}`
  let above = 'P'
  for (let ring = 0; ring < rings; ring++) {
    edges.push({ holder: above, target: member(ring, 0), share: '6/10' })
    for (let index = 0; index < RING_ENTERPRISES; index++)
      edges.push({ holder: member(ring, index), target: member(ring, index + 1), share: '1/8' })
    above = member(ring, RING_ENTERPRISES / 2)
  }
  edges.push({ holder: above, target: 'T', share: '6/10' })
  const subsidiaries = enterprises - rings * RING_ENTERPRISES
  for (let index = 0; index < subsidiaries; index++)
    edges.push({ holder: index === 0 ? 'P' : `S${(index - 1) >> 1}`, target: `S${index}`, share: '6/10' })
  return { edges, from: 'P', to: 'T' }
}
