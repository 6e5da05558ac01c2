import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import type { CSSProperties, ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'

const DAY = 'YYYY-MM-DD'
const SECOND = 'YYYY-MM-DD HH:mm:ss'
const ISO_SECOND = 'YYYY-MM-DDTHH:mm:ss'

interface DateFieldProps {
  readonly id?: string
  readonly label?: string
  /** `2026-03-02`; empty: none. */
  readonly value?: string
  readonly onChange?: (value: string) => void
  readonly style?: CSSProperties
  readonly isWrong?: boolean
}

/** A civil date, written the same way in every browser and language. Fits into a form item. */
export function DateField({ id, label, value = '', onChange, style, isWrong = false }: DateFieldProps): ReactElement {
  return (
    <DatePicker
      {...nameOf(id, label)}
      format={DAY}
      placeholder={DAY}
      value={value === '' ? null : dayjs(value)}
      onChange={(day) => onChange?.(day?.format(DAY) ?? '')}
      {...(isWrong ? { status: 'error' as const } : {})}
      style={{ minWidth: 140, ...style }}
    />
  )
}

/** A second in Beijing: `2026-03-02T09:15:30`, without the offset. */
export function InstantField({
  id,
  label,
  value = '',
  onChange,
  style,
  isWrong = false,
}: DateFieldProps): ReactElement {
  const { t } = useI18n()
  return (
    <DatePicker
      {...nameOf(id, label)}
      showTime
      format={SECOND}
      placeholder={t('form.instant')}
      value={value === '' ? null : dayjs(value)}
      onChange={(instant) => onChange?.(instant?.format(ISO_SECOND) ?? '')}
      {...(isWrong ? { status: 'error' as const } : {})}
      style={{ minWidth: 190, ...style }}
    />
  )
}

function nameOf(id: string | undefined, label: string | undefined): { id?: string; 'aria-label'?: string } {
  return { ...(id === undefined ? {} : { id }), ...(label === undefined ? {} : { 'aria-label': label }) }
}
