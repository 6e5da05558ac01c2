import type { PropagationRow, WithdrawalRow } from '@xiezhi/gateway-api'
import type { TableColumnsType } from 'antd'
import { Flex, Typography } from 'antd'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { Due } from '../../../domain/due.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import type { Bilingual } from '../../../i18n/i18n.tsx'
import { formatInstant, shorten } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'
import { CreditTag } from './credit-tag.tsx'
import { Minute } from './minute.tsx'
import { StillShownButton } from './still-shown-button.tsx'
import { DayLeft } from './term.tsx'

/** Entry on its way to subscribers: what was sent, delivered and confirmed. */
export function usePropagationColumns(): TableColumnsType<PropagationRow> {
  const { t } = useI18n()
  return [
    {
      key: 'entry',
      title: t('credit.entryId'),
      render: (_, { entryId, list }) => (
        <span>
          <EntryLink entryId={entryId} />
          <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
            {t(`credit.list.${list}`)}
          </Typography.Text>
        </span>
      ),
    },
    { key: 'subscriber', title: t('credit.subscriber'), dataIndex: 'subscriber' },
    {
      key: 'state',
      title: t('common.status'),
      render: (_, { state, stateText }) => <CreditTag code={state} text={stateText} />,
    },
    {
      key: 'revision',
      title: t('credit.revisions'),
      render: (_, { sentRevision, confirmedRevision }) =>
        t('credit.revisions.of', { sent: sentRevision, confirmed: confirmedRevision }),
    },
    { key: 'sent', title: t('credit.sentAt'), render: (_, { sentAtMs }) => <Minute atMs={sentAtMs} /> },
    {
      key: 'confirmed',
      title: t('credit.confirmedAt'),
      render: (_, { confirmedAtMs }) => (confirmedAtMs === null ? t('common.none') : <Minute atMs={confirmedAtMs} />),
    },
    { key: 'annex', title: t('credit.annex'), render: (_, { annex }) => t(`credit.annex.${annex}`) },
    {
      key: 'owner',
      title: t('credit.clock'),
      render: (_, row) => <Clock row={row} isDone={row.state === 'CONFIRMED'} />,
    },
  ]
}

/** Withdrawals and their receipts: who has not deleted, since when, and who deals with it. */
export function useWithdrawalColumns(): TableColumnsType<WithdrawalRow> {
  const { t } = useI18n()
  const { may } = useSession()
  return [
    { key: 'entry', title: t('credit.entryId'), render: (_, { entryId }) => <EntryLink entryId={entryId} isEnded /> },
    { key: 'subscriber', title: t('credit.subscriber'), dataIndex: 'subscriber' },
    {
      key: 'state',
      title: t('common.status'),
      render: (_, { state, stateText }) => <CreditTag code={state} text={stateText} />,
    },
    {
      key: 'withdrawn',
      title: t('credit.withdrawnAt'),
      render: (_, { withdrawnAtMs, confirmedAtMs }) => (
        <span>
          <Minute atMs={withdrawnAtMs} />
          <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12, whiteSpace: 'nowrap' }}>
            {confirmedAtMs === null ? (
              t('credit.noReceipt')
            ) : (
              <>
                {t('credit.confirmedAt')} <Minute atMs={confirmedAtMs} />
              </>
            )}
          </Typography.Text>
        </span>
      ),
    },
    {
      key: 'rungs',
      title: t('credit.rungs'),
      render: (_, { rungs }) =>
        rungs.length === 0 ? (
          t('common.none')
        ) : (
          <Flex vertical gap={4} align="flex-start">
            {rungs.map(({ rung, text, atMs }) => (
              <span key={rung} title={formatInstant(atMs)}>
                <CreditTag code={rung} text={text} />
              </span>
            ))}
          </Flex>
        ),
    },
    {
      key: 'owner',
      title: t('credit.clock'),
      render: (_, row) => <Clock row={row} isDone={row.confirmedAtMs !== null} />,
    },
    {
      key: 'do',
      title: t('common.actions'),
      render: (_, row) => (
        <Flex gap={8} wrap>
          {may('reportStillShown') && <StillShownButton row={row} />}
          <ProofButton recordKey={row.recordKey} about={`${shorten(row.entryId)} ${row.subscriber}`} />
        </Flex>
      ),
    },
  ]
}

function EntryLink({
  entryId,
  isEnded = false,
}: {
  readonly entryId: string
  readonly isEnded?: boolean
}): ReactElement {
  const { may } = useSession()
  const text = <span style={{ whiteSpace: 'nowrap' }}>{shorten(entryId)}</span>
  if (isEnded || !may('getCreditEntry')) return <span title={entryId}>{text}</span>
  return <Link to={`/credit/entries/${entryId}`}>{text}</Link>
}

interface ClockProps {
  readonly row: {
    readonly ownerText: Bilingual
    readonly dueAtMs: number | null
    readonly dueOn: string | null
  }
  readonly isDone: boolean
}

/** Who deals with it, and until when. */
function Clock({ row: { ownerText, dueAtMs, dueOn }, isDone }: ClockProps): ReactElement {
  const { t, say } = useI18n()
  return (
    <Flex vertical>
      <span>{say(ownerText)}</span>
      {dueAtMs !== null ? (
        <Due dueAtMs={dueAtMs} isDone={isDone} />
      ) : dueOn !== null && !isDone ? (
        <DayLeft day={dueOn} />
      ) : (
        <Typography.Text type="secondary">{dueOn ?? t('common.none')}</Typography.Text>
      )}
    </Flex>
  )
}
