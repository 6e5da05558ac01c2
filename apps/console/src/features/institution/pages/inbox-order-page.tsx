import { Alert, Descriptions, Flex, Typography } from 'antd'
import type { InstitutionOrderView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Identifier } from '../../../components/identifier.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { Tag } from '../../../components/tag.tsx'
import { WordsList } from '../../../components/words-list.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { Due } from '../../../domain/due.tsx'
import { Money } from '../../../domain/money.tsx'
import { OrderLadder } from '../../../domain/order-ladder.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { PrivateText } from '../../../domain/private-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatInstant } from '../../../lib/format.ts'
import { CourtName } from '../components/court-name.tsx'
import { FirstOrder } from '../components/first-order.tsx'
import { OrderActs } from '../components/order-acts.tsx'
import { RequestFields } from '../components/request-fields.tsx'

/** One order: what was signed, in words; whom and what it is about, from the opened annex; what is to be done. */
export function InboxOrderPage(): ReactElement {
  const { t } = useI18n()
  const { client = '', orderId = '' } = useParams()
  const query = useRoute('getInboxOrder', { params: { client, orderId } })
  return (
    <Page title={t('inbox.order')} extra={<Link to="/inbox">{t('nav.inbox')}</Link>}>
      <QueryView query={query}>{(order) => <Order order={order} />}</QueryView>
    </Page>
  )
}

interface OrderProps {
  readonly order: InstitutionOrderView
}

function Order({ order }: OrderProps): ReactElement {
  const { t } = useI18n()
  const isOpen = order.result === null
  return (
    <Flex vertical gap={16}>
      {order.instrument.isRevoked && (
        <Alert type="error" showIcon role="status" title={t('inbox.revoked')} description={t('inbox.revoked.means')} />
      )}
      <Section
        title={t('draft.words')}
        extra={
          <Flex gap={8}>
            <OrderActs order={order} />
            <ProofButton recordKey={order.recordKey} about={t('inbox.order')} />
          </Flex>
        }
      >
        <Flex vertical gap={14}>
          <WordsList words={order.words} fontSize={15} />
          <OrderLadder
            label={t('order.ladder')}
            ladder={order.ladder}
            waiting={isOpen ? t('inbox.waitingForUs') : null}
          />
          <Facts order={order} />
        </Flex>
      </Section>
      <Section title={t('inbox.request')} extra={<OrderTag family="requestAnnex.state" code={order.annex} />}>
        {order.request === null ? (
          <Typography.Text type="secondary">{t(`requestAnnex.state.${order.annex}`)}</Typography.Text>
        ) : (
          <RequestFields request={order.request} />
        )}
      </Section>
      {order.first !== null && <FirstOrder first={order.first} />}
      <Section title={t('inbox.instrument')}>
        <Instrument order={order} />
      </Section>
      {order.objections.length > 0 && (
        <Section title={t('inbox.objections')}>
          <Objections order={order} />
        </Section>
      )}
    </Flex>
  )
}

function Facts({ order }: OrderProps): ReactElement {
  const { t } = useI18n()
  const { effect, result, adapter, assetKey } = order
  return (
    <Descriptions
      size="small"
      column={3}
      items={[
        {
          key: 'state',
          label: t('common.status'),
          children: <OrderTag family="received.state" code={order.state} />,
        },
        {
          key: 'due',
          label: t('order.deadline'),
          children: <Due dueAtMs={order.deadlineMs} isDone={result !== null} />,
        },
        { key: 'court', label: t('case.court'), children: <CourtName of={order} /> },
        {
          key: 'limit',
          label: t('measure.limit'),
          children:
            effect.limitCents === null && effect.whole ? (
              t('plan.whole')
            ) : (
              <Money cents={effect.limitCents} currency={effect.currency} />
            ),
        },
        {
          key: 'months',
          label: t('measure.term'),
          children: effect.months === null ? t('common.none') : t('draft.months', { months: effect.months }),
        },
        {
          key: 'line',
          label: t('line.title'),
          children: assetKey === null ? t('common.none') : <Link to={`/lines/${assetKey}`}>{t('line.open')}</Link>,
        },
        ...(adapter === null
          ? []
          : [
              {
                key: 'adapter',
                label: t('inbox.adapter'),
                span: 3,
                children: <Adapter adapter={adapter} />,
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

interface AdapterProps {
  readonly adapter: NonNullable<InstitutionOrderView['adapter']>
}

function Adapter({ adapter: { text, atMs, alarm } }: AdapterProps): ReactElement {
  const { say } = useI18n()
  return (
    <Flex gap={8} wrap>
      {say(text)} {formatInstant(atMs)}
      {alarm !== null && <Tag tone="warning" text={say(alarm)} />}
    </Flex>
  )
}

interface ResultProps {
  readonly result: NonNullable<InstitutionOrderView['result']>
  readonly currency: string
}

function Result({ result: { decidedAtMs, text, reason, amountCents }, currency }: ResultProps): ReactElement {
  const { t, say } = useI18n()
  return (
    <Flex gap={12} wrap>
      {formatInstant(decidedAtMs)}
      {text !== null && <span>{say(text)}</span>}
      {reason !== null && <span>{say(reason)}</span>}
      {amountCents !== null && (
        <span>
          {t('order.amount')} <Money cents={amountCents} currency={currency} />
        </span>
      )}
    </Flex>
  )
}

function Instrument({ order: { instrument } }: OrderProps): ReactElement {
  const { t } = useI18n()
  return (
    <Descriptions
      size="small"
      column={3}
      items={[
        {
          key: 'kind',
          label: t('common.kind'),
          children: <CodeText family="instrumentKind" code={instrument.kind} />,
        },
        { key: 'signed', label: t('inbox.signedAt'), children: formatInstant(instrument.signedAtMs) },
        {
          key: 'valid',
          label: t('inbox.valid'),
          children: `${instrument.validFrom} — ${instrument.validTo ?? t('common.openEnd')}`,
        },
        {
          key: 'signers',
          label: t('instrument.signers'),
          children: (
            <Flex vertical>
              {instrument.signers.map(({ organisation, officer, role }) => (
                <span key={officer}>
                  {organisation} / {officer} · <CodeText family="role" code={role} />
                </span>
              ))}
            </Flex>
          ),
        },
        { key: 'document', label: t('draft.document'), children: <Identifier value={instrument.documentDigest} /> },
      ]}
    />
  )
}

function Objections({ order: { objections } }: OrderProps): ReactElement {
  const { t } = useI18n()
  return (
    <DataTable
      label={t('inbox.objections')}
      rows={objections}
      rowKey={({ objectionId }) => objectionId}
      columns={[
        { key: 'raised', title: t('objection.raised'), render: (_, { raisedAtMs }) => formatInstant(raisedAtMs) },
        {
          key: 'grounds',
          title: t('objection.grounds'),
          render: (_, { grounds, groundsState }) => (
            <PrivateText text={grounds} state={groundsState} none={t('common.none')} />
          ),
        },
        {
          key: 'answerBy',
          title: t('objection.answerBy'),
          render: (_, { answerBy, decidedAtMs }) =>
            decidedAtMs === null ? (answerBy ?? t('common.none')) : formatInstant(decidedAtMs),
        },
        {
          key: 'state',
          title: t('common.status'),
          render: (_, { state }) => <CodeText family="state" code={state} />,
        },
      ]}
    />
  )
}
