import { Flex, Segmented, Statistic } from 'antd'
import type { Operations } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { Page, Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatCount, formatInstant, largestUnit } from '../../../lib/format.ts'
import { AnnexTable } from '../components/annex-table.tsx'
import { HistoryCharts } from '../components/history-charts.tsx'
import { LinkTable } from '../components/link-table.tsx'
import { ZoneTable } from '../components/zone-table.tsx'

const WATCH_MS = 5_000
const SPANS = [15, 60, 360, 1_440] as const

/** Zones, links and queues: what an operator looks at first, with its course over time. */
export function OperationsPage(): ReactElement {
  const { t } = useI18n()
  const [minutes, setMinutes] = useState<number>(60)
  const now = useRoute('getOperations', {}, { everyMs: WATCH_MS })
  const history = useRoute('getOperationsHistory', { query: { minutes } }, { everyMs: WATCH_MS * 2 })
  return (
    <Page title={t('nav.operations')}>
      <QueryView query={now}>{(state) => <Now state={state} />}</QueryView>
      <Section
        title={t('operations.history')}
        extra={
          <Segmented<number>
            aria-label={t('operations.span')}
            value={minutes}
            onChange={setMinutes}
            options={SPANS.map((span) => ({ value: span, label: spanText(t, span) }))}
          />
        }
      >
        <QueryView query={history} isEmpty={({ points }) => points.length === 0} empty={t('operations.history.empty')}>
          {(data) => <HistoryCharts history={data} />}
        </QueryView>
      </Section>
    </Page>
  )
}

function spanText(t: ReturnType<typeof useI18n>['t'], minutes: number): string {
  const { unit, count } = largestUnit(minutes * 60_000)
  return t(`duration.${unit}`, { count })
}

function Now({ state }: { readonly state: Operations }): ReactElement {
  const { t } = useI18n()
  const { outbox, gateway, openAlarms, atMs } = state
  const figures = [
    { title: t('operations.waiting'), value: outbox.waiting },
    { title: t('operations.refused'), value: outbox.refused },
    { title: t('operations.failed'), value: outbox.failed },
    { title: t('operations.alarms'), value: openAlarms },
    { title: t('operations.sessions'), value: gateway.sessions },
    { title: t('operations.streams'), value: gateway.liveStreams },
  ]
  return (
    <Flex vertical gap={16}>
      <Section title={t('operations.now')} extra={<span>{formatInstant(atMs)}</span>}>
        <Flex gap={40} wrap>
          {figures.map(({ title, value }) => (
            <Statistic key={title} title={title} value={formatCount(value)} />
          ))}
        </Flex>
      </Section>
      <Section title={t('operations.zones')}>
        <ZoneTable zones={state.zones} />
      </Section>
      <Section title={t('operations.links')}>
        <LinkTable links={state.links} />
      </Section>
      {state.annexes !== null && (
        <Section title={t('operations.annexes')}>
          <AnnexTable annexes={state.annexes} />
        </Section>
      )}
    </Flex>
  )
}
