import { Alert, Flex } from 'antd'
import type { OwnEntryView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { BilingualText } from '../../../components/statute.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { isGone } from '../../../lib/problem.ts'
import { ConsumptionFacts } from '../components/consumption-facts.tsx'
import { DecisionFacts, PublishedFacts } from '../components/entry-details.tsx'
import { ContestedSections } from '../components/objection-facts.tsx'
import { OwnActs } from '../components/own-acts.tsx'
import { useRequestColumns } from '../components/request-columns.tsx'
import { StepTimeline } from '../components/step-timeline.tsx'
import { TermChart } from '../components/term-chart.tsx'
import { UseTable } from '../components/use-table.tsx'

/** One entry about the person who is signed in: why, until when, who acts on it, and what can be done against it. */
export function OwnCreditEntryPage(): ReactElement {
  const { t } = useI18n()
  const { entryId = '' } = useParams()
  const query = useRoute('getOwnCreditEntry', { params: { entryId } })
  return (
    <Page title={t('credit.own.entry')} extra={<Link to="/my-credit">{t('nav.ownCredit')}</Link>}>
      {isGone(query.error) ? (
        <Alert
          type="success"
          showIcon
          role="status"
          title={t('credit.own.gone')}
          description={t('credit.own.none.means')}
        />
      ) : (
        <QueryView query={query}>{(entry) => <Entry entry={entry} />}</QueryView>
      )}
    </Page>
  )
}

interface EntryProps {
  readonly entry: OwnEntryView
}

function Entry({ entry }: EntryProps): ReactElement {
  const { t } = useI18n()
  return (
    <Flex vertical gap={16}>
      {entry.isObjected && (
        <Alert
          type="info"
          showIcon
          role="status"
          title={t('credit.objected')}
          description={t('credit.objected.means')}
        />
      )}
      <Section title={t('credit.own.why')}>
        <Flex vertical gap={12}>
          <DecisionFacts entry={entry} />
          <TermChart entry={entry} />
        </Flex>
      </Section>
      <Section title={t('credit.own.remedies')} extra={<OwnActs entry={entry} />}>
        <Remedies entry={entry} />
      </Section>
      <ContestedSections entry={entry} />
      {entry.requests.length > 0 && (
        <Section title={t('credit.own.requests')}>
          <Requests entry={entry} />
        </Section>
      )}
      {entry.categoryTexts.length > 0 && (
        <Section title={t('credit.categories')}>
          <ConsumptionFacts entry={entry} />
        </Section>
      )}
      <Section title={t('credit.measures')}>
        <Measures entry={entry} />
      </Section>
      <Section title={t('credit.own.uses')}>
        <UseTable uses={entry.uses} />
      </Section>
      <Section title={t('credit.published')}>
        <PublishedFacts entry={entry} />
      </Section>
      <Section title={t('credit.steps')}>
        <StepTimeline steps={entry.steps} />
      </Section>
    </Flex>
  )
}

function Remedies({ entry: { remedies } }: EntryProps): ReactElement {
  return (
    <ul style={{ margin: 0, paddingInlineStart: 20 }}>
      {remedies.map((text) => (
        <li key={text.zh} style={{ marginBlock: 4 }}>
          <BilingualText text={text} />
        </li>
      ))}
    </ul>
  )
}

function Requests({ entry: { requests } }: EntryProps): ReactElement {
  const { t } = useI18n()
  return (
    <DataTable
      label={t('credit.own.requests')}
      rows={requests}
      columns={useRequestColumns()}
      rowKey={({ requestId }) => requestId}
    />
  )
}

function Measures({ entry: { measures } }: EntryProps): ReactElement {
  const { t, say, list } = useI18n()
  return (
    <DataTable
      label={t('credit.measures')}
      rows={measures}
      rowKey={({ measure }) => measure}
      columns={[
        { key: 'measure', title: t('credit.act.measure'), render: (_, { text }) => say(text) },
        {
          key: 'who',
          title: t('credit.own.mayTake'),
          render: (_, { subscribers }) => (subscribers.length === 0 ? t('common.none') : list(subscribers)),
        },
      ]}
    />
  )
}
