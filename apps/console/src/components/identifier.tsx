import { Typography } from 'antd'
import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { shorten } from '../lib/format.ts'

interface IdentifierProps {
  readonly value: string
  /** Shows the whole, however long. */
  readonly isWhole?: boolean
}

/** A digest, key or number in a fixed width, the whole of it to copy. */
export function Identifier({ value, isWhole = false }: IdentifierProps): ReactElement {
  const { t } = useI18n()
  // The button takes it, and the type of the component does not say so.
  const label = { 'aria-label': t('action.copy') }
  return (
    <Typography.Text
      title={value}
      copyable={{ text: value, tooltips: false, tabIndex: 0, ...label }}
      style={{ fontFamily: 'ui-monospace, Consolas, monospace', fontSize: 13, wordBreak: 'break-all' }}
    >
      {isWhole ? value : shorten(value)}
    </Typography.Text>
  )
}
