import { Flex, Typography } from 'antd'
import type { VerificationView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Tag } from '../../../components/tag.tsx'
import { DisputedTag, VerdictTag } from '../../../domain/tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatInstant } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'

const EDGES: Readonly<Record<string, string>> = {
  PASS: '#1a7f37',
  WARN: '#a15c07',
  ALERT: '#a15c07',
  PERSON_DECIDES: '#1d4f91',
  BLOCK: '#b42318',
}

/** The verdict in one sentence, how long it counts, and where the credit report is. */
export function VerdictBanner({ view }: { readonly view: VerificationView }): ReactElement {
  const { t, say } = useI18n()
  const { nowMs } = useSession()
  const { verdict, meaning, freshUntilMs, id } = view
  const isStale = freshUntilMs !== null && freshUntilMs < nowMs()
  return (
    <section
      aria-label={t('verify.verdict')}
      style={{
        background: '#fff',
        border: '1px solid #e5e7eb',
        borderInlineStart: `6px solid ${EDGES[verdict ?? ''] ?? '#6b7280'}`,
        borderRadius: 8,
        padding: '16px 20px',
      }}
    >
      <Flex justify="space-between" gap={16} wrap align="center">
        <Flex vertical gap={6}>
          <Flex gap={8} align="center" wrap>
            <VerdictTag code={verdict ?? ''} />
            {view.isDisputed && <DisputedTag />}
            {isStale && <Tag tone="warning" text={t('verification.stale')} />}
          </Flex>
          {meaning !== null && (
            <Typography.Text role="status" style={{ fontSize: 18, fontWeight: 600 }}>
              {say(meaning)}
            </Typography.Text>
          )}
          <Typography.Text type="secondary">
            {t('verification.asOf', { day: view.asOf })}
            {freshUntilMs !== null && ` · ${t('verification.freshUntil', { time: formatInstant(freshUntilMs) })}`}
          </Typography.Text>
        </Flex>
        <Flex vertical gap={4} align="flex-end">
          <Link to={`/verifications/${id}/credit-report`}>{t('verification.creditReport')}</Link>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {t(`report.state.${view.creditReport.state}`)}
          </Typography.Text>
        </Flex>
      </Flex>
    </section>
  )
}
