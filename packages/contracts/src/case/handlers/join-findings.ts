import { admission } from '@xiezhi/law'
import type { Finding, LawBook } from '@xiezhi/law'
import { byLaw } from './require-case.ts'
import type { CaseFallback, CaseReceipt } from '../ports.ts'
import { VERDICTS } from '../state.ts'
import type { Verdict } from '../state.ts'

/** The court's finding with the bureau's, where the bureau has answered, and with the paper check, where there was one. */
export function joinFindings(
  law: LawBook,
  {
    answer,
    fallback,
    court,
  }: {
    readonly answer: CaseReceipt['result']['finding']
    readonly fallback: Pick<CaseFallback, 'verdict'> | null
    readonly court: Finding
  },
): Finding {
  const joined = answer === null ? court : withBureau(law, answer, court)
  return fallback === null ? joined : { ...joined, verdict: worse(joined.verdict, fallback.verdict) }
}

function withBureau(law: LawBook, bureau: NonNullable<CaseReceipt['result']['finding']>, court: Finding): Finding {
  const { verdict, reasons, tasks } = bureau
  return byLaw(() => admission.overall({ bureau: { verdict, reasons, tasks }, court }, law))
}

function worse(one: Verdict, other: Verdict): Verdict {
  return VERDICTS[Math.max(VERDICTS.indexOf(one), VERDICTS.indexOf(other))] ?? 'BLOCK'
}
