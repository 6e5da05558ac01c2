import type { TextState } from '@xiezhi/gateway-api'
import { Typography } from 'antd'
import type { ReactElement, ReactNode } from 'react'
import { useI18n } from '../i18n/i18n.tsx'

interface PrivateTextProps {
  readonly text: string | null
  readonly state: TextState
  /** Where the vault has never had one. */
  readonly none: ReactNode
}

/** A text from the vault, or why there is none: erased by law, changed in the vault, or never there. */
export function PrivateText({ text, state, none }: PrivateTextProps): ReactElement {
  const { t } = useI18n()
  if (state === 'held' || state === 'none') return <>{text ?? none}</>
  return <Typography.Text type={state === 'damaged' ? 'danger' : 'secondary'}>{t(`text.${state}`)}</Typography.Text>
}
