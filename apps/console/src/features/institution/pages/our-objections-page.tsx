import { Flex } from 'antd'
import type { InstitutionObjection } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Identifier } from '../../../components/identifier.tsx'
import { Page } from '../../../components/page.tsx'
import { useStateChoice } from '../../../components/state-choice.tsx'
import { StateList } from '../../../components/state-list.tsx'
import { Tag } from '../../../components/tag.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { PrivateText } from '../../../domain/private-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatInstant } from '../../../lib/format.ts'
import { CourtName } from '../components/court-name.tsx'

const CHOICES = ['OPEN', 'UPHELD', 'DISMISSED'] as const

/** Objections of this institution to orders of courts, each with the day by which the court answers. */
export function OurObjectionsPage(): ReactElement {
  const { t, say } = useI18n()
  const { choice, choose, paging } = useStateChoice<(typeof CHOICES)[number]>('OPEN')
  const query = useRoute('listInstitutionObjections', { query: { limit: 25, state: choice, ...paging.at } })
  return (
    <Page title={t('nav.ourObjections')} explain={t('ourObjection.explain')}>
      <StateList
        title={t('nav.ourObjections')}
        choice={choice}
        choose={choose}
        paging={paging}
        choices={CHOICES}
        labelOf={(code) => t(`objection.state.${code}`)}
        query={query}
        empty={t('ourObjection.empty')}
        rowKey={({ client, objectionId }) => `${client} ${objectionId}`}
        columns={[
          { key: 'at', title: t('ourObjection.raisedAt'), render: (_, { raisedAtMs }) => formatInstant(raisedAtMs) },
          { key: 'court', title: t('case.court'), render: (_, one) => <CourtName of={one} /> },
          {
            key: 'order',
            title: t('ourObjection.order'),
            render: (_, { client, orderId, actionText }) => (
              <Link to={`/inbox/${client}/${orderId}`}>{say(actionText)}</Link>
            ),
          },
          {
            key: 'grounds',
            title: t('objection.grounds'),
            width: 320,
            render: (_, { grounds, groundsState }) => (
              <PrivateText text={grounds} state={groundsState} none={t('common.none')} />
            ),
          },
          {
            key: 'answerBy',
            title: t('ourObjection.answerBy'),
            render: (_, one) => <AnswerDay objection={one} />,
          },
          {
            key: 'state',
            title: t('common.status'),
            render: (_, { state, decidedAtMs }) => (
              <Flex vertical gap={4} align="flex-start">
                <OrderTag family="objection.state" code={state} />
                {decidedAtMs !== null && <span>{formatInstant(decidedAtMs)}</span>}
              </Flex>
            ),
          },
          {
            key: 'decision',
            title: t('ourObjection.decision'),
            render: (_, { decisionDigest }) =>
              decisionDigest === null ? t('common.none') : <Identifier value={decisionDigest} />,
          },
        ]}
      />
    </Page>
  )
}

function AnswerDay({ objection }: { readonly objection: InstitutionObjection }): ReactElement {
  const { t } = useI18n()
  const { answerBy, isOverdue } = objection
  return (
    <Flex gap={6} align="center">
      {answerBy ?? t('common.none')}
      {isOverdue && <Tag tone="bad" text={t('matters.overdue')} />}
    </Flex>
  )
}
