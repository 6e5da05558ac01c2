import { Flex, Form, Select } from 'antd'
import { CREDIT_REQUEST_STATES } from '@xiezhi/gateway-api'
import type { CreditRequestView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { ActButton, ActDialogButton } from '../../../components/act-dialog.tsx'
import { CallDialogButton } from '../../../components/call-dialog.tsx'
import { Page } from '../../../components/page.tsx'
import { useStateChoice } from '../../../components/state-choice.tsx'
import { StateList } from '../../../components/state-list.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { client, useRoute } from '../../../lib/client.ts'
import { shorten } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'
import { Reasons } from '../components/act-fields.tsx'
import { useRequestColumns } from '../components/request-columns.tsx'

const GRADES = ['MINOR', 'GENERAL', 'SERIOUS'] as const
type Choice = (typeof CREDIT_REQUEST_STATES)[number]

/** What persons concerned have sent in: the counter registers it, or returns it with reasons. */
export function CreditRequestsPage(): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const { choice, choose, paging } = useStateChoice<Choice>('RECEIVED')
  const query = useRoute('listCreditRequests', { query: { limit: 25, state: choice, ...paging.at } })
  return (
    <Page title={t('nav.creditRequests')} explain={t('credit.requests.explain')}>
      <StateList
        title={t('credit.requests')}
        choice={choice}
        choose={choose}
        paging={paging}
        choices={CREDIT_REQUEST_STATES}
        labelOf={(code) => t(`credit.requestState.${code}`)}
        query={query}
        empty={t('credit.requests.empty')}
        rowKey={({ requestId }) => requestId}
        columns={[
          ...useRequestColumns(),
          {
            key: 'entry',
            title: t('credit.entry'),
            render: (_, { entryId }) =>
              may('getCreditEntry') ? (
                <Link to={`/credit/entries/${entryId}`}>{shorten(entryId)}</Link>
              ) : (
                shorten(entryId)
              ),
          },
          { key: 'do', title: t('common.actions'), render: (_, request) => <Actions request={request} /> },
        ]}
      />
    </Page>
  )
}

function Actions({ request }: { readonly request: CreditRequestView }): ReactElement {
  const { t, say } = useI18n()
  const { may } = useSession()
  const { requestId, kind, state, kindText, receivedOn } = request
  const about = `${say(kindText)} ${receivedOn}`
  if (state !== 'RECEIVED') return <>{t('common.none')}</>
  return (
    <Flex gap={8} wrap>
      {may('registerCreditRequest') && kind === 'REPAIR' && <RepairRegistration requestId={requestId} about={about} />}
      {may('registerCreditRequest') && kind !== 'REPAIR' && (
        <ActButton
          text={t('credit.act.register')}
          about={about}
          type="primary"
          act={{ route: 'registerCreditRequest', params: { requestId }, body: {} }}
        />
      )}
      {may('returnCreditRequest') && (
        <CallDialogButton<{ readonly reasons: string }>
          title={t('credit.act.return')}
          about={about}
          explain={t('credit.act.return.explain')}
          send={({ reasons }) =>
            client.call('returnCreditRequest', { params: { requestId }, body: { reasons: reasons.trim() } })
          }
          refreshes={['listCreditRequests']}
        >
          <Reasons />
        </CallDialogButton>
      )}
    </Flex>
  )
}

interface RepairRegistrationProps {
  readonly requestId: string
  readonly about: string
}

/** How grave the failure is decides when repair may be granted (R26-05). */
function RepairRegistration({ requestId, about }: RepairRegistrationProps): ReactElement {
  const { t } = useI18n()
  return (
    <ActDialogButton<{ readonly grade?: string }>
      title={t('credit.act.register')}
      about={about}
      type="primary"
      requestOf={({ grade }) => ({
        route: 'registerCreditRequest',
        params: { requestId },
        body: grade === undefined ? {} : { grade },
      })}
    >
      <Form.Item name="grade" label={t('credit.repair.grade')} extra={t('credit.repair.grade.hint')}>
        <Select
          allowClear
          placeholder={t('credit.grade.SERIOUS')}
          options={GRADES.map((code) => ({ value: code, label: t(`credit.grade.${code}`) }))}
        />
      </Form.Item>
    </ActDialogButton>
  )
}
