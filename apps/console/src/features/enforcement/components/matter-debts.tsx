import { Flex, Typography } from 'antd'
import type { ControlView, DebtNoticeView, MattersView, SubmissionView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActDialogButton } from '../../../components/act-dialog.tsx'
import { Identifier } from '../../../components/identifier.tsx'
import { Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { DocumentDigest } from '../../../domain/document-digest.tsx'
import { ReasonFields, reasonsOf } from '../../../domain/reason-fields.tsx'
import type { ReasonEntry } from '../../../domain/reason-fields.tsx'
import { TermDay } from '../../../domain/term-day.tsx'
import { WrittenText } from '../../../domain/written-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { civilDateOf } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'
import { ControlField, DayField, given } from './matter-fields.tsx'

interface NoticeProps {
  readonly caseId: string
  readonly controls: readonly ControlView[]
}

interface MeasureRefProps {
  readonly measure: DebtNoticeView['measure']
}

/** A measure of the case in words. */
function MeasureName({ measure: { asset, label } }: MeasureRefProps): ReactElement {
  const { t } = useI18n()
  return (
    <>
      <CodeText family="asset" code={asset} /> · {label ?? t('measure.noLabel')}
    </>
  )
}

interface DebtsProps extends NoticeProps {
  readonly notices: readonly DebtNoticeView[]
  /** What parties handed in and nobody has taken on yet. */
  readonly submissions: readonly SubmissionView[]
}

/** Third parties that owe the debtor: told to perform or object, and what follows today. */
export function MatterDebts({ caseId, controls, notices, submissions }: DebtsProps): ReactElement {
  const { t, say } = useI18n()
  const { may } = useSession()
  const debts = controls.filter(({ asset, measureId }) => asset === 'RECEIVABLE' && measureId !== null)
  const told = new Set(notices.map(({ measure }) => measure.measureId))
  const untold = debts.filter(({ measureId }) => !told.has(measureId ?? ''))
  return (
    <Section
      title={t('debt.title')}
      extra={
        may('notifyThirdParty') &&
        (untold.length > 0 ? (
          <NotifyButton caseId={caseId} controls={untold} />
        ) : (
          <Typography.Text type="secondary">
            {t(debts.length === 0 ? 'debt.noneOrdered' : 'debt.allTold')}
          </Typography.Text>
        ))
      }
    >
      <DataTable
        label={t('debt.title')}
        rows={notices}
        rowKey={({ measure }) => measure.measureId}
        columns={[
          { key: 'what', title: t('property.what'), render: (_, { measure }) => <MeasureName measure={measure} /> },
          { key: 'served', title: t('debt.servedOn'), dataIndex: 'servedOn' },
          {
            key: 'by',
            title: t('debt.objectBy'),
            render: (_, { objectBy, objectedOn }) => <TermDay term={objectBy} isDone={objectedOn !== null} />,
          },
          {
            key: 'objection',
            title: t('debt.disputedOn'),
            render: (_, { objectedOn, objection }) => (
              <Flex vertical>
                <span>{objectedOn ?? t('common.none')}</span>
                {objection !== null && <WrittenText written={objection} />}
              </Flex>
            ),
          },
          { key: 'verdict', title: t('debt.verdict'), render: (_, { verdictText }) => say(verdictText) },
          {
            key: 'do',
            title: t('common.actions'),
            render: (_, notice) => (
              <Flex gap={8}>
                {notice.objectedOn === null && may('disputeDebt') && (
                  <DisputeButton caseId={caseId} notice={notice} submission={submissionFor(notice, submissions)} />
                )}
                <ProofButton recordKey={notice.recordKey} about={notice.measure.label ?? notice.servedOn} />
              </Flex>
            ),
          },
        ]}
      />
    </Section>
  )
}

interface NotifyEntry {
  readonly orderId: string
  readonly servedOn: string
  readonly noticeDigest: string
}

function NotifyButton({ caseId, controls }: NoticeProps): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  return (
    <ActDialogButton<NotifyEntry>
      title={t('debt.notify')}
      explain={t('debt.notify.explain')}
      initial={{ servedOn: session.today }}
      requestOf={(body) => ({ route: 'notifyThirdParty', params: { caseId }, body })}
    >
      <ControlField controls={controls} />
      <DayField name="servedOn" label={t('debt.servedOn')} />
      <DocumentDigest name="noticeDigest" label={t('enforcement.document')} />
    </ActDialogButton>
  )
}

interface DisputeEntry extends ReasonEntry {
  readonly on: string
}

interface DisputeProps {
  readonly caseId: string
  readonly notice: DebtNoticeView
  readonly submission: SubmissionView | undefined
}

function submissionFor(
  { measure }: DebtNoticeView,
  submissions: readonly SubmissionView[],
): SubmissionView | undefined {
  return submissions.find(({ kind, orderId }) => kind === 'DISPUTE_DEBT' && orderId === measure.orderId)
}

/** What the third party handed in at its page stands in the form already. */
function DisputeButton({ caseId, notice: { measure, servedOn }, submission }: DisputeProps): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  return (
    <ActDialogButton<DisputeEntry>
      title={t('debt.dispute')}
      about={measure.label ?? servedOn}
      initial={
        submission === undefined
          ? { on: session.today }
          : {
              on: civilDateOf(submission.submittedAtMs),
              reasons: submission.reasons ?? '',
              fileDigest: submission.fileDigest ?? '',
            }
      }
      requestOf={({ on, ...written }) => ({
        route: 'disputeDebt',
        params: { caseId, measureId: measure.measureId },
        body: { on, ...reasonsOf(written), ...given('submissionId', submission?.submissionId) },
      })}
    >
      <DayField name="on" label={t('debt.disputedOn')} />
      <ReasonFields />
    </ActDialogButton>
  )
}

interface SalesProps extends NoticeProps {
  readonly sales: MattersView['sales']
}

/** Notices of auctions and sales, from which other creditors reckon their time to take part. */
export function MatterSales({ caseId, controls, sales }: SalesProps): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const announced = new Set(sales.map(({ measure }) => measure.measureId))
  const sealed = controls.filter(({ state, measureId }) => state === 'EFFECTIVE' && !announced.has(measureId ?? ''))
  return (
    <Section
      title={t('sale.title')}
      extra={may('announceSale') && sealed.length > 0 && <AnnounceButton caseId={caseId} controls={sealed} />}
    >
      <DataTable
        label={t('sale.title')}
        rows={sales}
        rowKey={({ noticeDigest }) => noticeDigest}
        columns={[
          { key: 'what', title: t('property.what'), render: (_, { measure }) => <MeasureName measure={measure} /> },
          { key: 'on', title: t('sale.on'), dataIndex: 'on' },
          {
            key: 'notice',
            title: t('sale.notice'),
            render: (_, { noticeDigest }) => <Identifier value={noticeDigest} />,
          },
          {
            key: 'proof',
            title: t('proof.open'),
            render: (_, { recordKey, on }) => <ProofButton recordKey={recordKey} about={on} />,
          },
        ]}
      />
    </Section>
  )
}

interface AnnounceEntry {
  readonly orderId: string
  readonly on: string
  readonly noticeDigest: string
}

function AnnounceButton({ caseId, controls }: NoticeProps): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  return (
    <ActDialogButton<AnnounceEntry>
      title={t('sale.announce')}
      initial={{ on: session.today }}
      requestOf={(body) => ({ route: 'announceSale', params: { caseId }, body })}
    >
      <ControlField controls={controls} />
      <DayField name="on" label={t('sale.on')} />
      <DocumentDigest name="noticeDigest" label={t('sale.notice')} />
    </ActDialogButton>
  )
}
