import { Flex } from 'antd'
import type { SupervisionView } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { MonthRangeForm } from '../../../components/month-range.tsx'
import type { MonthRange } from '../../../components/month-range.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { Lateness } from '../components/lateness.tsx'
import { Lawfulness, OverControl } from '../components/over-control.tsx'
import { Volumes } from '../components/volumes.tsx'

/** Volumes, lateness, over-control and lawfulness of enforcement: how many, never whose. */
export function SupervisionPage(): ReactElement {
  const { t } = useI18n()
  const [range, setRange] = useState<MonthRange>({})
  const query = useRoute('getSupervision', { query: range })
  return (
    <Page
      title={t('nav.supervision')}
      explain={t('supervision.explain')}
      extra={<MonthRangeForm onChoose={setRange} />}
    >
      <QueryView query={query} isEmpty={isEmpty} empty={t('supervision.empty')}>
        {(view) => (
          <Flex vertical gap={16}>
            <Section title={t('supervision.overControl')}>
              <OverControl view={view} />
            </Section>
            <Section title={t('supervision.lateness')}>
              <Lateness view={view} />
            </Section>
            <Section title={t('supervision.volumes')}>
              <Volumes view={view} />
            </Section>
            <Section title={t('supervision.lawfulness')}>
              <Lawfulness view={view} />
            </Section>
          </Flex>
        )}
      </QueryView>
    </Page>
  )
}

function isEmpty({ volumes, lateness, overControl, lawfulness }: SupervisionView): boolean {
  return [volumes, lateness, overControl, lawfulness].every((rows) => rows.length === 0)
}
