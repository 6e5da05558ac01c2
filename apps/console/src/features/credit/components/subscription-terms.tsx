import { Checkbox, Flex, Form, Input, Select } from 'antd'
import { CREDIT_LISTS, CREDIT_SCOPES, LISTED_MEASURES } from '@xiezhi/gateway-api'
import type { SubscriptionRequestView, SubscriptionTerms } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { DateField } from '../../../components/date-field.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { Choice } from './act-fields.tsx'

type Terms = NonNullable<SubscriptionRequestView['terms']>

/** What a form of terms holds. */
export interface TermsEntry extends Omit<SubscriptionTerms, 'validTo'> {
  readonly validTo?: string
}

export function termsOf({ lists, scope, purpose, legalBasis, measures, validTo }: TermsEntry): SubscriptionTerms {
  const end = validTo === undefined || validTo === '' ? null : validTo
  return { lists, scope, purpose: purpose.trim(), legalBasis: legalBasis.trim(), measures, validTo: end }
}

export function entryOf({ lists, scope, purpose, legalBasis, measures, validTo }: Terms): TermsEntry {
  const named = measures.map(({ measure }) => measure)
  return { lists, scope, purpose, legalBasis, measures: named, ...(validTo === null ? {} : { validTo }) }
}

/** Of a group of boxes: `required` would mark the group with an attribute that a group must not have. */
export function atLeastOne(message: string): {
  validator: (rule: unknown, value?: readonly unknown[]) => Promise<void>
} {
  return {
    validator: (_, value = []) => (value.length > 0 ? Promise.resolve() : Promise.reject(new RangeError(message))),
  }
}

interface TermsFieldsProps {
  /** Absent: somebody asks. Else no more than this can be chosen, and purpose and basis stay. */
  readonly within?: Terms
}

/** Lists, scope, purpose, basis, measures and last day. */
export function TermsFields({ within }: TermsFieldsProps): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, message: t('common.required') }]
  const measures: readonly string[] = within?.measures.map(({ measure }) => measure) ?? LISTED_MEASURES
  const scopes = CREDIT_SCOPES.slice(0, CREDIT_SCOPES.indexOf(within?.scope ?? 'FULL') + 1)
  return (
    <>
      <Form.Item name="lists" label={t('credit.list')} rules={[atLeastOne(t('common.required'))]}>
        <Checkbox.Group
          options={(within?.lists ?? CREDIT_LISTS).map((code) => ({ value: code, label: t(`credit.list.${code}`) }))}
        />
      </Form.Item>
      <Choice name="scope" label={t('credit.scope')} codes={scopes} labelOf={(code) => t(`credit.scope.${code}`)} />
      <Flex gap={16}>
        <CodeField name="purpose" label={t('common.purpose')} isFixed={within !== undefined} />
        <CodeField name="legalBasis" label={t('common.statute')} isFixed={within !== undefined} />
      </Flex>
      <Form.Item name="measures" label={t('credit.measures')} rules={required}>
        <Select
          mode="multiple"
          options={measures.map((code) => ({
            value: code,
            label: <CodeText family="credit.listedMeasure" code={code} />,
          }))}
        />
      </Form.Item>
      <Form.Item name="validTo" label={t('credit.validTo')} extra={t('credit.ask.validTo.hint')}>
        <DateField />
      </Form.Item>
    </>
  )
}

interface CodeFieldProps {
  readonly name: 'purpose' | 'legalBasis'
  readonly label: string
  readonly isFixed: boolean
}

const CODE = /^[A-Z][A-Z0-9_]*$/

/** A code of the ledger: free words are no purpose and no basis there. */
function CodeField({ name, label, isFixed }: CodeFieldProps): ReactElement {
  const { t } = useI18n()
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[{ required: true, pattern: CODE, message: t('credit.ask.code.invalid') }]}
      extra={t('credit.ask.code.hint')}
    >
      <Input maxLength={64} disabled={isFixed} style={{ width: 260 }} />
    </Form.Item>
  )
}

/** The same as text. */
export function TermsText({ terms }: { readonly terms: Terms }): ReactElement {
  const { t, say, list } = useI18n()
  return (
    <Flex vertical>
      <span>
        {list(terms.lists.map((code) => t(`credit.list.${code}`)))} · {say(terms.scopeText)}
      </span>
      <span>
        <CodeText family="credit.subscriptionPurpose" code={terms.purpose} /> ·{' '}
        <CodeText family="credit.legalBasis" code={terms.legalBasis} />
      </span>
      <span>{list(terms.measures.map(({ text }) => say(text)))}</span>
      <span>
        {t('credit.validTo')}: {terms.validTo ?? t('common.openEnd')}
      </span>
    </Flex>
  )
}
