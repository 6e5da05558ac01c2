import { Flex, Typography } from 'antd'
import { SUBMISSION_STATES } from '@xiezhi/gateway-api'
import type { SubmissionView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { ActButton } from '../../../components/act-dialog.tsx'
import { CallDialogButton } from '../../../components/call-dialog.tsx'
import { Identifier } from '../../../components/identifier.tsx'
import { Page } from '../../../components/page.tsx'
import { useStateChoice } from '../../../components/state-choice.tsx'
import { StateList } from '../../../components/state-list.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { ReasonFields } from '../../../domain/reason-fields.tsx'
import type { ReasonEntry } from '../../../domain/reason-fields.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { client, useRoute } from '../../../lib/client.ts'
import { civilDateOf, formatInstant } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'

/** What parties handed in at their page: the counter takes it on, or returns it with reasons. */
export function SubmissionsPage(): ReactElement {
  const { t, say } = useI18n()
  const { may } = useSession()
  const { choice, choose, paging } = useStateChoice<(typeof SUBMISSION_STATES)[number]>('SUBMITTED')
  const query = useRoute('listSubmissions', { query: { limit: 25, state: choice, ...paging.at } })
  return (
    <Page title={t('nav.submissions')} explain={t('submission.explain')}>
      <StateList
        title={t('submission.title')}
        choice={choice}
        choose={choose}
        paging={paging}
        choices={SUBMISSION_STATES}
        labelOf={(code) => t(`submission.state.${code}`)}
        query={query}
        empty={t('submission.empty')}
        rowKey={({ submissionId }) => submissionId}
        columns={[
          { key: 'at', title: t('submission.at'), render: (_, { submittedAtMs }) => formatInstant(submittedAtMs) },
          {
            key: 'case',
            title: t('alarm.case'),
            render: (_, { caseId }) =>
              may('getMatters') ? (
                <Link to={`/enforcement/cases/${caseId}/matters`}>{caseId.slice(0, 8)}</Link>
              ) : (
                <Identifier value={caseId} />
              ),
          },
          {
            key: 'by',
            title: t('caseObjection.by'),
            render: (_, { raisedBy }) => <RaisedBy raisedBy={raisedBy} />,
          },
          { key: 'kind', title: t('common.kind'), render: (_, { kindText }) => say(kindText) },
          {
            key: 'reasons',
            title: t('matters.reasons'),
            render: (_, one) => <Reasons submission={one} />,
          },
          {
            key: 'state',
            title: t('common.status'),
            render: (_, { state }) => <OrderTag family="submission.state" code={state} />,
          },
          { key: 'do', title: t('common.actions'), render: (_, one) => <Counter submission={one} /> },
        ]}
      />
    </Page>
  )
}

function RaisedBy({ raisedBy }: Pick<SubmissionView, 'raisedBy'>): ReactElement {
  const { t } = useI18n()
  return (
    <Flex vertical>
      <span>{raisedBy.name ?? t('case.nameWithheld')}</span>
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        <CodeText family="objector" code={raisedBy.as} />
      </Typography.Text>
    </Flex>
  )
}

function Reasons({ submission }: { readonly submission: SubmissionView }): ReactElement {
  const { t } = useI18n()
  const { reasons, fileDigest, returnReasons } = submission
  return (
    <Flex vertical gap={2} style={{ maxWidth: 380 }}>
      <span>{reasons ?? t('common.none')}</span>
      {fileDigest !== null && <Identifier value={fileDigest} />}
      {returnReasons !== null && (
        <Typography.Text type="secondary">
          {t('submission.returned')} {returnReasons}
        </Typography.Text>
      )}
    </Flex>
  )
}

function Counter({ submission }: { readonly submission: SubmissionView }): ReactElement | null {
  const { t, say } = useI18n()
  const { may } = useSession()
  const { submissionId, caseId, kind, kindText, raisedBy, orderId, earlierId, reasons, fileDigest } = submission
  if (submission.state !== 'SUBMITTED') return null
  const about = `${say(kindText)} ${formatInstant(submission.submittedAtMs)}`
  const body = {
    kind,
    raisedBy: raisedBy.as,
    receivedOn: civilDateOf(submission.submittedAtMs),
    submissionId,
    reasons,
    ...(orderId === null ? {} : { orderId }),
    ...(earlierId === null ? {} : { earlierId }),
    ...(fileDigest === null ? {} : { fileDigest }),
  }
  return (
    <Flex gap={8} wrap>
      {kind !== 'DISPUTE_DEBT' && reasons !== null && may('raiseCaseObjection') && (
        <ActButton
          text={t('submission.takeOn')}
          about={about}
          type="primary"
          act={{ route: 'raiseCaseObjection', params: { caseId }, body }}
        />
      )}
      {may('returnSubmission') && (
        <CallDialogButton<ReasonEntry>
          title={t('submission.return')}
          about={about}
          explain={t('submission.return.explain')}
          refreshes={['listSubmissions']}
          send={(entry) =>
            client.call('returnSubmission', { params: { submissionId }, body: { reasons: entry.reasons.trim() } })
          }
        >
          <ReasonFields hint={t('matters.vaultOnly')} hasFile={false} />
        </CallDialogButton>
      )}
    </Flex>
  )
}
