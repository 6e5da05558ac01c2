import { Button, Descriptions, Flex } from 'antd'
import type { DepositView } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Identifier } from '../../../components/identifier.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { Tag } from '../../../components/tag.tsx'
import { textOf, useI18n } from '../../../i18n/i18n.tsx'
import type { TextKey } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatInstant } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'
import { AnswerDialog } from '../components/answer-dialog.tsx'
import type { Order } from '../components/answer-dialog.tsx'
import { DepositPlatform } from '../components/deposit-platform.tsx'
import { DepositStateTag } from '../components/deposit-tags.tsx'
import { WeighDialog } from '../components/weigh-dialog.tsx'
import type { WeighAct } from '../components/weigh-dialog.tsx'

const ACTS: readonly (readonly [WeighAct, TextKey])[] = [
  ['contestDeposit', 'deposit.contest'],
  ['orderSource', 'deposit.order'],
  ['decideAuthenticity', 'deposit.decide'],
]

/** A deposit with what was said against it, what the judge required, and what the judge found (X-41…X-44). */
export function DepositPage(): ReactElement {
  const { t, language } = useI18n()
  const { may } = useSession()
  const { depositId = '' } = useParams()
  const query = useRoute('getDeposit', { params: { depositId } })
  const [act, setAct] = useState<WeighAct | null>(null)
  return (
    <Page
      title={t('deposit.title')}
      explain={t('deposit.presumption')}
      extra={ACTS.filter(([name]) => may(name)).map(([name, text]) => (
        <Button key={name} onClick={() => setAct(name)}>
          {textOf(language, text)}
        </Button>
      ))}
    >
      <QueryView query={query}>{(view) => <Deposit view={view} />}</QueryView>
      {act !== null && <WeighDialog act={act} depositId={depositId} onClose={() => setAct(null)} />}
    </Page>
  )
}

function Deposit({ view }: { readonly view: DepositView }): ReactElement {
  const { t } = useI18n()
  const { deposit } = view
  return (
    <Flex vertical gap={16}>
      <Section
        title={t('deposit.facts')}
        extra={<ProofButton recordKey={deposit.recordKey} about={deposit.depositId} />}
      >
        <Flex vertical gap={12}>
          <Descriptions
            size="small"
            column={2}
            items={[
              { key: 'id', label: t('deposit.id'), children: <Identifier value={deposit.depositId} /> },
              { key: 'state', label: t('common.status'), children: <DepositStateTag state={deposit.state} /> },
              { key: 'kind', label: t('common.kind'), children: t(`deposit.kind.${deposit.kind}`) },
              { key: 'at', label: t('deposit.depositedAt'), children: formatInstant(deposit.depositedAtMs) },
              { key: 'collected', label: t('deposit.collectedAt'), children: formatInstant(view.collectedAtMs) },
              { key: 'digest', label: t('deposit.digest'), children: <Identifier value={deposit.digest} /> },
              {
                key: 'case',
                label: t('alarm.case'),
                children:
                  deposit.caseId === null ? (
                    t('common.none')
                  ) : (
                    <Link to={`/cases/${deposit.caseId}`}>{deposit.caseId.slice(0, 8)}</Link>
                  ),
              },
            ]}
          />
          <DepositPlatform platform={view.platform} interest={deposit.interest} />
        </Flex>
      </Section>
      <Section title={t('deposit.objections')}>
        <Objections view={view} />
      </Section>
      <Section title={t('deposit.orders')}>
        <Orders view={view} />
      </Section>
      <Section title={t('deposit.findings')}>
        <Findings view={view} />
      </Section>
    </Flex>
  )
}

function Objections({ view }: { readonly view: DepositView }): ReactElement {
  const { t, list } = useI18n()
  return (
    <DataTable
      label={t('deposit.objections')}
      rows={view.objections}
      rowKey={({ number }) => String(number)}
      columns={[
        { key: 'number', title: t('deposit.number'), dataIndex: 'number' },
        { key: 'ground', title: t('deposit.ground'), render: (_, { ground }) => t(`deposit.ground.${ground}`) },
        {
          key: 'factors',
          title: t('deposit.factors'),
          render: (_, { factors }) => list(factors.map((factor) => t(`deposit.factor.${factor}`))),
        },
        { key: 'by', title: t('deposit.raisedBy'), dataIndex: 'raisedBy' },
        { key: 'at', title: t('alarm.raised'), render: (_, { raisedAtMs }) => formatInstant(raisedAtMs) },
        { key: 'reasons', title: t('deposit.reasons'), render: (_, row) => <Identifier value={row.reasonsDigest} /> },
      ]}
    />
  )
}

const ORDER_TONES = { OPEN: 'notice', ANSWERED: 'good', OVERDUE: 'bad' } as const

function Orders({ view }: { readonly view: DepositView }): ReactElement {
  const { may } = useSession()
  const [answered, setAnswered] = useState<Order | null>(null)
  const close = (): void => setAnswered(null)
  return (
    <>
      <OrderTable orders={view.orders} onAnswer={may('answerSourceOrder') ? setAnswered : null} />
      {answered !== null && <AnswerDialog depositId={view.deposit.depositId} order={answered} onClose={close} />}
    </>
  )
}

interface OrderTableProps {
  readonly orders: readonly Order[]
  /** Null: whoever looks answers no orders. */
  readonly onAnswer: ((order: Order) => void) | null
}

function OrderTable({ orders, onAnswer }: OrderTableProps): ReactElement {
  const { t, list } = useI18n()
  return (
    <DataTable
      label={t('deposit.orders')}
      rows={orders}
      rowKey={({ number }) => String(number)}
      columns={[
        { key: 'number', title: t('deposit.number'), dataIndex: 'number' },
        {
          key: 'kinds',
          title: t('deposit.what'),
          render: (_, { kinds }) => list(kinds.map((kind) => t(`deposit.sourceKind.${kind}`))),
        },
        { key: 'due', title: t('deposit.due'), render: (_, { dueAtMs }) => formatInstant(dueAtMs) },
        {
          key: 'state',
          title: t('common.status'),
          render: (_, { state }) => <Tag tone={ORDER_TONES[state]} text={t(`deposit.orderState.${state}`)} />,
        },
        { key: 'answers', title: t('deposit.answers'), render: (_, { answers }) => <Answers answers={answers} /> },
        ...(onAnswer === null
          ? []
          : [
              {
                key: 'do',
                title: t('common.actions'),
                render: (_: unknown, order: Order) =>
                  order.state !== 'ANSWERED' && (
                    <Button size="small" onClick={() => onAnswer(order)}>
                      {t('deposit.answer')}
                    </Button>
                  ),
              },
            ]),
      ]}
    />
  )
}

function Answers({ answers }: Pick<Order, 'answers'>): ReactElement {
  const { t } = useI18n()
  if (answers.length === 0) return <>{t('common.none')}</>
  return (
    <Flex vertical gap={2}>
      {answers.map(({ kind, digest }) => (
        <Flex key={kind} gap={6} align="center">
          <span>{t(`deposit.sourceKind.${kind}`)}</span>
          <Identifier value={digest} />
        </Flex>
      ))}
    </Flex>
  )
}

function Findings({ view }: { readonly view: DepositView }): ReactElement {
  const { t, list } = useI18n()
  return (
    <DataTable
      label={t('deposit.findings')}
      rows={view.findings}
      rowKey={({ decidedAtMs }) => String(decidedAtMs)}
      columns={[
        { key: 'outcome', title: t('deposit.outcome'), render: (_, { outcome }) => t(`deposit.outcome.${outcome}`) },
        {
          key: 'factors',
          title: t('deposit.factors'),
          render: (_, { factors }) => list(factors.map((factor) => t(`deposit.factor.${factor}`))),
        },
        {
          key: 'examined',
          title: t('deposit.examinedOn'),
          render: (_, { crossExaminedOn }) => <span style={{ whiteSpace: 'nowrap' }}>{crossExaminedOn}</span>,
        },
        { key: 'by', title: t('deposit.decidedBy'), dataIndex: 'decidedBy' },
        { key: 'at', title: t('deposit.decidedAt'), render: (_, { decidedAtMs }) => formatInstant(decidedAtMs) },
      ]}
    />
  )
}
