import { Alert, Flex } from 'antd'
import type { CreditSupervision } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { FunctionComponent, ReactElement } from 'react'
import { MonthRangeForm } from '../../../components/month-range.tsx'
import type { MonthRange } from '../../../components/month-range.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import type { TextKey } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { Decisions, Ends, Lateness, Lookups, Objected, OpenWork, Uses } from '../components/supervision-parts.tsx'
import type { PartProps } from '../components/supervision-parts.tsx'

const PARTS = [
  ['credit.stat.open', OpenWork],
  ['credit.stat.objections', Objected],
  ['credit.stat.lateness', Lateness],
  ['credit.stat.decisions', Decisions],
  ['credit.stat.ends', Ends],
  ['credit.stat.uses', Uses],
  ['credit.stat.lookups', Lookups],
] as const satisfies readonly (readonly [TextKey, FunctionComponent<PartProps>])[]

/** Lists in figures: how many, how late, how often the court was wrong; never whose. */
export function CreditSupervisionPage(): ReactElement {
  const { t } = useI18n()
  const [range, setRange] = useState<MonthRange>({})
  const query = useRoute('getCreditSupervision', { query: range })
  return (
    <Page
      title={t('nav.creditSupervision')}
      explain={t('credit.supervision.explain')}
      extra={<MonthRangeForm onChoose={setRange} />}
    >
      <QueryView query={query} isEmpty={isEmpty} empty={t('credit.supervision.empty')}>
        {(view) => (
          <Flex vertical gap={16}>
            {!view.isComplete && (
              <Alert type="warning" showIcon role="status" title={t('credit.supervision.incomplete')} />
            )}
            {PARTS.map(([title, Part]) => (
              <Section key={title} title={t(title)}>
                <Part view={view} />
              </Section>
            ))}
          </Flex>
        )}
      </QueryView>
    </Page>
  )
}

function isEmpty({ decisions, ends, objections, lateness, uses, lookups, open }: CreditSupervision): boolean {
  return [decisions, ends, objections, lateness, uses, lookups, open].every((rows) => rows.length === 0)
}
