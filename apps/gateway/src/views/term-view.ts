import { startOfCivilDateMs } from '@xiezhi/contracts/ids'
import type { TermView } from '@xiezhi/gateway-api'

const DAY_MS = 86_400_000

export interface Term {
  readonly rawEnd: string
  readonly legalEnd: string | null
}

/** Whole days from one civil day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((startOfCivilDateMs(to) - startOfCivilDateMs(from)) / DAY_MS)
}

export function termView({ rawEnd, legalEnd }: Term, today: string): TermView {
  return { rawEnd, legalEnd, daysLeft: legalEnd === null ? null : daysBetween(today, legalEnd) }
}

export function isOver({ legalEnd }: Term, today: string): boolean {
  return legalEnd !== null && today > legalEnd
}
