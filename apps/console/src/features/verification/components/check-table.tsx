import { Typography } from 'antd'
import type { CheckView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { DataTable } from '../../../components/paged-table.tsx'
import { BilingualText, ReasonList, Statute } from '../../../components/statute.tsx'
import { VerdictTag } from '../../../domain/tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'

interface CheckTableProps {
  readonly label: string
  readonly checks: readonly CheckView[]
}

/** Each check with its rule, its statute and its grounds. */
export function CheckTable({ label, checks }: CheckTableProps): ReactElement {
  const { t } = useI18n()
  return (
    <DataTable
      label={label}
      rows={checks}
      rowKey={({ rule }) => rule}
      columns={[
        {
          key: 'rule',
          title: t('common.rule'),
          width: 84,
          render: (_, { rule }) => <Typography.Text code>{rule}</Typography.Text>,
        },
        { key: 'what', title: t('verification.check'), render: (_, { what }) => <BilingualText text={what} /> },
        {
          key: 'result',
          title: t('verification.result'),
          width: 150,
          render: (_, { result }) => <VerdictTag code={result} />,
        },
        {
          key: 'statute',
          title: t('common.statute'),
          width: 260,
          render: (_, { statute }) => <Statute statute={statute} />,
        },
        {
          key: 'reasons',
          title: t('common.reason'),
          render: (_, { reasons }) => (reasons.length === 0 ? t('common.none') : <ReasonList reasons={reasons} />),
        },
      ]}
    />
  )
}
