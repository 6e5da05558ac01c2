import { Button } from 'antd'
import type { TableColumnsType } from 'antd'
import { ENFORCEMENT_STATES } from '@xiezhi/gateway-api'
import type { EnforcementSummary } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Page } from '../../../components/page.tsx'
import { Tag } from '../../../components/tag.tsx'
import { useStateChoice } from '../../../components/state-choice.tsx'
import { StateList } from '../../../components/state-list.tsx'
import { caseTitle } from '../../../domain/case-table.tsx'
import { Money } from '../../../domain/money.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { textOf, useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useSession } from '../../../lib/session.ts'

const CHOICES = [...ENFORCEMENT_STATES, 'ALL'] as const
type Choice = (typeof CHOICES)[number]

/** Enforcement cases, with what waits in each. */
export function EnforcementsPage(): ReactElement {
  const { t, language } = useI18n()
  const { may } = useSession()
  const { choice, choose, paging } = useStateChoice<Choice>('OPEN')
  const state = choice === 'ALL' ? {} : { state: choice }
  const query = useRoute('listEnforcements', { query: { limit: 25, ...state, ...paging.at } })
  return (
    <Page
      title={t('nav.enforcement')}
      explain={t('enforcement.explain')}
      extra={
        may('openEnforcement') && (
          <Link to="/enforcement/new">
            <Button type="primary" tabIndex={-1}>
              {t('enforcement.new')}
            </Button>
          </Link>
        )
      }
    >
      <StateList
        title={t('enforcement.list')}
        choice={choice}
        choose={choose}
        paging={paging}
        choices={CHOICES}
        labelOf={(code) => (code === 'ALL' ? t('case.all') : textOf(language, `enforcement.state.${code}`))}
        query={query}
        empty={t('enforcement.empty')}
        rowKey={({ caseId }) => caseId}
        columns={useEnforcementColumns()}
      />
    </Page>
  )
}

function useEnforcementColumns(): TableColumnsType<EnforcementSummary> {
  const { t } = useI18n()
  return [
    {
      key: 'case',
      title: t('case.number'),
      render: (_, row) => <Link to={`/enforcement/cases/${row.caseId}`}>{caseTitle(row, t('case.unpublished'))}</Link>,
    },
    { key: 'applied', title: t('enforcement.appliedOn'), dataIndex: 'appliedOn' },
    {
      key: 'principal',
      title: t('enforcement.principal'),
      align: 'right',
      render: (_, { principalCents, currency }) => <Money cents={principalCents} currency={currency} />,
    },
    {
      key: 'controlled',
      title: t('owed.controlled'),
      align: 'right',
      render: (_, { controlledCents, currency }) => <Money cents={controlledCents} currency={currency} />,
    },
    { key: 'controls', title: t('enforcement.liveControls'), dataIndex: 'liveControls', align: 'right' },
    { key: 'waits', title: t('enforcement.waits'), render: (_, row) => <Waits row={row} /> },
    {
      key: 'expiry',
      title: t('enforcement.nextExpiry'),
      render: (_, { nextExpiryOn }) => nextExpiryOn ?? t('common.none'),
    },
    {
      key: 'state',
      title: t('common.status'),
      render: (_, { state }) => <OrderTag family="enforcement.state" code={state} />,
    },
  ]
}

function Waits({ row }: { readonly row: EnforcementSummary }): ReactElement {
  const { t } = useI18n()
  const waits = [
    ...(row.openDrafts > 0 ? [{ key: 'drafts', text: t('enforcement.waits.drafts', { count: row.openDrafts }) }] : []),
    ...(row.openOrders > 0 ? [{ key: 'orders', text: t('enforcement.waits.orders', { count: row.openOrders }) }] : []),
    ...(row.openProposals > 0
      ? [{ key: 'proposals', text: t('enforcement.waits.proposals', { count: row.openProposals }) }]
      : []),
  ]
  if (waits.length === 0 && row.openAlarms === 0) return <>{t('common.none')}</>
  return (
    <span style={{ display: 'flex', gap: 4, flexWrap: 'wrap' }}>
      {waits.map(({ key, text }) => (
        <Tag key={key} tone="notice" text={text} />
      ))}
      {row.openAlarms > 0 && <Tag tone="warning" text={t('enforcement.waits.alarms', { count: row.openAlarms })} />}
    </span>
  )
}
