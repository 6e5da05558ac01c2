import { Alert, Button, Flex, Typography } from 'antd'
import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { isForbidden, isUnreachable, problemCode, problemText } from '../lib/problem.ts'

interface ProblemViewProps {
  readonly error: unknown
  readonly onRetry?: () => void
}

/** A failure in words: what happened, what to do about it, and the code for whoever is asked for help. */
export function ProblemView({ error, onRetry }: ProblemViewProps): ReactElement {
  const { language, t } = useI18n()
  const retry = onRetry === undefined ? null : <Button onClick={onRetry}>{t('action.retry')}</Button>
  if (isUnreachable(error)) {
    return (
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={t('state.offline.title')}
        description={t('state.offline.todo')}
        action={retry}
      />
    )
  }
  if (isForbidden(error)) {
    const { title, body } = { title: t('state.forbidden.title'), body: t('state.forbidden.body') }
    return <Alert type="info" showIcon role="alert" title={title} description={body} />
  }
  const { what, todo } = problemText(language, error)
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={what}
      action={retry}
      description={
        <Flex vertical gap={4}>
          <span>{todo}</span>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {t('state.code', { code: problemCode(error) })}
          </Typography.Text>
        </Flex>
      }
    />
  )
}
