import type { DepositAnswer, DepositSummary } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Tag } from '../../../components/tag.tsx'
import type { Tone } from '../../../components/tag.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'

type Result = DepositAnswer['result']

export const RESULT_TONES: Readonly<Record<Result, Tone>> = {
  MATCH_ANCHORED: 'good',
  MATCH_ANCHOR_ON_FOREIGN_CHAIN: 'good',
  ANCHOR_AFTER_EVENT: 'warning',
  SUPERSEDED: 'warning',
  REVOKED: 'bad',
  HASH_MISMATCH: 'bad',
  NO_ANCHOR: 'neutral',
  CHAIN_UNREACHABLE: 'neutral',
  PROOF_INVALID: 'bad',
}

const STATE_TONES: Readonly<Record<DepositSummary['state'], Tone>> = {
  STANDING: 'good',
  SUPERSEDED: 'warning',
  REVOKED: 'bad',
}

export function ResultTag({ result }: { readonly result: Result }): ReactElement {
  const { t } = useI18n()
  return <Tag tone={RESULT_TONES[result]} text={t(`deposit.result.${result}`)} />
}

export function DepositStateTag({ state }: { readonly state: DepositSummary['state'] }): ReactElement {
  const { t } = useI18n()
  return <Tag tone={STATE_TONES[state]} text={t(`deposit.state.${state}`)} />
}
