import { Flex } from 'antd'
import type { PartyMatterSummary } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { Tag } from '../../../components/tag.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { daysBetween, formatCount } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'

const SOON_DAYS = 3

/** Cases of enforcement in which the person of the session is named. */
export function PartyMattersPage(): ReactElement {
  const { t } = useI18n()
  const query = useRoute('listPartyMatters', {})
  return (
    <Page title={t('nav.partyMatters')} explain={t('party.explain')}>
      <Section title={t('party.matters')}>
        <QueryView query={query} isEmpty={({ items }) => items.length === 0} empty={t('party.empty')}>
          {({ items }) => <MatterTable items={items} />}
        </QueryView>
      </Section>
    </Page>
  )
}

function MatterTable({ items }: { readonly items: readonly PartyMatterSummary[] }): ReactElement {
  const { t, say } = useI18n()
  return (
    <DataTable
      label={t('party.matters')}
      rows={items}
      rowKey={({ caseId }) => caseId}
      columns={[
        {
          key: 'case',
          title: t('alarm.case'),
          render: (_, { caseId, caseNumber }) => (
            <Link to={`/my-matters/${caseId}`}>{caseNumber ?? t('party.caseOf', { id: caseId.slice(0, 8) })}</Link>
          ),
        },
        { key: 'court', title: t('case.court'), render: (_, { court }) => say(court) },
        {
          key: 'as',
          title: t('party.as'),
          render: (_, { parts }) =>
            parts.map((part) => (
              <div key={part}>
                <CodeText family="objector" code={part} />
              </div>
            )),
        },
        {
          key: 'state',
          title: t('common.status'),
          render: (_, { state }) => <OrderTag family="enforcement.state" code={state} />,
        },
        {
          key: 'measures',
          title: t('party.liveMeasures'),
          align: 'right',
          render: (_, { liveMeasures }) => formatCount(liveMeasures),
        },
        {
          key: 'objections',
          title: t('party.openObjections'),
          align: 'right',
          render: (_, { openObjections }) => formatCount(openObjections),
        },
        { key: 'remedy', title: t('party.nextRemedy'), render: (_, one) => <NextRemedy day={one.nextRemedyOn} /> },
      ]}
    />
  )
}

function NextRemedy({ day }: { readonly day: string | null }): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  if (day === null) return <>{t('common.none')}</>
  const left = daysBetween(session.today, day)
  return (
    <Flex gap={6} align="center">
      {day}
      {left >= 0 && left <= SOON_DAYS && <Tag tone="warning" text={t('measure.daysLeft', { days: left })} />}
    </Flex>
  )
}
