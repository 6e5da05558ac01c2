/** Kinds of answers by hand. */
export const ANSWER_KINDS = ['REGISTERED', 'CARRIED_OUT', 'FOUND', 'REJECTED', 'FAILED'] as const
export type AnswerKind = (typeof ANSWER_KINDS)[number]
export const FIND_OUTCOMES = ['FOUND', 'NONE', 'NAME_ID_MISMATCH', 'NOT_SUPPORTED'] as const

/** Actions that begin or change a measure are answered by its registration or by carrying it out. */
const KINDS_OF: Readonly<Record<string, readonly AnswerKind[]>> = {
  QUERY: ['FOUND', 'FAILED'],
  FREEZE: ['REGISTERED', 'FAILED'],
}
const OTHER: readonly AnswerKind[] = ['CARRIED_OUT', 'FAILED']
const CM2_PER_SQUARE_METRE = 10_000

/** Which answers an action can have: an order is rejected before it is taken on, and carried out, or not, after that. */
export function answerKinds(action: string, isTakenOn: boolean): readonly AnswerKind[] {
  return isTakenOn ? (KINDS_OF[action] ?? OTHER) : ['REJECTED']
}

interface AccountEntry {
  readonly number: string
  readonly balanceCents: number
  readonly availableCents: number
  readonly openedOn: string
}

interface EstateEntry {
  readonly unit: string
  readonly certificateNo: string
  readonly rightKind: string
  readonly location: string
  readonly areaSquareMetres: number
  readonly ownerShare: string
  readonly mortgages: readonly {
    readonly holder: string
    readonly amountCents: number
    readonly registeredAt: string
  }[]
}

interface VehicleEntry {
  readonly plate: string
  readonly vehicleNo: string
  readonly brand: string
  readonly isBookSealed: boolean
  readonly isDetained: boolean
}

/** What a form of things begins with, and each thing. */
export const NOTHING_FOUND = { accounts: [], estates: [], vehicles: [] }
export const NEW_ESTATE = { ownerShare: '1/1', mortgages: [] } as const
export const NEW_VEHICLE = { isBookSealed: false, isDetained: false } as const

/** The fields of the form; each kind of answer has its own. */
export interface AnswerEntry {
  readonly kind: AnswerKind
  readonly number?: string
  readonly registeredAt?: string
  readonly amountCents?: number | null
  readonly shortfall?: string | null
  readonly businessNo?: string
  readonly distributionDigest?: string
  readonly outcome?: (typeof FIND_OUTCOMES)[number]
  readonly accounts?: readonly AccountEntry[]
  readonly estates?: readonly EstateEntry[]
  readonly vehicles?: readonly VehicleEntry[]
  readonly code?: string
}

/** The body of the act. Instants are typed in Beijing time, whatever the clock of this machine says. */
export function answerBody(entry: AnswerEntry, currency: string): Readonly<Record<string, unknown>> {
  const { kind, amountCents = null, shortfall = null } = entry
  switch (kind) {
    case 'REGISTERED':
      return { kind, amountCents, shortfall, ...registration(entry) }
    case 'CARRIED_OUT':
      return { kind, amountCents, shortfall, distributionDigest: entry.distributionDigest ?? null }
    case 'FOUND':
      return { kind, ...findings(entry, currency) }
    case 'REJECTED':
    case 'FAILED':
      return { kind, code: entry.code ?? '', rule: null }
  }
}

function registration({
  number = '',
  registeredAt = '',
  businessNo = '',
}: AnswerEntry): Readonly<Record<string, unknown>> {
  return {
    number: number.trim(),
    registeredAtMs: Date.parse(`${registeredAt}+08:00`),
    ...(businessNo.trim() === '' ? {} : { businessNo: businessNo.trim() }),
  }
}

function findings(entry: AnswerEntry, currency: string): Readonly<Record<string, unknown>> {
  const { outcome = 'NONE', accounts = [], estates = [], vehicles = [] } = entry
  if (outcome !== 'FOUND') return { outcome, accounts: [] }
  return {
    outcome,
    accounts: accounts.map((account) => ({ ...account, currency })),
    ...(estates.length === 0 ? {} : { estates: estates.map(estateBody) }),
    ...(vehicles.length === 0 ? {} : { vehicles }),
  }
}

/** Registers write square metres with two places; the interface counts square centimetres. */
function estateBody({ areaSquareMetres, mortgages, ...rest }: EstateEntry): Readonly<Record<string, unknown>> {
  return {
    ...rest,
    areaCm2: Math.round(areaSquareMetres * CM2_PER_SQUARE_METRE),
    mortgages: mortgages.map(({ registeredAt, ...mortgage }) => ({
      ...mortgage,
      registeredAtMs: Date.parse(`${registeredAt}+08:00`),
    })),
  }
}
