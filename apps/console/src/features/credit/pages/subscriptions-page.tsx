import { Divider, Flex } from 'antd'
import type { SubscriptionView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useSession } from '../../../lib/session.ts'
import { GrantButton, RefuseButton, StandingButton } from '../components/subscription-acts.tsx'
import { useSubscriptionColumns } from '../components/subscription-columns.tsx'
import { SubscriptionDraft } from '../components/subscription-drafts.tsx'
import { SubscriptionRequestTable } from '../components/subscription-request-table.tsx'

const SHOWN = 50

/** Who receives which list, for what purpose, on what basis, and what may be done with it; who asks for it, and what was decided. */
export function SubscriptionsPage(): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const query = useRoute('listSubscriptions', {})
  const columns = useSubscriptionColumns(may('proposeSubscriptionStanding') ? standingActs : undefined)
  return (
    <Page title={t('nav.creditSubscriptions')} explain={t('credit.subscriptions.explain')}>
      <Flex vertical gap={16}>
        {may('listSubscriptionDrafts') && <Drafts />}
        {may('listSubscriptionRequests') && <Requests />}
        <Section title={t('credit.subscriptions')}>
          <QueryView query={query} isEmpty={({ items }) => items.length === 0} empty={t('credit.subscriptions.empty')}>
            {({ items }) => (
              <DataTable
                label={t('credit.subscriptions')}
                rows={items}
                columns={columns}
                rowKey={({ client, subscriber }) => `${client} ${subscriber}`}
              />
            )}
          </QueryView>
        </Section>
      </Flex>
    </Page>
  )
}

function standingActs(row: SubscriptionView): ReactElement | null {
  if (row.endedAtMs === null)
    return (
      <>
        <StandingButton row={row} standing="SUSPENDED" />
        <StandingButton row={row} standing="ENDED" />
      </>
    )
  if (row.suspendedAtMs === null) return null
  return (
    <>
      <StandingButton row={row} standing="RESUMED" />
      <StandingButton row={row} standing="ENDED" />
    </>
  )
}

function Requests(): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const query = useRoute('listSubscriptionRequests', { query: { limit: SHOWN } })
  return (
    <Section title={t('credit.subscriptionRequests')}>
      <QueryView
        query={query}
        isEmpty={({ items }) => items.length === 0}
        empty={t('credit.subscriptionRequests.empty')}
      >
        {({ items }) => (
          <SubscriptionRequestTable
            rows={items}
            acts={(request) =>
              request.state === 'OPEN' &&
              may('proposeRequestDecision') && (
                <>
                  <GrantButton request={request} />
                  <RefuseButton request={request} />
                </>
              )
            }
          />
        )}
      </QueryView>
    </Section>
  )
}

function Drafts(): ReactElement {
  const { t } = useI18n()
  const query = useRoute('listSubscriptionDrafts', { query: { limit: SHOWN, state: 'OPEN' } })
  return (
    <Section title={t('credit.subscriptionDrafts')}>
      <QueryView query={query} isEmpty={({ items }) => items.length === 0} empty={t('credit.subscriptionDrafts.empty')}>
        {({ items }) => (
          <Flex vertical>
            {items.map((draft, n) => (
              <div key={draft.draftId}>
                {n > 0 && <Divider size="small" />}
                <SubscriptionDraft draft={draft} />
              </div>
            ))}
          </Flex>
        )}
      </QueryView>
    </Section>
  )
}
