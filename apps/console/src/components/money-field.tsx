import { InputNumber } from 'antd'
import type { ReactElement } from 'react'

const CENTS = 100
const YUAN_MAX = 10_000_000_000

interface MoneyFieldProps {
  readonly id?: string
  readonly label?: string
  /** Cents; null: none given. */
  readonly value?: number | null
  readonly onChange?: (cents: number | null) => void
  readonly min?: number
  readonly isDisabled?: boolean
}

/** An amount, typed with two decimal places and held in cents. Fits into a form item. */
export function MoneyField({ id, label, value, onChange, min = 0, isDisabled }: MoneyFieldProps): ReactElement {
  return (
    <InputNumber<number>
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(isDisabled === undefined ? {} : { disabled: isDisabled })}
      value={value === null || value === undefined ? null : value / CENTS}
      min={min / CENTS}
      max={YUAN_MAX}
      precision={2}
      controls={false}
      style={{ width: 150 }}
      onChange={(yuan) => onChange?.(yuan === null ? null : Math.round(yuan * CENTS))}
    />
  )
}
