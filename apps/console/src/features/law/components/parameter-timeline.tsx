import { Typography } from 'antd'
import type { ReactElement } from 'react'
import { Tag } from '../../../components/tag.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useSession } from '../../../lib/session.ts'
import { groupsOf, isInForce, valueText } from '../api/parameter-rows.ts'
import type { ParameterGroup, ParameterRow } from '../api/parameter-rows.ts'

const VALUE_MAX = 60

/** Parameters on a time line: each value a bar from the day on which it begins, the one in force today marked. */
export function ParameterTimeline({ rows }: { readonly rows: readonly ParameterRow[] }): ReactElement {
  const { session } = useSession()
  return (
    <div role="list">
      {groupsOf(rows).map((group) => (
        <Group key={group.key} group={group} today={session.today} />
      ))}
    </div>
  )
}

function Group({ group, today }: { readonly group: ParameterGroup; readonly today: string }): ReactElement {
  const { say } = useI18n()
  return (
    <div
      role="listitem"
      style={{
        display: 'grid',
        gridTemplateColumns: 'minmax(240px, 320px) 1fr',
        gap: 16,
        padding: '10px 0',
        borderTop: '1px solid #f0f0f0',
      }}
    >
      <div style={{ overflowWrap: 'anywhere' }}>
        <div>{say(group.title)}</div>
        <Typography.Text code style={{ fontSize: 12 }}>
          {group.key}
        </Typography.Text>
      </div>
      <div style={{ display: 'flex', gap: 4, minWidth: 0, flexWrap: 'wrap' }}>
        {group.rows.map((row) => (
          <Bar key={row.effectiveFrom ?? ''} row={row} today={today} />
        ))}
      </div>
    </div>
  )
}

function Bar({ row, today }: { readonly row: ParameterRow; readonly today: string }): ReactElement {
  const { t } = useI18n()
  const isNow = isInForce(row, today)
  const isFuture = row.effectiveFrom !== null && row.effectiveFrom > today
  const value = valueText(row.value)
  const shown = value.length > VALUE_MAX ? `${value.slice(0, VALUE_MAX)}…` : value
  return (
    <div
      title={value}
      style={{
        flex: '1 1 200px',
        minWidth: 0,
        borderTop: `4px ${isFuture ? 'dashed' : 'solid'} ${isNow ? '#1a7f37' : isFuture ? '#1d4f91' : '#b6bcc6'}`,
        padding: '6px 8px',
        background: isNow ? '#f3faf5' : '#f8f9fb',
      }}
    >
      <div style={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
        {shown} {isNow && <Tag tone="good" text={t('law.parameter.now')} />}
        {isFuture && <Tag tone="notice" text={t('law.parameter.future')} />}
      </div>
      <div>
        {row.effectiveFrom ?? t('law.parameter.always')} — {row.effectiveTo ?? t('common.openEnd')}
      </div>
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {row.source}
      </Typography.Text>
    </div>
  )
}
