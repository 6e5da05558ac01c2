import { Checkbox, Empty, Flex, Typography } from 'antd'
import type { ControlView, EnforcementView } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { Identifier } from '../../../components/identifier.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { Tag } from '../../../components/tag.tsx'
import { TimelineChart } from '../../../components/timeline-chart.tsx'
import type { TimelineRow } from '../../../components/timeline-chart.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { Money } from '../../../domain/money.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { civilDateOf, formatInstant } from '../../../lib/format.ts'
import { keyText } from '../../../lib/problem.ts'
import { useSession } from '../../../lib/session.ts'
import { useInstitutionTitle } from '../api/institution-titles.ts'
import { MeasureRulingButton } from './measure-ruling.tsx'

const COLORS: Readonly<Record<string, string>> = {
  EFFECTIVE: '#1a7f37',
  ORDERED: '#1d4f91',
  WAITING: '#1d4f91',
  SUSPENDED: '#a15c07',
  REJECTED: '#b42318',
  FAILED: '#b42318',
}
const ENDED = '#6b7280'
/** States that a ruling can still change. */
const LIVE: ReadonlySet<string> = new Set(['EFFECTIVE', 'WAITING', 'SUSPENDED', 'SURPLUS_CLAIM'])

/** Freezes and seals of the case on a time line and in a table, and the rulings that change them. */
export function MeasuresSection({ view }: { readonly view: EnforcementView }): ReactElement {
  const { t } = useI18n()
  const { session, may } = useSession()
  const rows = useTimelineRows(view.controls)
  const [chosen, setChosen] = useState<readonly string[]>([])
  if (view.controls.length === 0) return <Empty description={t('measure.empty')} image={Empty.PRESENTED_IMAGE_SIMPLE} />
  const live = view.controls.filter(({ state }) => LIVE.has(state))
  const selected = live.filter(({ orderId }) => chosen.includes(orderId))
  return (
    <Flex vertical gap={12}>
      <TimelineChart label={t('measure.timeline')} rows={rows} today={session.today} />
      <ControlTable view={view} chosen={chosen} onChoose={setChosen} />
      {may('proposeMeasureRuling') && live.length > 0 && (
        <Flex gap={8} align="center">
          <MeasureRulingButton view={view} controls={selected} onSent={() => setChosen([])} />
          {selected.length === 0 && <Typography.Text type="secondary">{t('measure.choose')}</Typography.Text>}
        </Flex>
      )}
    </Flex>
  )
}

function useTimelineRows(controls: readonly ControlView[]): TimelineRow[] {
  const { t, language } = useI18n()
  const title = useInstitutionTitle()
  return controls.map((control) => {
    const { orderId, asset, label, institution, state, from, to, rank, renewBy, changedAtMs } = control
    const word = keyText(language, `control.state.${state}`) ?? state
    return {
      key: orderId,
      name: `${keyText(language, `asset.${asset}`) ?? asset} · ${label ?? t('measure.noLabel')}`,
      detail: title(institution),
      bar: {
        from: from ?? civilDateOf(changedAtMs),
        to,
        text: rank === null || rank === 0 ? word : `${word} ${t('measure.rankOf', { rank })}`,
        color: COLORS[state] ?? ENDED,
        isOutline: state !== 'EFFECTIVE',
      },
      mark: state === 'EFFECTIVE' ? renewBy : null,
    }
  })
}

interface ControlTableProps {
  readonly view: EnforcementView
  readonly chosen: readonly string[]
  readonly onChoose: (chosen: readonly string[]) => void
}

function ControlTable({ view, chosen, onChoose }: ControlTableProps): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const toggle = (orderId: string, isChosen: boolean): void =>
    onChoose(isChosen ? [...chosen, orderId] : chosen.filter((one) => one !== orderId))
  return (
    <DataTable
      label={t('measure.table')}
      rows={view.controls}
      rowKey={({ orderId }) => orderId}
      columns={[
        ...(may('proposeMeasureRuling')
          ? [
              {
                key: 'choose',
                title: t('measure.select'),
                render: (_: unknown, { orderId, label, state }: ControlView) =>
                  LIVE.has(state) && (
                    <Checkbox
                      aria-label={t('measure.selectOf', { label: label ?? orderId.slice(0, 8) })}
                      checked={chosen.includes(orderId)}
                      onChange={({ target }) => toggle(orderId, target.checked)}
                    />
                  ),
              },
            ]
          : []),
        {
          key: 'what',
          title: t('property.what'),
          render: (_, { asset, label }) => (
            <>
              <CodeText family="asset" code={asset} /> · {label ?? t('measure.noLabel')}
            </>
          ),
        },
        {
          key: 'limit',
          title: t('measure.limit'),
          align: 'right',
          render: (_, { limitCents, whole }) =>
            limitCents === null ? (
              t(whole ? 'plan.whole' : 'common.none')
            ) : (
              <Money cents={limitCents} currency={view.currency} />
            ),
        },
        {
          key: 'state',
          title: t('common.status'),
          render: (_, { state, rank }) => (
            <Flex gap={4} wrap>
              <OrderTag family="control.state" code={state} />
              {rank !== null && rank > 0 && <Tag tone="notice" text={t('measure.rankOf', { rank })} />}
            </Flex>
          ),
        },
        { key: 'term', title: t('measure.term'), render: (_, control) => <Term control={control} /> },
        { key: 'history', title: t('measure.history'), render: (_, control) => <History control={control} /> },
        {
          key: 'proof',
          title: t('proof.open'),
          render: (_, { recordKey, label, asset }) => <ProofButton recordKey={recordKey} about={label ?? asset} />,
        },
      ]}
    />
  )
}

function Term({ control: { from, to, daysLeft, renewBy, state } }: { readonly control: ControlView }): ReactElement {
  const { t } = useI18n()
  if (from === null) return <>{t('common.none')}</>
  return (
    <Flex vertical>
      <span style={{ whiteSpace: 'nowrap' }}>
        {from} — {to ?? t('common.openEnd')}
      </span>
      {daysLeft !== null && state === 'EFFECTIVE' && (
        <Typography.Text type={daysLeft < 30 ? 'warning' : 'secondary'} style={{ fontSize: 12 }}>
          {t('measure.daysLeft', { days: daysLeft })}
          {renewBy !== null && t('measure.renewBy', { day: renewBy })}
        </Typography.Text>
      )}
    </Flex>
  )
}

function History({ control: { history } }: { readonly control: ControlView }): ReactElement {
  const { t, say } = useI18n()
  if (history.length === 0) return <>{t('common.none')}</>
  return (
    <details>
      <summary>{t('common.count', { count: history.length })}</summary>
      <ol style={{ margin: 0, paddingInlineStart: 18 }}>
        {history.map(({ event, text, atMs, digest }) => (
          <li key={`${event} ${String(atMs)}`}>
            {say(text)} {formatInstant(atMs)}
            {digest !== null && (
              <div>
                {t('measure.distribution')} <Identifier value={digest} />
              </div>
            )}
          </li>
        ))}
      </ol>
    </details>
  )
}
