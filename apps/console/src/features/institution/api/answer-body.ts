/** Kinds of answers by hand. */
export const ANSWER_KINDS = ['REGISTERED', 'CARRIED_OUT', 'FOUND', 'REJECTED', 'FAILED'] as const
export type AnswerKind = (typeof ANSWER_KINDS)[number]
export const FIND_OUTCOMES = ['FOUND', 'NONE', 'NAME_ID_MISMATCH', 'NOT_SUPPORTED'] as const

/** Actions that begin or change a measure are answered by its registration or by carrying it out. */
const KINDS_OF: Readonly<Record<string, readonly AnswerKind[]>> = {
  QUERY: ['FOUND', 'REJECTED', 'FAILED'],
  FREEZE: ['REGISTERED', 'REJECTED', 'FAILED'],
}
const OTHER: readonly AnswerKind[] = ['CARRIED_OUT', 'REJECTED', 'FAILED']

/** Which answers an action can have. */
export function answerKinds(action: string): readonly AnswerKind[] {
  return KINDS_OF[action] ?? OTHER
}

export interface AccountEntry {
  readonly number: string
  readonly balanceCents: number
  readonly availableCents: number
  readonly openedOn: string
}

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

function findings(
  { outcome = 'NONE', accounts = [] }: AnswerEntry,
  currency: string,
): Readonly<Record<string, unknown>> {
  return { outcome, accounts: outcome === 'FOUND' ? accounts.map((account) => ({ ...account, currency })) : [] }
}
