import { Alert, Flex, Form, Input, InputNumber } from 'antd'
import { CREDIT_ACTIONS } from '@xiezhi/gateway-api'
import type { CreditEntryView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActButton, ActDialogButton } from '../../../components/act-dialog.tsx'
import { reasonRule } from '../../../domain/reason-fields.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useSession } from '../../../lib/session.ts'
import { Choice } from './act-fields.tsx'

const COUNT_MAX = 1_000_000
const REASON_MAX = 2_000

interface HeldProps {
  readonly entry: CreditEntryView
}

interface UseEntry {
  readonly measure: string
  readonly action: (typeof CREDIT_ACTIONS)[number]
  readonly count: number
  readonly reason?: string
}

/** Recording a use, and saying what was done where no program does it. */
export function HeldActs({ entry }: HeldProps): ReactElement {
  const { t, say } = useI18n()
  const { may } = useSession()
  const { client, entryId, revision, state, mayUse, mayUseReason, mayConfirm } = entry
  const params = { client, entryId }
  return (
    <Flex vertical gap={10} align="flex-start">
      {!mayUse && mayUseReason !== null && <Alert type="warning" showIcon role="status" title={say(mayUseReason)} />}
      <Flex gap={8} wrap>
        {mayUse && may('recordUse') && <UseButton entry={entry} />}
        {mayConfirm && may('confirmHeldEntry') && (
          <ActButton
            text={t(state === 'WITHDRAWN' ? 'credit.act.confirmDeleted' : 'credit.act.confirmShown')}
            size="middle"
            act={{ route: 'confirmHeldEntry', params, body: { revision } }}
          />
        )}
      </Flex>
    </Flex>
  )
}

function UseButton({ entry }: HeldProps): ReactElement {
  const { t, say } = useI18n()
  const { client, entryId, measures, objection } = entry
  const isContested = objection !== null
  const textOf = (measure: string): string =>
    say(measures.find((one) => one.measure === measure)?.text ?? { zh: measure, en: measure })
  return (
    <ActDialogButton<UseEntry>
      title={t('credit.act.use')}
      explain={t('credit.act.use.explain')}
      type="primary"
      size="middle"
      initial={{ count: 1 }}
      requestOf={({ measure, action, count, reason = '' }) => ({
        route: 'recordUse',
        params: { client, entryId },
        body: { measure, action, count, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) },
      })}
    >
      <Choice
        name="measure"
        label={t('credit.act.measure')}
        codes={measures.map(({ measure }) => measure)}
        labelOf={textOf}
      />
      <Choice
        name="action"
        label={t('credit.act.action')}
        codes={CREDIT_ACTIONS}
        labelOf={(code) => t(`credit.use.${code}`)}
      />
      <Form.Item name="count" label={t('credit.act.count')} rules={[{ required: true, message: t('common.required') }]}>
        <InputNumber min={1} max={COUNT_MAX} precision={0} />
      </Form.Item>
      {isContested && (
        <Form.Item
          name="reason"
          label={t('credit.act.useReason')}
          rules={[reasonRule(t('enforcement.reasons.needed'))]}
        >
          <Input.TextArea rows={3} maxLength={REASON_MAX} />
        </Form.Item>
      )}
    </ActDialogButton>
  )
}
