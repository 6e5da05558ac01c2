import type { ReactElement } from 'react'
import { Tag } from '../components/tag.tsx'
import type { Tone } from '../components/tag.tsx'
import { useCodeText } from './tags.tsx'

const TONES: Readonly<Record<string, Readonly<Record<string, Tone>>>> = {
  'enforcement.state': {
    OPEN: 'notice',
    STAYED: 'warning',
    ROUND_ENDED: 'notice',
    PERFORMED: 'good',
    CLOSED: 'neutral',
    PRESERVATION: 'notice',
  },
  'control.state': {
    ORDERED: 'notice',
    EFFECTIVE: 'good',
    WAITING: 'notice',
    SUSPENDED: 'warning',
    REJECTED: 'bad',
    FAILED: 'bad',
    EXPIRED: 'warning',
  },
  'order.state': {
    SENT: 'notice',
    REJECTED: 'bad',
    FULFILLED: 'good',
    PARTIAL: 'warning',
    FAILED: 'bad',
    REFUSED: 'bad',
  },
  'instrument.state': { IN_FORCE: 'good', REVOKED: 'bad' },
  'objection.state': { OPEN: 'notice', UPHELD: 'warning', DISMISSED: 'neutral' },
  'transfer.state': { REQUESTED: 'notice', REFUSED: 'neutral', ORDERED: 'warning', GRANTED: 'good' },
  'wrong.state': { FOUND: 'bad', COMPENSATED: 'good', NO_DAMAGE: 'neutral' },
  'preservation.state': { OPEN: 'notice', CONVERTED: 'good', LIFTED: 'neutral' },
  'submission.state': { SUBMITTED: 'notice', TAKEN_ON: 'good', RETURNED: 'warning' },
  'requery.state': { DUE: 'warning', DONE: 'good' },
  'ledgerProposal.state': { OPEN: 'notice', SIGNED: 'good', DISMISSED: 'neutral' },
  'received.state': {
    RECEIVED: 'notice',
    RETRIEVED: 'notice',
    ACCEPTED: 'notice',
    REJECTED: 'bad',
    FULFILLED: 'good',
    PARTIAL: 'warning',
    FAILED: 'bad',
  },
  'requestAnnex.state': { EXPECTED: 'notice', OPENED: 'good', WRONG: 'bad', MISSING: 'warning' },
  'firstOrder.subject': {
    SAME: 'good',
    DIFFERS: 'bad',
    UNCHECKED: 'notice',
    NOT_HELD: 'warning',
    MEASURE_UNKNOWN: 'bad',
  },
  'measure.state': {
    EFFECTIVE: 'good',
    SUSPENDED: 'warning',
    CONVERTED_TO_DISPOSAL: 'notice',
    WAITING: 'notice',
    EXPIRED: 'warning',
  },
}

interface OrderTagProps {
  /** Family of words and of tones, such as `order.state`. */
  readonly family: string
  readonly code: string
}

/** State of an order, a measure or an enforcement case. */
export function OrderTag({ family, code }: OrderTagProps): ReactElement {
  return <Tag tone={TONES[family]?.[code] ?? 'neutral'} text={useCodeText(family, code)} />
}
