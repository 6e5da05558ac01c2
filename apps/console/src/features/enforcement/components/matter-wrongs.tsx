import { Flex, Form, Select } from 'antd'
import { WRONGS } from '@xiezhi/gateway-api'
import type { OrderView, WrongView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActDialogButton } from '../../../components/act-dialog.tsx'
import { Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { ReasonFields, reasonsOf } from '../../../domain/reason-fields.tsx'
import type { ReasonEntry } from '../../../domain/reason-fields.tsx'
import { WrittenText } from '../../../domain/written-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatInstant } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'
import { ChoiceField } from './matter-fields.tsx'

interface WrongsProps {
  readonly caseId: string
  readonly wrongs: readonly WrongView[]
  readonly orders: readonly OrderView[]
}

/** Orders that did wrong, what made it good, and what was paid for it. */
export function MatterWrongs({ caseId, wrongs, orders }: WrongsProps): ReactElement {
  const { t, say } = useI18n()
  const { may } = useSession()
  const about = (orderId: string): string => {
    const order = orders.find((one) => one.orderId === orderId)
    return say(order?.words[0] ?? { zh: orderId.slice(0, 8), en: '' })
  }
  return (
    <Section
      title={t('wrong.title')}
      extra={may('findWrong') && orders.length > 0 && <FindButton caseId={caseId} orders={orders} />}
    >
      <DataTable
        label={t('wrong.title')}
        rows={wrongs}
        rowKey={({ wrongId }) => wrongId}
        columns={[
          { key: 'kind', title: t('wrong.kind'), render: (_, { kindText }) => say(kindText) },
          { key: 'order', title: t('matters.order'), render: (_, { orderId }) => about(orderId) },
          {
            key: 'finding',
            title: t('matters.reasons'),
            render: (_, { finding, officer, foundAtMs }) => (
              <>
                <WrittenText written={finding} />
                {officer} {formatInstant(foundAtMs)}
              </>
            ),
          },
          {
            key: 'remedies',
            title: t('wrong.remedies'),
            render: (_, { remedies }) =>
              remedies.length === 0 ? t('common.none') : remedies.map((one) => <div key={one}>{about(one)}</div>),
          },
          {
            key: 'state',
            title: t('common.status'),
            render: (_, { state, decision }) => (
              <Flex vertical gap={4} align="flex-start">
                <OrderTag family="wrong.state" code={state} />
                {decision !== null && <WrittenText written={decision.reasons} />}
              </Flex>
            ),
          },
          {
            key: 'do',
            title: t('common.actions'),
            render: (_, wrong) => (
              <Flex gap={8}>
                {wrong.state === 'FOUND' && may('settleWrong') && <SettleButton caseId={caseId} wrong={wrong} />}
                <ProofButton recordKey={wrong.recordKey} about={say(wrong.kindText)} />
              </Flex>
            ),
          },
        ]}
      />
    </Section>
  )
}

interface FindEntry extends ReasonEntry {
  readonly orderId: string
  readonly kind: (typeof WRONGS)[number]
}

interface FindProps {
  readonly caseId: string
  readonly orders: readonly OrderView[]
}

function FindButton({ caseId, orders }: FindProps): ReactElement {
  const { t, say } = useI18n()
  const options = orders.map(({ orderId, words }) => ({
    value: orderId,
    label: say(words[0] ?? { zh: orderId.slice(0, 8), en: '' }),
  }))
  return (
    <ActDialogButton<FindEntry>
      title={t('wrong.find')}
      requestOf={({ orderId, kind, ...written }) => ({
        route: 'findWrong',
        params: { caseId },
        body: { orderId, kind, ...reasonsOf(written) },
      })}
    >
      <Form.Item name="orderId" label={t('matters.order')} rules={[{ required: true, message: t('common.required') }]}>
        <Select options={options} />
      </Form.Item>
      <ChoiceField name="kind" label={t('wrong.kind')} codes={WRONGS} family="wrong" />
      <ReasonFields />
    </ActDialogButton>
  )
}

interface SettleEntry extends ReasonEntry {
  readonly outcome: 'COMPENSATED' | 'NO_DAMAGE'
}

interface SettleProps {
  readonly caseId: string
  readonly wrong: WrongView
}

function SettleButton({ caseId, wrong: { wrongId, kindText } }: SettleProps): ReactElement {
  const { t, say } = useI18n()
  return (
    <ActDialogButton<SettleEntry>
      title={t('wrong.settle')}
      about={say(kindText)}
      requestOf={({ outcome, ...written }) => ({
        route: 'settleWrong',
        params: { caseId, wrongId },
        body: { outcome, ...reasonsOf(written) },
      })}
    >
      <ChoiceField
        name="outcome"
        label={t('matters.outcome')}
        codes={['COMPENSATED', 'NO_DAMAGE']}
        family="wrong.state"
      />
      <ReasonFields />
    </ActDialogButton>
  )
}
