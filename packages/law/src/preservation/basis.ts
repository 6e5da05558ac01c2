import type { Bilingual } from '../registry/define-function.ts'
import { citationEn, citationZh, cite } from '../rules/citation.ts'

/** What each kind of preservation rests on: in a suit also without an application, the others on one alone. */
const BASES = {
  PRE_SUIT: { citation: cite('CIVIL_PROCEDURE', 104), needsApplicant: true },
  IN_SUIT: { citation: cite('CIVIL_PROCEDURE', 103), needsApplicant: false },
  AFTER_JUDGMENT: { citation: cite('CIVIL_PROCEDURE_INTERPRETATION', 163), needsApplicant: true },
} as const

export type PreservationKind = keyof typeof BASES

/** The article that lets a court order this kind of preservation. */
export function preservationBasis(kind: PreservationKind): Bilingual {
  const { citation } = BASES[kind]
  return { zh: citationZh(citation), en: citationEn(citation) }
}

/** Whether somebody must have applied: only in a suit may a court act of its own accord (民诉法 103). */
export function needsApplicant(kind: PreservationKind): boolean {
  return BASES[kind].needsApplicant
}
