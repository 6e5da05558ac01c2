import type { CourtEntrySummary } from '@xiezhi/gateway-api'
import type { TableColumnsType } from 'antd'
import { Flex } from 'antd'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Tag } from '../../../components/tag.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { CreditTag } from './credit-tag.tsx'
import { PersonCell, usePersonName } from './person-cell.tsx'
import { DayLeft, Term } from './term.tsx'

/** Entries of the court: who, why, until when, and what waits. */
export function useEntryColumns(): TableColumnsType<CourtEntrySummary> {
  const { t, say } = useI18n()
  const nameOf = usePersonName()
  return [
    { key: 'person', title: t('credit.person'), render: (_, { person }) => <PersonCell person={person} /> },
    {
      key: 'list',
      title: t('credit.list'),
      render: (_, { listText, situationText }) => (
        <span>
          {say(listText)}
          {situationText !== null && (
            <span style={{ display: 'block', fontSize: 12, color: '#4b5563' }}>{say(situationText)}</span>
          )}
        </span>
      ),
    },
    { key: 'state', title: t('common.status'), render: (_, entry) => <States entry={entry} /> },
    { key: 'decided', title: t('credit.decidedOn'), dataIndex: 'decidedOn', minWidth: 96 },
    {
      key: 'term',
      title: t('credit.term'),
      render: (_, { termTo, deleteBy }) =>
        deleteBy === null ? (
          <Term to={termTo} />
        ) : (
          <span>
            {t('credit.deleteBy')} <DayLeft day={deleteBy} />
          </span>
        ),
    },
    { key: 'spread', title: t('credit.spread'), render: (_, { propagation }) => <Spread counts={propagation} /> },
    {
      key: 'do',
      title: t('common.actions'),
      render: (_, { entryId, person }) => (
        <Link to={`/credit/entries/${entryId}`} aria-label={t('credit.openOf', { name: nameOf(person) })}>
          {t('action.open')}
        </Link>
      ),
    },
  ]
}

function States({ entry }: { readonly entry: CourtEntrySummary }): ReactElement {
  const { t } = useI18n()
  const { state, stateText, isObjected, hasProposal, openAlarms } = entry
  return (
    <Flex vertical gap={4} align="flex-start">
      <CreditTag code={state} text={stateText} />
      {isObjected && <Tag tone="warning" text={t('credit.objected')} />}
      {hasProposal && <Tag tone="notice" text={t('credit.toDecide')} />}
      {openAlarms > 0 && <Tag tone="bad" text={t('credit.openAlarms', { count: openAlarms })} />}
    </Flex>
  )
}

/** Of the subscribers, how many have it as it stands, and how many are late. */
function Spread({ counts }: { readonly counts: CourtEntrySummary['propagation'] }): ReactElement {
  const { t } = useI18n()
  const { subscribers, confirmed, late } = counts
  if (subscribers === 0) return <>{t('common.none')}</>
  return (
    <Flex vertical gap={4} align="flex-start">
      <span style={{ whiteSpace: 'nowrap' }}>{t('credit.spread.of', { confirmed, subscribers })}</span>
      {late > 0 && <Tag tone="bad" text={t('credit.spread.late', { count: late })} />}
    </Flex>
  )
}
