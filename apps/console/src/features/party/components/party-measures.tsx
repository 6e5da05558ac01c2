import { Empty, Flex } from 'antd'
import type { PartyMatterView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { DataTable } from '../../../components/paged-table.tsx'
import { Tag } from '../../../components/tag.tsx'
import { TimelineChart } from '../../../components/timeline-chart.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { Money } from '../../../domain/money.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { daysBetween } from '../../../lib/format.ts'
import { keyText } from '../../../lib/problem.ts'
import { useSession } from '../../../lib/session.ts'
import { SubmitButton } from './submit-button.tsx'
import type { SubmissionKind } from './submit-button.tsx'

type Measure = PartyMatterView['measures'][number]
const COLORS: Readonly<Record<string, string>> = { EFFECTIVE: '#1a7f37', WAITING: '#1d4f91', SUSPENDED: '#a15c07' }
const OTHER_COLOR = '#6b7280'

interface MeasuresProps {
  readonly view: PartyMatterView
}

/** Freezes and seals on the person's property on a time line, and in a table with their last day. */
export function PartyMeasures({ view }: MeasuresProps): ReactElement {
  const { t, language } = useI18n()
  const { session } = useSession()
  const { measures } = view
  if (measures.length === 0)
    return <Empty description={t('party.measures.empty')} image={Empty.PRESENTED_IMAGE_SIMPLE} />
  const name = (one: Measure): string =>
    `${keyText(language, `asset.${one.asset}`) ?? one.asset} · ${one.label ?? t('measure.noLabel')}`
  return (
    <Flex vertical gap={12}>
      <MeasureTimeline measures={measures} today={session.today} nameOf={name} />
      <DataTable
        label={t('party.measures')}
        rows={measures}
        rowKey={({ orderId }) => orderId}
        columns={[
          {
            key: 'what',
            title: t('property.what'),
            render: (_, { asset, label }) => (
              <>
                <CodeText family="asset" code={asset} /> · {label ?? t('measure.noLabel')}
              </>
            ),
          },
          { key: 'who', title: t('property.institution'), render: (_, one) => <Institution measure={one} /> },
          { key: 'limit', title: t('measure.limit'), align: 'right', render: (_, one) => <Limit measure={one} /> },
          { key: 'state', title: t('common.status'), render: (_, one) => <State measure={one} /> },
          {
            key: 'from',
            title: t('party.from'),
            render: (_, { from }) => <span style={{ whiteSpace: 'nowrap' }}>{from ?? t('common.none')}</span>,
          },
          { key: 'to', title: t('party.lastDay'), render: (_, one) => <LastDay measure={one} today={session.today} /> },
          {
            key: 'do',
            title: t('common.actions'),
            render: (_, one) =>
              one.mayObject && (
                <SubmitButton
                  caseId={view.caseId}
                  kinds={kindsFor(view)}
                  about={name(one)}
                  subject={{ orderId: one.orderId }}
                />
              ),
          },
        ]}
      />
    </Flex>
  )
}

interface TimelineProps {
  readonly measures: readonly Measure[]
  readonly today: string
  readonly nameOf: (measure: Measure) => string
}

function MeasureTimeline({ measures, today, nameOf }: TimelineProps): ReactElement | null {
  const { t, say } = useI18n()
  const rows = measures.flatMap((one) =>
    one.from === null
      ? []
      : [
          {
            key: one.orderId,
            name: nameOf(one),
            detail: say(one.institution),
            bar: {
              from: one.from,
              to: one.to,
              text: say(one.stateText),
              color: COLORS[one.state] ?? OTHER_COLOR,
              isOutline: one.state !== 'EFFECTIVE',
            },
            mark: null,
          },
        ],
  )
  return rows.length === 0 ? null : <TimelineChart label={t('party.timeline')} rows={rows} today={today} />
}

interface MeasureProps {
  readonly measure: Measure
}

function Institution({ measure: { institution } }: MeasureProps): ReactElement {
  const { say } = useI18n()
  return <>{say(institution)}</>
}

function Limit({ measure: { limitCents, currency, whole } }: MeasureProps): ReactElement {
  const { t } = useI18n()
  if (limitCents === null) return <>{t(whole ? 'plan.whole' : 'common.none')}</>
  return <Money cents={limitCents} currency={currency} />
}

function State({ measure: { state, rank } }: MeasureProps): ReactElement {
  const { t } = useI18n()
  return (
    <Flex gap={4} wrap>
      <OrderTag family="control.state" code={state} />
      {rank !== null && rank > 0 && <Tag tone="notice" text={t('measure.rankOf', { rank })} />}
    </Flex>
  )
}

function LastDay({ measure: { to, state }, today }: MeasureProps & { readonly today: string }): ReactElement {
  const { t } = useI18n()
  if (to === null) return <>{t('common.openEnd')}</>
  const left = daysBetween(today, to)
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {to}
      {state === 'EFFECTIVE' && left >= 0 && (
        <span style={{ display: 'block', fontSize: 12, color: '#4b5563' }}>
          {t('measure.daysLeft', { days: left })}
        </span>
      )}
    </span>
  )
}

/** A third party objects to the measure on its thing; whoever is in the case objects to the conduct. */
function kindsFor({ parts }: PartyMatterView): readonly SubmissionKind[] {
  return parts.includes('THIRD_PARTY') ? ['THIRD_PARTY', 'CONDUCT'] : ['CONDUCT']
}
