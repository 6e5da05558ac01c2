import { Alert } from 'antd'
import type { OutboxRow } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { refusalText, refusalTodo } from '../lib/problem.ts'

/** What to do about an act that the ledger refused or that was not carried out; nothing of any other. */
export function OutboxEnd({ row: { state, refusal } }: { readonly row: OutboxRow }): ReactElement | null {
  const { language, t } = useI18n()
  if (refusal !== null) {
    return (
      <Alert
        type="error"
        showIcon
        role="alert"
        title={refusalText(language, refusal)}
        description={refusalTodo(language, refusal)}
      />
    )
  }
  if (state !== 'failed') return null
  return <Alert type="error" showIcon role="alert" title={t('outbox.failed')} description={t('outbox.failed.todo')} />
}
