import { Alert, Flex, Typography } from 'antd'
import type { EvaluationView } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { DateField } from '../../../components/date-field.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { ReasonList } from '../../../components/statute.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { daysBetween } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'

const FUNCTION = 'distribution.planObjection'
/** Days of the three stages; each stage begins with a service. */
const DAYS = [
  'planServedOn',
  'objectedOn',
  'objectionNoticeServedOn',
  'counterObjectedOn',
  'counterNoticeServedOn',
  'suedOn',
] as const
type Day = (typeof DAYS)[number]
const STAGES = [
  { due: 'objectionDue', actedOn: 'objectedOn' },
  { due: 'counterDue', actedOn: 'counterObjectedOn' },
  { due: 'suitDue', actedOn: 'suedOn' },
] as const

type Days = Readonly<Partial<Record<Day, string>>>

/** Objection, counter-objection and suit about a plan: until when, and what follows. The law library reckons. */
export function PlanObjection(): ReactElement {
  const { t } = useI18n()
  const [days, setDays] = useState<Days>({})
  return (
    <Flex vertical gap={14}>
      <Typography.Text type="secondary">{t('planObjection.explain')}</Typography.Text>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(3, minmax(220px, 1fr))', gap: '12px 20px' }}>
        {DAYS.map((day) => (
          <div key={day}>
            <label htmlFor={`plan-${day}`} style={{ display: 'block', marginBottom: 4 }}>
              {t(`planObjection.${day}`)}
            </label>
            <DateField
              id={`plan-${day}`}
              value={days[day] ?? ''}
              onChange={(value) => setDays({ ...days, [day]: value })}
            />
          </div>
        ))}
      </div>
      {(days.planServedOn ?? '') !== '' && <Clocks days={days} />}
    </Flex>
  )
}

function Clocks({ days }: { readonly days: Days }): ReactElement {
  const { session } = useSession()
  const facts = Object.fromEntries(DAYS.map((day) => [day, (days[day] ?? '') === '' ? null : days[day]]))
  const query = useRoute('evaluateLawFunction', {
    params: { name: FUNCTION },
    body: { input: { ...facts, today: session.today } },
  })
  return <QueryView query={query}>{(answer) => <Judged answer={answer} days={days} />}</QueryView>
}

interface JudgedProps {
  readonly answer: EvaluationView
  readonly days: Days
}

function Judged({ answer, days }: JudgedProps): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  const verdict = String(answer.output['verdict'])
  const rows = STAGES.map(({ due, actedOn }) => ({
    stage: due,
    lastDay: lastDay(answer.output[due]),
    actedOn: days[actedOn] ?? '',
  }))
  return (
    <Flex vertical gap={12}>
      <Alert
        type={verdict === 'WAIT' || verdict === 'PROVISIONAL' ? 'info' : 'success'}
        showIcon
        role="status"
        title={<CodeText family="planObjection.verdict" code={verdict} />}
      />
      <ReasonList reasons={answer.reasons} />
      <DataTable
        label={t('planObjection.clocks')}
        rows={rows}
        rowKey={({ stage }) => stage}
        columns={[
          { key: 'stage', title: t('planObjection.stage'), render: (_, { stage }) => t(`planObjection.${stage}`) },
          {
            key: 'last',
            title: t('planObjection.lastDay'),
            render: (_, one) => one.lastDay ?? t('planObjection.notBegun'),
          },
          {
            key: 'left',
            title: t('planObjection.left'),
            render: (_, one) => <Left today={session.today} lastDay={one.lastDay} actedOn={one.actedOn} />,
          },
        ]}
      />
    </Flex>
  )
}

interface LeftProps {
  readonly today: string
  readonly lastDay: string | null
  readonly actedOn: string
}

function Left({ today, lastDay: last, actedOn }: LeftProps): ReactElement {
  const { t } = useI18n()
  if (last === null) return <>{t('common.none')}</>
  if (actedOn !== '') return <>{t(actedOn <= last ? 'planObjection.inTime' : 'planObjection.late', { day: actedOn })}</>
  const left = daysBetween(today, last)
  return left < 0 ? <>{t('planObjection.over')}</> : <>{t('planObjection.daysLeft', { days: left })}</>
}

/** Last day of a period of the law library; null: it does not run, or its calendar is not loaded. */
function lastDay(period: unknown): string | null {
  if (typeof period !== 'object' || period === null || !('legalEnd' in period)) return null
  return typeof period.legalEnd === 'string' ? period.legalEnd : null
}
