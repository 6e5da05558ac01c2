import { Empty, Flex, Typography } from 'antd'
import type { PartySubmission } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Identifier } from '../../../components/identifier.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatInstant } from '../../../lib/format.ts'

/** What the person handed in here, and what the court's counter did with it. */
export function PartySubmissions({ submissions }: { readonly submissions: readonly PartySubmission[] }): ReactElement {
  const { t, say } = useI18n()
  if (submissions.length === 0)
    return <Empty description={t('party.submissions.empty')} image={Empty.PRESENTED_IMAGE_SIMPLE} />
  return (
    <DataTable
      label={t('party.submissions')}
      rows={submissions}
      rowKey={({ submissionId }) => submissionId}
      columns={[
        { key: 'at', title: t('submission.at'), render: (_, { submittedAtMs }) => formatInstant(submittedAtMs) },
        { key: 'kind', title: t('common.kind'), render: (_, { kindText }) => say(kindText) },
        {
          key: 'reasons',
          title: t('matters.reasons'),
          render: (_, { reasons, fileDigest }) => (
            <Flex vertical gap={2}>
              <span>{reasons ?? t('common.none')}</span>
              {fileDigest !== null && <Identifier value={fileDigest} />}
            </Flex>
          ),
        },
        {
          key: 'state',
          title: t('common.status'),
          render: (_, { state, returnReasons }) => (
            <Flex vertical gap={4} align="flex-start">
              <OrderTag family="submission.state" code={state} />
              {returnReasons !== null && (
                <Typography.Text type="secondary">
                  {t('submission.returned')} {returnReasons}
                </Typography.Text>
              )}
            </Flex>
          ),
        },
      ]}
    />
  )
}
