import { Descriptions, Flex } from 'antd'
import type { OwnSubscription } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Page, Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatCount, formatInstant } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'
import { AskButton } from '../components/subscription-acts.tsx'
import { SubscriptionRequestTable } from '../components/subscription-request-table.tsx'
import { TermsText } from '../components/subscription-terms.tsx'

/** What the own department has at the court, what it asks for, and what it has to delete. */
export function OwnSubscriptionPage(): ReactElement {
  const { t } = useI18n()
  const query = useRoute('getOwnSubscription', {})
  return (
    <Page title={t('nav.ownSubscription')} explain={t('credit.ownSubscription.explain')}>
      <QueryView query={query}>{(own) => <Own own={own} />}</QueryView>
    </Page>
  )
}

function Own({ own }: { readonly own: OwnSubscription }): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  return (
    <Flex vertical gap={16}>
      <Section
        title={t('credit.subscription')}
        extra={
          may('askSubscription') && (
            <Flex gap={8}>
              {own.mayAsk.map((kind) => (
                <AskButton key={kind} own={own} kind={kind} />
              ))}
            </Flex>
          )
        }
      >
        <Standing own={own} />
      </Section>
      <Section title={t('credit.subscriptionRequests')}>
        {own.requests.length === 0 ? (
          t('credit.subscriptionRequests.empty')
        ) : (
          <SubscriptionRequestTable rows={own.requests} />
        )}
      </Section>
    </Flex>
  )
}

function Standing({ own: { subscription, toDelete } }: { readonly own: OwnSubscription }): ReactElement {
  const { t, say } = useI18n()
  if (subscription === null) return <span>{t('credit.subscription.none')}</span>
  return (
    <Descriptions
      size="small"
      column={2}
      items={[
        { key: 'state', label: t('common.status'), children: say(subscription.stateText) },
        { key: 'since', label: t('credit.subscription.since'), children: formatInstant(subscription.grantedAtMs) },
        { key: 'terms', label: t('credit.request.terms'), children: <TermsText terms={subscription} /> },
        { key: 'toDelete', label: t('credit.subscription.toDelete'), children: formatCount(toDelete) },
      ]}
    />
  )
}
