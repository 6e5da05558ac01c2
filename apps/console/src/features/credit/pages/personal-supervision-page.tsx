import { Alert, Flex } from 'antd'
import type { PersonalSupervision } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { MonthRangeForm } from '../../../components/month-range.tsx'
import type { MonthRange } from '../../../components/month-range.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatCount } from '../../../lib/format.ts'
import { formatMoney } from '../../../lib/money.ts'

const STEPS = ['decided', 'served', 'carriedOut', 'ended', 'lifted', 'revoked'] as const
const OUTCOMES = ['asked', 'upheld', 'revoked', 'pending', 'late'] as const

/** Measures against persons in figures: how many, how they ended, how often a court above revoked; never whose. */
export function PersonalSupervisionPage(): ReactElement {
  const { t } = useI18n()
  const [range, setRange] = useState<MonthRange>({})
  const query = useRoute('getPersonalSupervision', { query: range })
  return (
    <Page
      title={t('nav.personalSupervision')}
      explain={t('personal.supervision.explain')}
      extra={<MonthRangeForm onChoose={setRange} />}
    >
      <QueryView
        query={query}
        isEmpty={({ measures, reconsiderations }) => measures.length + reconsiderations.length === 0}
        empty={t('credit.supervision.empty')}
      >
        {(view) => (
          <Flex vertical gap={16}>
            {!view.isComplete && (
              <Alert type="warning" showIcon role="status" title={t('credit.supervision.incomplete')} />
            )}
            <Section title={t('personal.measures')}>
              <Measures view={view} />
            </Section>
            <Section title={t('personal.reconsideration')}>
              <Reconsiderations view={view} />
            </Section>
          </Flex>
        )}
      </QueryView>
    </Page>
  )
}

interface PartProps {
  readonly view: PersonalSupervision
}

function Measures({ view: { measures } }: PartProps): ReactElement {
  const { t, say } = useI18n()
  return (
    <DataTable
      label={t('personal.measures')}
      rows={measures}
      rowKey={({ month, kind }) => `${month} ${kind}`}
      columns={[
        { key: 'month', title: t('supervision.month'), dataIndex: 'month' },
        { key: 'kind', title: t('personal.kind'), render: (_, { kindText }) => say(kindText) },
        ...STEPS.map((name) => ({
          key: name,
          title: t(`personal.stat.${name}`),
          align: 'right' as const,
          render: (_: unknown, row: PersonalSupervision['measures'][number]) => formatCount(row[name]),
        })),
        {
          key: 'amount',
          title: t('personal.amount'),
          align: 'right',
          render: (_, { kind, amountCents }) => (kind === 'FINE' ? formatMoney(amountCents) : t('common.none')),
        },
        {
          key: 'days',
          title: t('personal.days'),
          align: 'right',
          render: (_, { kind, days }) => (kind === 'DETENTION' ? formatCount(days) : t('common.none')),
        },
      ]}
    />
  )
}

function Reconsiderations({ view: { reconsiderations } }: PartProps): ReactElement {
  const { t } = useI18n()
  return (
    <DataTable
      label={t('personal.reconsideration')}
      rows={reconsiderations}
      rowKey={({ month }) => month}
      columns={[
        { key: 'month', title: t('supervision.month'), dataIndex: 'month' },
        ...OUTCOMES.map((name) => ({
          key: name,
          title: t(`personal.stat.${name}`),
          align: 'right' as const,
          render: (_: unknown, row: PersonalSupervision['reconsiderations'][number]) => formatCount(row[name]),
        })),
      ]}
    />
  )
}
