import { Empty, Flex, Statistic, Typography } from 'antd'
import type { PartyMatterView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useObjectionColumns } from '../../../domain/case-objections.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { MoneySteps } from '../../../domain/money-steps.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatExactCents, formatMoney } from '../../../lib/money.ts'
import { PartyDocuments } from '../components/party-documents.tsx'
import { PartyMeasures } from '../components/party-measures.tsx'
import { PartyRemedies } from '../components/party-remedies.tsx'
import { PartySubmissions } from '../components/party-submissions.tsx'

/** One matter as the person concerned sees it: what is owed, what stands on the own property, what can be done until when. */
export function PartyMatterPage(): ReactElement {
  const { t } = useI18n()
  const { caseId = '' } = useParams()
  const query = useRoute('getPartyMatter', { params: { caseId } })
  const title = query.data?.caseNumber ?? t('party.caseOf', { id: caseId.slice(0, 8) })
  return (
    <Page title={title} extra={<Link to="/my-matters">{t('nav.partyMatters')}</Link>}>
      <QueryView query={query}>{(view) => <Matter view={view} />}</QueryView>
    </Page>
  )
}

function Matter({ view }: { readonly view: PartyMatterView }): ReactElement {
  const { t } = useI18n()
  return (
    <Flex vertical gap={16}>
      <Section title={t('party.facts')}>
        <Facts view={view} />
      </Section>
      <Section title={t('party.remedies')}>
        <PartyRemedies view={view} />
      </Section>
      <Section title={t('party.measures')}>
        <PartyMeasures view={view} />
      </Section>
      <Section title={t('party.submissions')}>
        <PartySubmissions submissions={view.submissions} />
      </Section>
      <Section title={t('party.objections')}>
        <Objections view={view} />
      </Section>
      <Section title={t('party.documents')}>
        <PartyDocuments view={view} />
      </Section>
    </Flex>
  )
}

function Facts({ view }: { readonly view: PartyMatterView }): ReactElement {
  const { t, say } = useI18n()
  const { owed, parts, state, court, appliedOn } = view
  return (
    <Flex vertical gap={12}>
      <Flex gap={20} align="center" wrap>
        <OrderTag family="enforcement.state" code={state} />
        <span>{say(court)}</span>
        <span>
          {t('party.as')}{' '}
          {parts.map((part) => (
            <span key={part} style={{ marginInlineEnd: 8 }}>
              <CodeText family="objector" code={part} />
            </span>
          ))}
        </span>
        <span>
          {t('enforcement.appliedOn')} {appliedOn}
        </span>
      </Flex>
      {owed !== null && (
        <>
          <Flex gap={36} wrap>
            {[
              { title: t('owed.total', { day: owed.asOf }), cents: owed.totalCents },
              { title: t('owed.document'), cents: owed.documentCents },
              { title: t('owed.doubled'), cents: owed.doubledCents },
              { title: t('owed.fee'), cents: owed.feeCents },
            ].map(({ title, cents }) => (
              <Statistic
                key={title}
                title={title}
                value={formatMoney(cents, owed.currency)}
                styles={{ content: { fontSize: 20, fontVariantNumeric: 'tabular-nums' } }}
              />
            ))}
          </Flex>
          <Typography.Text type="secondary">
            {t('owed.perDay', { amount: formatExactCents(owed.perDayExactCents, owed.currency) })}
          </Typography.Text>
          <details>
            <summary>{t('owed.steps', { count: owed.steps.length })}</summary>
            <MoneySteps
              label={t('owed.steps', { count: owed.steps.length })}
              steps={owed.steps}
              currency={owed.currency}
            />
          </details>
        </>
      )}
    </Flex>
  )
}

function Objections({ view: { objections } }: { readonly view: PartyMatterView }): ReactElement {
  const { t } = useI18n()
  const columns = useObjectionColumns()
  if (objections.length === 0)
    return <Empty description={t('party.objections.empty')} image={Empty.PRESENTED_IMAGE_SIMPLE} />
  return (
    <DataTable
      label={t('party.objections')}
      rows={objections}
      rowKey={({ objectionId }) => objectionId}
      columns={columns}
    />
  )
}
