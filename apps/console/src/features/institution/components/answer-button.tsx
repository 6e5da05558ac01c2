import { Flex, Form, Input, Select } from 'antd'
import type { InstitutionOrderView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActDialogButton } from '../../../components/act-dialog.tsx'
import { InstantField } from '../../../components/date-field.tsx'
import { MoneyField } from '../../../components/money-field.tsx'
import { DIGEST_PATTERN, DigestField } from '../../../domain/digest-field.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { answerBody, answerKinds, FIND_OUTCOMES, NOTHING_FOUND } from '../api/answer-body.ts'
import type { AnswerEntry, AnswerKind } from '../api/answer-body.ts'
import { FoundFields } from './found-fields.tsx'

const NUMBER_MAX = 64
const SHORTFALLS = ['BALANCE_SHORT', 'ALREADY_FROZEN', 'NOT_CONTROLLED'] as const
const REJECTIONS = ['ASSET_MISSING', 'SUBJECT_DIFFERS', 'INSTRUMENT_DEFECT', 'OTHER_INSTITUTION'] as const
const FAILURES = ['SYSTEM_FAULT', 'ASSET_MISSING', 'OUTCOME_UNKNOWN'] as const

/** An answer by hand: one form, each kind asks for its own. */
export function AnswerButton({ order }: { readonly order: InstitutionOrderView }): ReactElement {
  const { t } = useI18n()
  const { client, orderId, effect, state } = order
  const kinds = answerKinds(effect.action, state === 'ACCEPTED')
  return (
    <ActDialogButton<AnswerEntry>
      title={t('inbox.answer')}
      explain={t('inbox.answer.explain')}
      type="primary"
      width={720}
      initial={{
        ...(kinds[0] === undefined ? {} : { kind: kinds[0] }),
        ...(effect.limitCents === null ? {} : { amountCents: effect.limitCents }),
        ...NOTHING_FOUND,
      }}
      requestOf={(entry) => ({
        route: 'answerOrder',
        params: { client, orderId },
        body: answerBody(entry, effect.currency),
      })}
    >
      <Form.Item name="kind" label={t('common.kind')} rules={[{ required: true }]}>
        <Select options={kinds.map((code) => ({ value: code, label: t(`answerKind.${code}`) }))} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) => (
          <KindFields
            kind={getFieldValue('kind') as AnswerKind}
            isFound={getFieldValue('outcome') === 'FOUND'}
            isDisposal={effect.action === 'CLOSE_DISPOSAL'}
          />
        )}
      </Form.Item>
    </ActDialogButton>
  )
}

interface KindFieldsProps {
  readonly kind: AnswerKind
  readonly isFound: boolean
  readonly isDisposal: boolean
}

function KindFields({ kind, isFound, isDisposal }: KindFieldsProps): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, message: t('common.required') }]
  switch (kind) {
    case 'REGISTERED':
      return (
        <>
          <Flex gap={16} wrap>
            <Form.Item name="number" label={t('inbox.number')} extra={t('inbox.number.hint')} rules={required}>
              <Input maxLength={NUMBER_MAX} autoComplete="off" style={{ width: 280 }} />
            </Form.Item>
            <Form.Item name="registeredAt" label={t('inbox.registeredAt')} rules={required}>
              <InstantField />
            </Form.Item>
          </Flex>
          <Amounts />
          <Form.Item name="businessNo" label={t('inbox.businessNo')}>
            <Input maxLength={96} style={{ width: 280 }} />
          </Form.Item>
        </>
      )
    case 'CARRIED_OUT':
      return (
        <>
          <Amounts />
          {isDisposal && (
            <Form.Item
              name="distributionDigest"
              label={t('inbox.distribution')}
              extra={t('form.digest.hint')}
              rules={[{ required: true, pattern: DIGEST_PATTERN, message: t('form.digest.invalid') }]}
            >
              <DigestField />
            </Form.Item>
          )}
        </>
      )
    case 'FOUND':
      return (
        <>
          <Form.Item name="outcome" label={t('inbox.outcome')} rules={required}>
            <Select options={FIND_OUTCOMES.map((code) => ({ value: code, label: t(`findOutcome.${code}`) }))} />
          </Form.Item>
          {isFound && <FoundFields />}
        </>
      )
    case 'REJECTED':
    case 'FAILED':
      return (
        <Form.Item name="code" label={t('common.reason')} rules={required}>
          <Select
            options={(kind === 'REJECTED' ? REJECTIONS : FAILURES).map((code) => ({
              value: code,
              label: t(`answerCode.${code}`),
            }))}
          />
        </Form.Item>
      )
  }
}

function Amounts(): ReactElement {
  const { t } = useI18n()
  return (
    <Flex gap={16} wrap>
      <Form.Item name="amountCents" label={t('inbox.amount')} extra={t('inbox.amount.hint')}>
        <MoneyField />
      </Form.Item>
      <Form.Item name="shortfall" label={t('inbox.shortfall')}>
        <Select
          allowClear
          placeholder={t('common.none')}
          style={{ width: 280 }}
          options={SHORTFALLS.map((code) => ({ value: code, label: t(`answerCode.${code}`) }))}
        />
      </Form.Item>
    </Flex>
  )
}
