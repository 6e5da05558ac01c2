import { Button, Flex } from 'antd'
import type { AuditVolume } from '@xiezhi/gateway-api'
import { useMemo, useState } from 'react'
import type { SubmitEvent, ReactElement } from 'react'
import { DateField } from '../../../components/date-field.tsx'
import { LazyChart } from '../../../components/lazy-chart.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatCount } from '../../../lib/format.ts'
import { keyText } from '../../../lib/problem.ts'
import { readsByDay } from '../api/reads-by-day.ts'

interface Range {
  readonly from?: string
  readonly to?: string
}

/** Reads of personal and case data by day and purpose: how many, never whose. */
export function AuditPage(): ReactElement {
  const { t } = useI18n()
  const [range, setRange] = useState<Range>({})
  const query = useRoute('listAuditVolumes', { query: range })
  return (
    <Page title={t('nav.audit')} explain={t('audit.explain')} extra={<RangeForm onChoose={setRange} />}>
      <QueryView query={query} isEmpty={({ items }) => items.length === 0} empty={t('audit.empty')}>
        {({ items }) => (
          <Flex vertical gap={16}>
            <Section title={t('audit.byDay')}>
              <VolumeChart volumes={items} />
            </Section>
            <Section title={t('audit.figures')}>
              <VolumeTable volumes={items} />
            </Section>
          </Flex>
        )}
      </QueryView>
    </Page>
  )
}

function RangeForm({ onChoose }: { readonly onChoose: (range: Range) => void }): ReactElement {
  const { t } = useI18n()
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    onChoose({ ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) })
  }
  return (
    <form onSubmit={submit}>
      <Flex gap={8} align="center">
        <DateField label={t('common.from')} value={from} onChange={setFrom} />
        <DateField label={t('common.until')} value={to} onChange={setTo} />
        <Button htmlType="submit">{t('action.search')}</Button>
      </Flex>
    </form>
  )
}

function VolumeChart({ volumes }: { readonly volumes: readonly AuditVolume[] }): ReactElement {
  const { t, language } = useI18n()
  const option = useMemo(() => {
    const { days, purposes } = readsByDay(volumes)
    return {
      xAxis: { type: 'category', data: days },
      yAxis: { type: 'value', minInterval: 1 },
      series: purposes.map(({ purpose, reads }) => ({
        type: 'bar',
        stack: 'reads',
        name: keyText(language, `purpose.${purpose}`) ?? purpose,
        data: reads,
      })),
    }
  }, [volumes, language])
  return <LazyChart label={t('audit.byDay')} option={option} height={260} />
}

function VolumeTable({ volumes }: { readonly volumes: readonly AuditVolume[] }): ReactElement {
  const { t } = useI18n()
  return (
    <DataTable
      label={t('audit.figures')}
      rows={volumes}
      rowKey={({ day, route, purpose, role }) => `${day} ${route} ${purpose} ${role}`}
      columns={[
        { key: 'day', title: t('common.day'), dataIndex: 'day' },
        {
          key: 'purpose',
          title: t('common.purpose'),
          render: (_, { purpose }) => <CodeText family="purpose" code={purpose} />,
        },
        { key: 'role', title: t('inquiry.role'), render: (_, { role }) => t(`role.${role}`) },
        { key: 'route', title: t('audit.route'), dataIndex: 'route' },
        { key: 'reads', title: t('audit.reads'), align: 'right', render: (_, { reads }) => formatCount(reads) },
        { key: 'refused', title: t('audit.refused'), align: 'right', render: (_, { refused }) => formatCount(refused) },
      ]}
    />
  )
}
