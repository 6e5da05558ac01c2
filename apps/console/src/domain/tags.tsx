import type { ReactElement } from 'react'
import { Tag } from '../components/tag.tsx'
import type { Tone } from '../components/tag.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { keyText } from '../lib/problem.ts'

const VERDICT_TONES: Readonly<Record<string, Tone>> = {
  PASS: 'good',
  WARN: 'warning',
  ALERT: 'warning',
  PERSON_DECIDES: 'notice',
  BLOCK: 'bad',
}
const STATUS_TONES: Readonly<Record<string, Tone>> = {
  ACTIVE: 'good',
  TRANSFERRING: 'notice',
  SUSPENDED: 'bad',
  CANCELLED: 'neutral',
  REVOKED: 'bad',
  WITHDRAWN: 'bad',
  NORMAL: 'good',
  RECTIFYING: 'warning',
}
const STATE_TONES: Readonly<Record<string, Tone>> = {
  OPEN: 'notice',
  TAKEN: 'notice',
  OVERDUE: 'bad',
  DONE: 'good',
  CLOSED: 'neutral',
  APPROVED: 'good',
  WITHDRAWN: 'neutral',
  EXPIRED: 'neutral',
  UPHELD: 'good',
  REJECTED: 'neutral',
  REFUSED: 'bad',
  CONFIRMED: 'warning',
  DISMISSED: 'neutral',
  FROZEN: 'bad',
  NONE: 'neutral',
  proposed: 'notice',
  imported: 'good',
  refused: 'bad',
  withdrawn: 'neutral',
  LOCKED: 'bad',
  RELEASE_PROPOSED: 'notice',
  RELEASED: 'good',
  PENDING: 'notice',
  FALLBACK: 'warning',
}

interface CodeTagProps {
  readonly code: string
}

/** Result of a check or a verification. */
export function VerdictTag({ code }: CodeTagProps): ReactElement {
  return <CodeTag family="verdict" code={code} tone={VERDICT_TONES[code]} />
}

/** Status of a licence or of a firm; null: none on that day. */
export function StatusTag({ code }: { readonly code: string | null }): ReactElement {
  const { t } = useI18n()
  if (code === null) return <Tag tone="neutral" text={t('status.none')} />
  return <CodeTag family="status" code={code} tone={STATUS_TONES[code]} />
}

/** State of a thing that somebody works on. */
export function StateTag({ code }: CodeTagProps): ReactElement {
  return <CodeTag family="state" code={code} tone={STATE_TONES[code]} />
}

/** Admission of an agent: not yet verified, a verdict, or a paper check. */
export function AdmissionTag({ code }: CodeTagProps): ReactElement {
  return code in VERDICT_TONES ? <VerdictTag code={code} /> : <StateTag code={code} />
}

interface FamilyProps extends CodeTagProps {
  readonly family: string
  readonly tone: Tone | undefined
}

function CodeTag({ family, code, tone }: FamilyProps): ReactElement {
  return <Tag tone={tone ?? 'neutral'} text={useCodeText(family, code)} />
}

/** Words for a code of a ledger; a code without words is shown as it is. */
export function useCodeText(family: string, code: string): string {
  const { language } = useI18n()
  return keyText(language, `${family}.${code}`) ?? code
}

export function DisputedTag(): ReactElement {
  const { t } = useI18n()
  return <Tag tone="warning" text={t('status.disputed')} />
}
