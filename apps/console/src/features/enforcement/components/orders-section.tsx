import { Descriptions, Empty, Flex, Segmented, Typography } from 'antd'
import type { EnforcementView, OrderView } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { ActButton } from '../../../components/act-dialog.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { BilingualText, ReasonList } from '../../../components/statute.tsx'
import { Tag } from '../../../components/tag.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { Due } from '../../../domain/due.tsx'
import { Money } from '../../../domain/money.tsx'
import { OrderLadder } from '../../../domain/order-ladder.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { useCodeText } from '../../../domain/tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatInstant } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'
import { useInstitutionTitle } from '../api/institution-titles.ts'
import { useOrderName } from './relation-fields.tsx'

type Choice = 'OPEN' | 'ALL'

/** Orders with the rungs that are proved, or that silence is proved of, and what came of them. */
export function OrdersSection({ view }: { readonly view: EnforcementView }): ReactElement {
  const { t } = useI18n()
  const open = view.orders.filter(({ state }) => state === 'SENT')
  const [chosen, setChosen] = useState<Choice | null>(null)
  const choice = chosen ?? (open.length > 0 ? 'OPEN' : 'ALL')
  const shown = choice === 'OPEN' ? open : view.orders
  return (
    <Flex vertical gap={12} align="stretch">
      <div>
        <Segmented<Choice>
          aria-label={t('common.status')}
          value={choice}
          onChange={setChosen}
          options={[
            { value: 'OPEN', label: t('order.open', { count: open.length }) },
            { value: 'ALL', label: t('order.all', { count: view.orders.length }) },
          ]}
        />
      </div>
      {shown.length === 0 && <Empty description={t('order.empty')} image={Empty.PRESENTED_IMAGE_SIMPLE} />}
      {shown.map((order) => (
        <OrderCard key={order.orderId} order={order} orders={view.orders} />
      ))}
    </Flex>
  )
}

interface OrderProps {
  readonly order: OrderView
  readonly orders: readonly OrderView[]
}

function OrderCard({ order, orders }: OrderProps): ReactElement {
  const { t, say } = useI18n()
  const { may } = useSession()
  const title = useInstitutionTitle()
  const { orderId, effect, institution, state, outcome } = order
  const about = `${useCodeText('orderAction', effect.action)} ${title(institution)}`
  return (
    <article aria-label={about} style={{ border: '1px solid #e5e7eb', borderRadius: 6, padding: '10px 14px' }}>
      <Flex justify="space-between" gap={12} wrap style={{ marginBottom: 8 }}>
        <Flex gap={10} align="center" wrap>
          <Typography.Text strong>{about}</Typography.Text>
          <OrderTag family="order.state" code={state} />
          {outcome !== null && <Tag tone={state === 'SENT' ? 'warning' : 'neutral'} text={say(outcome.text)} />}
          <span style={{ fontSize: 12, color: '#4b5563' }}>
            <CodeText family="instrumentKind" code={order.instrumentKind} />
          </span>
        </Flex>
        <Flex gap={8} align="center">
          {order.mayResend && may('resendOrder') && (
            <ActButton
              text={t('order.resend')}
              about={about}
              act={{ route: 'resendOrder', params: { orderId }, body: {} }}
            />
          )}
          <ProofButton recordKey={order.recordKey} about={about} />
        </Flex>
      </Flex>
      <OrderLadder
        label={t('order.ladderOf', { about })}
        ladder={order.ladder}
        waiting={state === 'SENT' ? t('order.waiting') : null}
      />
      <OrderFacts order={order} orders={orders} />
      <details>
        <summary>{t('order.words')}</summary>
        <ul style={{ margin: 0, paddingInlineStart: 18 }}>
          {order.words.map((words) => (
            <li key={words.zh}>
              <BilingualText text={words} />
            </li>
          ))}
        </ul>
      </details>
    </article>
  )
}

/** When it is due, what became of its annex, its limit and its result. */
function OrderFacts({ order, orders }: OrderProps): ReactElement {
  const { t, say } = useI18n()
  const { effect, result } = order
  return (
    <Descriptions
      size="small"
      column={3}
      style={{ marginTop: 8 }}
      items={[
        {
          key: 'deadline',
          label: t('order.deadline'),
          children: <Due dueAtMs={order.deadlineMs} isDone={order.answeredAtMs !== null} />,
        },
        { key: 'annex', label: t('order.annex'), children: say(order.annex.text) },
        {
          key: 'limit',
          label: t('measure.limit'),
          children: <Money cents={effect.limitCents} currency={effect.currency} />,
        },
        ...(order.relation === null
          ? []
          : [
              {
                key: 'relation',
                label: t('relation.title'),
                span: 3,
                children: <Related order={order} orders={orders} />,
              },
            ]),
        ...(result === null
          ? []
          : [
              {
                key: 'result',
                label: t('order.result'),
                span: 3,
                children: <Result result={result} currency={effect.currency} />,
              },
            ]),
      ]}
    />
  )
}

/** The earlier order that this one corrects, varies, continues or takes the place of. */
function Related({ order: { relation }, orders }: OrderProps): ReactElement {
  const nameOf = useOrderName()
  const earlier = orders.find(({ orderId }) => orderId === relation?.orderId)
  return (
    <Flex gap={8} wrap>
      <span>
        <CodeText family="orderRelation" code={relation?.kind ?? ''} />
      </span>
      <span>{earlier === undefined ? relation?.orderId.slice(0, 8) : nameOf(earlier)}</span>
    </Flex>
  )
}

interface ResultProps {
  readonly result: NonNullable<OrderView['result']>
  readonly currency: string
}

function Result({ result, currency }: ResultProps): ReactElement {
  const { t } = useI18n()
  const { amountCents, from, to, rank, reason, decidedAtMs } = result
  return (
    <Flex vertical gap={2}>
      <Flex gap={16} wrap>
        <span>{formatInstant(decidedAtMs)}</span>
        {amountCents !== null && (
          <span>
            {t('order.amount')} <Money cents={amountCents} currency={currency} />
          </span>
        )}
        {from !== null && (
          <span>
            {from} — {to ?? t('common.openEnd')}
          </span>
        )}
        {rank !== null && rank > 0 && <span>{t('measure.rankOf', { rank })}</span>}
      </Flex>
      {reason !== null && <ReasonList reasons={[reason]} />}
    </Flex>
  )
}
