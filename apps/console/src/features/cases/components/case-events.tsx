import { Empty, Timeline } from 'antd'
import type { CaseView } from '@xiezhi/gateway-api'
import type { ReactElement, ReactNode } from 'react'
import { ReasonList } from '../../../components/statute.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { Period } from '../../../domain/period.tsx'
import { AdmissionTag, StatusTag } from '../../../domain/tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatInstant } from '../../../lib/format.ts'

interface Entry {
  readonly key: string
  readonly atMs: number
  readonly content: ReactNode
}

/** Hearings, acts and status events of agents in the order in which the ledger took them, the latest first. */
export function CaseEvents({ view }: { readonly view: CaseView }): ReactElement {
  const { t } = useI18n()
  const entries: Entry[] = [
    ...view.notices.map((notice) => ({
      key: notice.eventId,
      atMs: notice.receivedAtMs,
      content: (
        <>
          {t('case.event.notice', { serial: notice.serial })} <StatusTag code={notice.status} />{' '}
          <Period from={notice.from} to={notice.to} />
        </>
      ),
    })),
    ...view.hearings.map((hearing) => ({
      key: hearing.hearingId,
      atMs: hearing.startedAtMs,
      content: (
        <>
          {t('case.event.hearing', { day: hearing.onDate })}{' '}
          {hearing.agents.map(({ agentId, state }) => (
            <span key={agentId} style={{ marginInlineEnd: 8 }}>
              {nameOf(view, agentId)} <AdmissionTag code={state} />
            </span>
          ))}
        </>
      ),
    })),
    ...view.acts.map((act) => ({
      key: act.actId,
      atMs: act.recordedAtMs,
      content: (
        <>
          {nameOf(view, act.agentId)} <CodeText family="act" code={act.act} />
          <ReasonList reasons={act.alerts} />
        </>
      ),
    })),
  ]
  entries.sort((one, other) => other.atMs - one.atMs)
  if (entries.length === 0) return <Empty description={t('case.events.empty')} image={Empty.PRESENTED_IMAGE_SIMPLE} />
  return (
    <Timeline
      items={entries.map(({ key, atMs, content }) => ({ key, title: formatInstant(atMs), content }))}
      mode="start"
      titleSpan={5}
    />
  )
}

function nameOf({ agentList }: CaseView, agentId: string): string {
  const agent = agentList.find((one) => one.agentId === agentId)
  return agent?.name ?? agent?.licence ?? agentId.slice(0, 8)
}
