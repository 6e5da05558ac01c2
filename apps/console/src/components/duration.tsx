import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { largestUnit } from '../lib/format.ts'

/** A span of time in its largest unit; null: there is none. */
export function Duration({ ms }: { readonly ms: number | null }): ReactElement {
  const { t } = useI18n()
  if (ms === null) return <>{t('common.none')}</>
  const { unit, count } = largestUnit(ms)
  return <>{t(`duration.${unit}`, { count })}</>
}
