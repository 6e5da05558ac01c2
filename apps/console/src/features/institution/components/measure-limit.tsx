import type { InstitutionMeasure } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Money } from '../../../domain/money.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'

/** What a measure controls: an amount, or the thing as it is. */
export function MeasureLimit({ of: measure }: { readonly of: InstitutionMeasure }): ReactElement {
  const { t } = useI18n()
  const { limitCents, whole, currency } = measure
  return whole && limitCents === null ? <>{t('plan.whole')}</> : <Money cents={limitCents} currency={currency} />
}
