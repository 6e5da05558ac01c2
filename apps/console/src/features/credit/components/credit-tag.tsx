import type { ReactElement } from 'react'
import { Tag } from '../../../components/tag.tsx'
import type { Tone } from '../../../components/tag.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import type { Bilingual } from '../../../i18n/i18n.tsx'

const TONES: Readonly<Record<string, Tone>> = {
  DECIDED: 'warning',
  SERVED: 'warning',
  PUBLISHED: 'notice',
  SUSPENDED: 'warning',
  RESTRUCTURING: 'warning',
  DELETION_DUE: 'warning',
  SENT: 'notice',
  DELIVERED: 'notice',
  CONFIRMED: 'good',
  LATE: 'bad',
  MISSING: 'warning',
  STATED: 'notice',
  EQUAL: 'good',
  DIFFERENT: 'bad',
  RECEIVED: 'notice',
  REGISTERED: 'notice',
  RETURNED: 'warning',
  HELD: 'notice',
  WITHDRAWN: 'bad',
  WAITING_ANNEX: 'warning',
  WAITING_PERSON: 'warning',
  SENDING: 'notice',
  UNKNOWN: 'warning',
  SHOWN: 'good',
  REFUSED: 'bad',
  LIST: 'warning',
  REFER: 'notice',
  BLOCK: 'bad',
  SURPLUS: 'bad',
  OLD: 'warning',
  ALARM: 'warning',
  REPORT: 'warning',
  VIOLATION: 'bad',
  STILL_SHOWN: 'bad',
  PENDING: 'notice',
  CARRIED_OUT: 'notice',
  REVOKED: 'bad',
}

interface CreditTagProps {
  readonly code: string
  /** As the gateway says it. */
  readonly text: Bilingual
}

/** State of an entry, of its way to a subscriber, of a request. */
export function CreditTag({ code, text }: CreditTagProps): ReactElement {
  const { say } = useI18n()
  return <Tag tone={TONES[code] ?? 'neutral'} text={say(text)} />
}
