import type { PersonalMeasureSummary } from '@xiezhi/gateway-api'
import type { TableColumnsType } from 'antd'
import { Flex } from 'antd'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { formatMoney } from '../../../lib/money.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import { CreditTag } from './credit-tag.tsx'
import { PersonCell, usePersonName } from './person-cell.tsx'
import { DayLeft } from './term.tsx'

/** Measures against persons: against whom, what, and which day comes next. */
export function usePersonalColumns(): TableColumnsType<PersonalMeasureSummary> {
  const { t, say } = useI18n()
  const nameOf = usePersonName()
  return [
    {
      key: 'person',
      title: t('credit.person'),
      render: (_, { person, roleText }) => (
        <span>
          <PersonCell person={person} />
          <span style={{ display: 'block', fontSize: 12, color: '#4b5563' }}>{say(roleText)}</span>
        </span>
      ),
    },
    { key: 'what', title: t('personal.kind'), render: (_, measure) => <What measure={measure} /> },
    {
      key: 'conduct',
      title: t('personal.conduct'),
      render: (_, { conduct }) => (conduct === null ? t('common.none') : say(conduct.text)),
    },
    {
      key: 'state',
      title: t('common.status'),
      render: (_, { state, stateText }) => <CreditTag code={state} text={stateText} />,
    },
    { key: 'decided', title: t('credit.decidedOn'), dataIndex: 'decidedOn', minWidth: 96 },
    { key: 'clock', title: t('personal.clock'), render: (_, measure) => <Clock measure={measure} /> },
    {
      key: 'do',
      title: t('common.actions'),
      render: (_, { measureId, person }) => (
        <Link to={`/personal/measures/${measureId}`} aria-label={t('credit.openOf', { name: nameOf(person) })}>
          {t('action.open')}
        </Link>
      ),
    },
  ]
}

interface MeasureProps {
  readonly measure: PersonalMeasureSummary
}

/** The kind with its amount or days. */
export function What({ measure: { kindText, amountCents, days } }: MeasureProps): ReactElement {
  const { t, say } = useI18n()
  const size =
    amountCents !== null ? formatMoney(amountCents) : days !== null ? t('personal.daysOf', { days }) : undefined
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {say(kindText)}
      {size !== undefined && ` ${size}`}
    </span>
  )
}

/** The next day of the law: end of a detention, decision of the court above, or end of the time to ask it. */
export function Clock({ measure }: MeasureProps): ReactElement {
  const { t } = useI18n()
  const { state, endsOn, decideBy, reconsiderBy } = measure
  const days = [
    ...(state === 'CARRIED_OUT' && endsOn !== null ? [{ text: t('personal.endsOn'), day: endsOn }] : []),
    ...(decideBy === null ? [] : [{ text: t('personal.decideBy'), day: decideBy }]),
    ...((state === 'SERVED' || state === 'CARRIED_OUT') && reconsiderBy !== null && decideBy === null
      ? [{ text: t('personal.reconsiderBy'), day: reconsiderBy }]
      : []),
  ]
  if (days.length === 0) return <>{t('common.none')}</>
  return (
    <Flex vertical gap={4}>
      {days.map(({ text, day }) => (
        <span key={text}>
          {text} <DayLeft day={day} />
        </span>
      ))}
    </Flex>
  )
}
