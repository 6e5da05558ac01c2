import { Progress } from 'antd'
import type { Operations } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { DataTable } from '../../../components/paged-table.tsx'
import { Tag } from '../../../components/tag.tsx'
import { Due } from '../../../domain/due.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatCount } from '../../../lib/format.ts'

type LinkState = Operations['links'][number]

/** Shares of the trusting period from which the operator should look, and must act. */
const LOOK_AT = 0.5
const ACT_AT = 0.8

export function LinkTable({ links }: { readonly links: readonly LinkState[] }): ReactElement {
  const { t } = useI18n()
  const count = (value: number | null): string => (value === null ? t('common.unknown') : formatCount(value))
  return (
    <DataTable
      label={t('operations.links')}
      rows={links}
      rowKey={({ zone, client }) => `${zone} ${client}`}
      columns={[
        { key: 'link', title: t('operations.link'), render: (_, { zone, peer }) => `${zone} → ${peer}` },
        { key: 'client', title: t('operations.client'), dataIndex: 'client' },
        {
          key: 'state',
          title: t('common.status'),
          render: (_, { isFrozen }) => (
            <Tag tone={isFrozen ? 'bad' : 'good'} text={t(isFrozen ? 'operations.frozen' : 'operations.active')} />
          ),
        },
        {
          key: 'height',
          title: t('operations.clientHeight'),
          align: 'right',
          render: (_, row) => `${count(row.clientHeight)} / ${count(row.peerHeight)}`,
        },
        { key: 'trust', title: t('operations.trustUsed'), width: 180, render: (_, row) => <TrustUsed link={row} /> },
        {
          key: 'expires',
          title: t('operations.trustExpires'),
          render: (_, { trustExpiresAtMs }) =>
            trustExpiresAtMs === null ? t('common.unknown') : <Due dueAtMs={trustExpiresAtMs} />,
        },
        {
          key: 'backlog',
          title: t('operations.backlog'),
          align: 'right',
          render: (_, { backlog }) => formatCount(backlog),
        },
      ]}
    />
  )
}

function TrustUsed({ link: { trustUsed, zone, peer } }: { readonly link: LinkState }): ReactElement {
  const { t } = useI18n()
  if (trustUsed === null) return <>{t('common.unknown')}</>
  const color = trustUsed >= ACT_AT ? '#b42318' : trustUsed >= LOOK_AT ? '#a15c07' : '#1a7f37'
  return (
    <Progress
      percent={Math.min(100, Math.round(trustUsed * 100))}
      size="small"
      strokeColor={color}
      status="normal"
      aria-label={`${t('operations.trustUsed')} ${zone} → ${peer}`}
    />
  )
}
