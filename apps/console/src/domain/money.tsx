import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { formatMoney } from '../lib/money.ts'

interface MoneyProps {
  readonly cents: number | null
  readonly currency?: string
}

/** An amount in figures that stand below one another. */
export function Money({ cents, currency = 'CNY' }: MoneyProps): ReactElement {
  const { t } = useI18n()
  if (cents === null) return <>{t('common.none')}</>
  return (
    <span style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>{formatMoney(cents, currency)}</span>
  )
}
