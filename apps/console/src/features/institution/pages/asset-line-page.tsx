import { Alert, Flex } from 'antd'
import type { AssetLineView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { TimelineChart } from '../../../components/timeline-chart.tsx'
import type { TimelineRow } from '../../../components/timeline-chart.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { useCodeText } from '../../../domain/tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { civilDateOf, formatInstant } from '../../../lib/format.ts'
import { formatMoney } from '../../../lib/money.ts'
import { keyText } from '../../../lib/problem.ts'
import { useSession } from '../../../lib/session.ts'
import { CourtName } from '../components/court-name.tsx'
import { LinePages } from '../components/line-pages.tsx'
import { MeasureLimit } from '../components/measure-limit.tsx'

type Row = AssetLineView['rows'][number]

const COLORS: Readonly<Record<string, string>> = {
  EFFECTIVE: '#1a7f37',
  SUSPENDED: '#a15c07',
  CONVERTED_TO_DISPOSAL: '#7c3aed',
  WAITING: '#1d4f91',
  SURPLUS_CLAIM: '#1d4f91',
}
const ENDED = '#6b7280'

/** Everything that was ever registered on one asset, in the order in which it counts. */
export function AssetLinePage(): ReactElement {
  const { t } = useI18n()
  const { assetKey = '' } = useParams()
  const query = useRoute('getAssetLine', { params: { assetKey } })
  return (
    <Page title={t('line.title')} explain={t('line.explain')} extra={<Link to="/measures">{t('nav.measures')}</Link>}>
      <QueryView query={query} isEmpty={({ rows }) => rows.length === 0} empty={t('line.empty')}>
        {(line) => <Line line={line} />}
      </QueryView>
    </Page>
  )
}

function Line({ line }: { readonly line: AssetLineView }): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  const asset = useCodeText('asset', line.asset)
  const rows = useTimelineRows(line.rows)
  return (
    <Flex vertical gap={16}>
      {line.review && (
        <Alert type="warning" showIcon role="status" title={t('line.review')} description={t('line.review.means')} />
      )}
      <Section
        title={`${asset} ${line.assetKey.slice(-8)}`}
        extra={<ProofButton recordKey={line.recordKey} about={t('line.title')} />}
      >
        <Flex vertical gap={12}>
          <TimelineChart label={t('line.title')} rows={rows} today={session.today} />
          <LineTable rows={line.rows} />
        </Flex>
      </Section>
      <LinePages assetKey={line.assetKey} />
    </Flex>
  )
}

function useTimelineRows(rows: readonly Row[]): TimelineRow[] {
  const { t, language } = useI18n()
  return rows.map((row) => {
    const { measureId, court, courtName, state, rank, from, to, registeredAtMs, endedAtMs, limitCents, currency } = row
    const word = keyText(language, `measure.state.${state}`) ?? state
    return {
      key: measureId,
      name: courtName ?? court,
      detail: limitCents === null ? t('plan.whole') : formatMoney(limitCents, currency),
      bar: {
        from: from ?? civilDateOf(registeredAtMs),
        to: endedAtMs === null ? to : civilDateOf(endedAtMs),
        text: rank === null || rank === 0 ? word : `${word} ${t('measure.rankOf', { rank })}`,
        color: COLORS[state] ?? ENDED,
        isOutline: state !== 'EFFECTIVE' && state !== 'CONVERTED_TO_DISPOSAL',
      },
      mark: null,
    }
  })
}

function LineTable({ rows }: { readonly rows: readonly Row[] }): ReactElement {
  const { t } = useI18n()
  return (
    <DataTable
      label={t('line.title')}
      rows={rows}
      rowKey={({ measureId }) => measureId}
      columns={[
        {
          key: 'rank',
          title: t('line.rank'),
          render: (_, { rank }) => (rank === null ? t('common.none') : String(rank)),
        },
        { key: 'court', title: t('case.court'), render: (_, one) => <CourtName of={one} /> },
        {
          key: 'registered',
          title: t('measure.registeredAt'),
          render: (_, { registeredAtMs }) => formatInstant(registeredAtMs),
        },
        { key: 'limit', title: t('measure.limit'), align: 'right', render: (_, one) => <MeasureLimit of={one} /> },
        {
          key: 'state',
          title: t('common.status'),
          render: (_, { state }) => <OrderTag family="measure.state" code={state} />,
        },
        {
          key: 'term',
          title: t('measure.term'),
          render: (_, { from, to }) => (from === null ? t('common.none') : `${from} — ${to ?? ''}`),
        },
        { key: 'renewals', title: t('line.renewals'), dataIndex: 'renewals', align: 'right' },
        { key: 'history', title: t('measure.history'), render: (_, { history }) => <History history={history} /> },
      ]}
    />
  )
}

function History({ history }: { readonly history: Row['history'] }): ReactElement {
  const { t, say } = useI18n()
  return (
    <details>
      <summary>{t('common.count', { count: history.length })}</summary>
      <ol style={{ margin: 0, paddingInlineStart: 18 }}>
        {history.map(({ kind, text, rule, atMs, to }) => (
          <li key={`${kind} ${String(atMs)}`}>
            {say(text)} {formatInstant(atMs)} {to === null ? '' : t('line.until', { day: to })} <code>{rule}</code>
          </li>
        ))}
      </ol>
    </details>
  )
}
