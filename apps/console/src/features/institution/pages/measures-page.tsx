import { Flex } from 'antd'
import type { TableColumnsType } from 'antd'
import type { InstitutionMeasure } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Page } from '../../../components/page.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { Tag } from '../../../components/tag.tsx'
import { useStateChoice } from '../../../components/state-choice.tsx'
import { StateList } from '../../../components/state-list.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatInstant } from '../../../lib/format.ts'
import { CourtName } from '../components/court-name.tsx'
import { MeasureLimit } from '../components/measure-limit.tsx'

const CHOICES = ['LIVE', 'EFFECTIVE', 'WAITING', 'EXPIRED', 'RELEASED', 'ALL'] as const
type Choice = (typeof CHOICES)[number]

/** Measures on the assets that this institution keeps. */
export function MeasuresPage(): ReactElement {
  const { t } = useI18n()
  const { choice, choose, paging } = useStateChoice<Choice>('LIVE')
  const state = choice === 'ALL' ? {} : { state: choice }
  const query = useRoute('listMeasures', { query: { limit: 25, ...state, ...paging.at } })
  return (
    <Page title={t('nav.measures')} explain={t('measure.ours.explain')}>
      <StateList
        title={t('measure.ours')}
        choice={choice}
        choose={choose}
        paging={paging}
        choices={CHOICES}
        labelOf={(code) => t(code === 'ALL' ? 'case.all' : `measure.state.${code}`)}
        query={query}
        empty={t('measure.ours.empty')}
        rowKey={({ measureId }) => measureId}
        columns={useMeasureColumns()}
      />
    </Page>
  )
}

function useMeasureColumns(): TableColumnsType<InstitutionMeasure> {
  const { t } = useI18n()
  return [
    {
      key: 'asset',
      title: t('measure.asset'),
      render: (_, { asset, assetKey }) => (
        <Link to={`/lines/${assetKey}`}>
          <CodeText family="asset" code={asset} /> {assetKey.slice(-8)}
        </Link>
      ),
    },
    { key: 'court', title: t('case.court'), render: (_, one) => <CourtName of={one} /> },
    {
      key: 'order',
      title: t('inbox.order'),
      render: (_, { client, orderId }) => <Link to={`/inbox/${client}/${orderId}`}>{t('measure.openOrder')}</Link>,
    },
    { key: 'limit', title: t('measure.limit'), align: 'right', render: (_, one) => <MeasureLimit of={one} /> },
    {
      key: 'state',
      title: t('common.status'),
      render: (_, { state, rank, hasPendingDeduction }) => (
        <Flex gap={4} wrap>
          <OrderTag family="measure.state" code={state} />
          {rank !== null && rank > 0 && <Tag tone="notice" text={t('measure.rankOf', { rank })} />}
          {hasPendingDeduction && <Tag tone="warning" text={t('measure.deducting')} />}
        </Flex>
      ),
    },
    {
      key: 'registered',
      title: t('measure.registeredAt'),
      render: (_, { registeredAtMs }) => formatInstant(registeredAtMs),
    },
    {
      key: 'term',
      title: t('measure.term'),
      render: (_, { from, to }) => (from === null ? t('common.none') : `${from} — ${to ?? ''}`),
    },
    {
      key: 'proof',
      title: t('proof.open'),
      render: (_, { recordKey, assetKey }) => <ProofButton recordKey={recordKey} about={assetKey.slice(-8)} />,
    },
  ]
}
