import type { CreditEntryRow } from '@xiezhi/gateway-api'
import type { TableColumnsType } from 'antd'
import { Flex, Typography } from 'antd'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Tag } from '../../../components/tag.tsx'
import { Due } from '../../../domain/due.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { shorten } from '../../../lib/format.ts'
import { CreditTag } from './credit-tag.tsx'

/** Entries that a court shares with this organisation, and how far its own system is. */
export function useHeldColumns(): TableColumnsType<CreditEntryRow> {
  const { t, say, list } = useI18n()
  return [
    {
      key: 'entry',
      title: t('credit.entryId'),
      render: (_, { client, entryId }) => (
        <Link to={`/held/${client}/${entryId}`} style={{ whiteSpace: 'nowrap' }}>
          {shorten(entryId)}
        </Link>
      ),
    },
    {
      key: 'list',
      title: t('credit.list'),
      render: (_, { listText, court }) => (
        <span>
          {listText === null ? t('credit.notTold') : say(listText)}
          {court !== null && (
            <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
              {court}
            </Typography.Text>
          )}
        </span>
      ),
    },
    {
      key: 'state',
      title: t('common.status'),
      render: (_, { state, stateText, objection }) => (
        <Flex vertical gap={4} align="flex-start">
          <CreditTag code={state} text={stateText} />
          {objection !== null && <Tag tone="warning" text={t('credit.objected')} />}
        </Flex>
      ),
    },
    { key: 'term', title: t('credit.term'), render: (_, row) => <HeldTerm row={row} /> },
    {
      key: 'measures',
      title: t('credit.measures'),
      width: 220,
      render: (_, { measures }) => list(measures.map(({ text }) => say(text))),
    },
    {
      key: 'step',
      title: t('credit.ownSystem'),
      render: (_, { step, stepText }) => <CreditTag code={step} text={stepText} />,
    },
    {
      key: 'due',
      title: t('credit.receiptBy'),
      render: (_, { alarmAtMs, receipt }) =>
        alarmAtMs === null ? (
          receipt === null ? (
            t('credit.noReceipt')
          ) : (
            <Tag tone="good" text={t('credit.receiptOf', { revision: receipt.revision })} />
          )
        ) : (
          <Due dueAtMs={alarmAtMs} isDone={receipt?.isWithdrawal === true} />
        ),
    },
  ]
}

/** An entry of which no term was told counts as expired (R26-03). */
export function HeldTerm({ row }: { readonly row: CreditEntryRow }): ReactElement {
  const { t } = useI18n()
  const { from, to, untilEvent } = row
  const end = to ?? (untilEvent ? t('credit.term.untilEvent') : t('credit.term.missing'))
  return <span>{from === null ? end : `${from} — ${end}`}</span>
}
