import { Flex, Form, Input, Typography } from 'antd'
import type { TableColumnsType } from 'antd'
import { TRANSFER_GROUNDS } from '@xiezhi/gateway-api'
import type { ControlView, TransferView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActDialogButton } from '../../../components/act-dialog.tsx'
import { Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { Tag } from '../../../components/tag.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { ReasonFields, reasonsOf } from '../../../domain/reason-fields.tsx'
import type { ReasonEntry } from '../../../domain/reason-fields.tsx'
import { WrittenText } from '../../../domain/written-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatInstant } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'
import { ChoiceField, ControlField } from './matter-fields.tsx'

const NUMBER_MAX = 96

interface TransfersProps {
  readonly caseId: string
  readonly transfers: readonly TransferView[]
  readonly controls: readonly ControlView[]
}

/** The right to dispose: asked for by the court that waits, granted or refused by the court that sealed first. */
export function MatterTransfers({ caseId, transfers, controls }: TransfersProps): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const columns = useTransferColumns()
  const waiting = controls.filter(({ state }) => state === 'WAITING')
  return (
    <Section
      title={t('transfer.title')}
      extra={
        may('requestTransfer') &&
        (waiting.length > 0 ? (
          <RequestButton caseId={caseId} waiting={waiting} />
        ) : (
          <Typography.Text type="secondary">{t('transfer.noWaiting')}</Typography.Text>
        ))
      }
    >
      <DataTable
        label={t('transfer.title')}
        rows={transfers}
        rowKey={({ transferId }) => transferId}
        columns={columns}
      />
    </Section>
  )
}

export function useTransferColumns(): TableColumnsType<TransferView> {
  const { t, say } = useI18n()
  return [
    {
      key: 'ground',
      title: t('transfer.ground'),
      render: (_, { groundText, request }) => (
        <Flex vertical gap={2}>
          <span>{say(groundText)}</span>
          <WrittenText written={request} />
        </Flex>
      ),
    },
    { key: 'from', title: t('transfer.from'), render: (_, { from }) => say(from.organisationName) },
    { key: 'to', title: t('transfer.to'), render: (_, { to }) => say(to.organisationName) },
    {
      key: 'answerBy',
      title: t('transfer.answerBy'),
      render: (_, { answerBy, isOverdue }) => (
        <Flex gap={6}>
          {answerBy}
          {isOverdue && <Tag tone="bad" text={t('matters.overdue')} />}
        </Flex>
      ),
    },
    {
      key: 'state',
      title: t('common.status'),
      render: (_, { state, isEnded, reserve, decisions }) => (
        <Flex vertical gap={4} align="flex-start">
          {isEnded && state === 'REFUSED' ? (
            <Tag tone="bad" text={t('transfer.refusedAbove')} />
          ) : (
            <OrderTag family="transfer.state" code={state} />
          )}
          {reserve && <Tag tone="notice" text={t('transfer.reserve')} />}
          {decisions.map(({ organisation, officer, outcome, reasons, atMs }) => (
            <span key={atMs}>
              {formatInstant(atMs)} {organisation} / {officer} · <CodeText family="transfer.state" code={outcome} />
              <WrittenText written={reasons} />
            </span>
          ))}
        </Flex>
      ),
    },
    { key: 'do', title: t('common.actions'), render: (_, one) => <TransferActs transfer={one} /> },
  ]
}

interface RequestEntry extends ReasonEntry {
  readonly orderId: string
  readonly ground: (typeof TRANSFER_GROUNDS)[number]
}

interface RequestProps {
  readonly caseId: string
  readonly waiting: readonly ControlView[]
}

function RequestButton({ caseId, waiting }: RequestProps): ReactElement {
  const { t } = useI18n()
  return (
    <ActDialogButton<RequestEntry>
      title={t('transfer.request')}
      explain={t('transfer.request.explain')}
      requestOf={({ orderId, ground, ...written }) => ({
        route: 'requestTransfer',
        params: { caseId },
        body: { orderId, ground, ...reasonsOf(written) },
      })}
    >
      <ControlField controls={waiting} />
      <ChoiceField name="ground" label={t('transfer.ground')} codes={TRANSFER_GROUNDS} family="transferGround" />
      <ReasonFields />
    </ActDialogButton>
  )
}

function TransferActs({ transfer }: { readonly transfer: TransferView }): ReactElement {
  const { t, say } = useI18n()
  const { may } = useSession()
  const { transferId, groundText, mayAnswer, mayGrant, mayDecide, recordKey } = transfer
  const about = say(groundText)
  return (
    <Flex gap={8} wrap>
      {mayAnswer && may('refuseTransfer') && (
        <ActDialogButton<ReasonEntry>
          title={t('transfer.refuse')}
          about={about}
          requestOf={(entry) => ({ route: 'refuseTransfer', params: { transferId }, body: reasonsOf(entry) })}
        >
          <ReasonFields />
        </ActDialogButton>
      )}
      {mayDecide && may('decideTransfer') && <DecideButton transferId={transferId} about={about} />}
      {mayGrant && may('proposeTransferLetter') && <LetterButton transferId={transferId} about={about} />}
      <ProofButton recordKey={recordKey} about={about} />
    </Flex>
  )
}

interface AboutTransfer {
  readonly transferId: string
  readonly about: string
}

interface DecisionEntry extends ReasonEntry {
  readonly outcome: 'ORDERED' | 'REFUSED'
}

function DecideButton({ transferId, about }: AboutTransfer): ReactElement {
  const { t } = useI18n()
  return (
    <ActDialogButton<DecisionEntry>
      title={t('transfer.decide')}
      about={about}
      requestOf={({ outcome, ...written }) => ({
        route: 'decideTransfer',
        params: { transferId },
        body: { outcome, ...reasonsOf(written) },
      })}
    >
      <ChoiceField name="outcome" label={t('matters.outcome')} codes={['ORDERED', 'REFUSED']} family="transfer.state" />
      <ReasonFields />
    </ActDialogButton>
  )
}

interface LetterEntry {
  readonly noticeNo: string
  readonly rulingNo: string
}

function LetterButton({ transferId, about }: AboutTransfer): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, whitespace: true, message: t('common.required') }]
  return (
    <ActDialogButton<LetterEntry>
      title={t('transfer.letter')}
      about={about}
      explain={t('transfer.letter.explain')}
      requestOf={({ noticeNo, rulingNo }) => ({
        route: 'proposeTransferLetter',
        params: { transferId },
        body: { noticeNo: noticeNo.trim(), rulingNo: rulingNo.trim() },
      })}
    >
      <Form.Item name="rulingNo" label={t('enforcement.rulingNo')} rules={required}>
        <Input maxLength={NUMBER_MAX} />
      </Form.Item>
      <Form.Item name="noticeNo" label={t('enforcement.noticeNo')} rules={required}>
        <Input maxLength={NUMBER_MAX} />
      </Form.Item>
    </ActDialogButton>
  )
}
