import { Flex, Form, Input } from 'antd'
import type { InstitutionOrderView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActButton, ActDialogButton } from '../../../components/act-dialog.tsx'
import { reasonRule } from '../../../domain/reason-fields.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useSession } from '../../../lib/session.ts'
import { AnswerButton } from './answer-button.tsx'

/** What an operator may do with an order: take it on, answer it, object to it. */
export function OrderActs({ order }: { readonly order: InstitutionOrderView }): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const { client, orderId, mayAccept, mayAnswer } = order
  const params = { client, orderId }
  return (
    <Flex gap={8} wrap>
      {mayAccept && may('acceptOrder') && (
        <ActButton text={t('inbox.accept')} type="primary" act={{ route: 'acceptOrder', params, body: {} }} />
      )}
      {mayAnswer && may('answerOrder') && <AnswerButton order={order} />}
      {may('objectToOrder') && (
        <ActDialogButton<{ readonly grounds: string }>
          title={t('inbox.object')}
          explain={t('inbox.object.explain')}
          requestOf={({ grounds }) => ({ route: 'objectToOrder', params, body: { grounds: grounds.trim() } })}
        >
          <Form.Item
            name="grounds"
            label={t('objection.grounds')}
            rules={[reasonRule(t('enforcement.reasons.needed'))]}
          >
            <Input.TextArea rows={4} maxLength={4_000} />
          </Form.Item>
        </ActDialogButton>
      )}
    </Flex>
  )
}
