import type { UseQueryResult } from '@tanstack/react-query'
import type { Alarm } from '@xiezhi/gateway-api'
import type { ReactElement, ReactNode } from 'react'
import { Link } from 'react-router'
import { DataTable, PagedTable } from '../components/paged-table.tsx'
import type { Paging } from '../components/paged-table.tsx'
import { BilingualText, ReasonList } from '../components/statute.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { formatInstant } from '../lib/format.ts'
import { useSession } from '../lib/session.ts'
import { Due } from './due.tsx'
import { AlarmResolution } from './alarm-resolution.tsx'
import { InstitutionAlarmEnd } from './institution-alarm-end.tsx'
import { CreditAlarmResolution } from './credit-alarm-resolution.tsx'
import { StateTag, useCodeText } from './tags.tsx'
import type { TableColumnsType } from 'antd'

interface AlarmTableProps {
  readonly query: UseQueryResult<{ items: Alarm[]; next: string | null }>
  readonly paging: Paging
  readonly empty: string
}

/** Alarms with who has to deal with them, until when, and on what statute. */
export function AlarmTable({ query, paging, empty }: AlarmTableProps): ReactElement {
  const { t } = useI18n()
  return (
    <PagedTable
      label={t('nav.alarms')}
      query={query}
      paging={paging}
      empty={empty}
      rowKey={({ id }) => id}
      columns={useAlarmColumns()}
    />
  )
}

/** The alarms of one case. */
export function CaseAlarms({ alarms }: { readonly alarms: readonly Alarm[] }): ReactElement {
  const { t } = useI18n()
  const columns = useAlarmColumns().filter(({ key }) => key !== 'case')
  return <DataTable label={t('nav.alarms')} rows={alarms} columns={columns} rowKey={({ id }) => id} />
}

function useAlarmColumns(): TableColumnsType<Alarm> {
  const { t } = useI18n()
  const { may } = useSession()
  return [
    { key: 'text', title: t('alarm.what'), render: (_, { text }) => <BilingualText text={text} /> },
    { key: 'case', title: t('alarm.case'), render: (_, alarm) => <CaseLink alarm={alarm} /> },
    { key: 'owner', title: t('common.owner'), render: (_, { owner }) => <Owner role={owner} /> },
    { key: 'raised', title: t('alarm.raised'), render: (_, { raisedAtMs }) => formatInstant(raisedAtMs).slice(0, 16) },
    {
      key: 'due',
      title: t('common.due'),
      render: (_, { dueAtMs, state }) => <Due dueAtMs={dueAtMs} isDone={state === 'DONE'} />,
    },
    { key: 'state', title: t('common.status'), render: (_, { state }) => <StateTag code={state} /> },
    { key: 'basis', title: t('common.statute'), render: (_, { basis }): ReactNode => <ReasonList reasons={basis} /> },
    ...(may('resolveAlarm') || may('endInstitutionAlarm')
      ? [{ key: 'do', title: t('common.actions'), render: (_: unknown, alarm: Alarm) => <Resolution alarm={alarm} /> }]
      : []),
  ]
}

function Resolution({ alarm }: { readonly alarm: Alarm }): ReactElement | null {
  const { may } = useSession()
  // Ends with the decision of the court above, or when the request is registered or returned.
  if (alarm.source === 'personal' || alarm.source === 'request') return null
  if (alarm.source === 'institution') return may('endInstitutionAlarm') ? <InstitutionAlarmEnd alarm={alarm} /> : null
  if (!may('resolveAlarm')) return null
  if (alarm.source !== 'listing') return <AlarmResolution alarm={alarm} />
  return may('resolveCreditAlarm') ? <CreditAlarmResolution alarm={alarm} /> : null
}

export function Owner({ role }: { readonly role: string }): ReactElement {
  return <>{useCodeText('role', role)}</>
}

function CaseLink({ alarm: { source, subject, caseId, caseNumber } }: { readonly alarm: Alarm }): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  if (source === 'account' && may('listAccountLocks')) return <Link to="/account-locks">{t('nav.accountLocks')}</Link>
  if (caseId === null) return <>{t('common.none')}</>
  const text = caseNumber ?? caseId.slice(0, 8)
  if (source === 'request' && may('listCreditRequests')) return <Link to="/credit/requests">{text}</Link>
  // Of the lists: the entry, whose id comes first.
  if (source === 'listing' && may('getCreditEntry'))
    return <Link to={`/credit/entries/${subject.split(' ')[0] ?? ''}`}>{text}</Link>
  if (source === 'personal' && may('getPersonalMeasure'))
    return <Link to={`/personal/measures/${subject}`}>{text}</Link>
  return may('getCase') ? <Link to={`/cases/${caseId}`}>{text}</Link> : <>{text}</>
}
