import { Button, Flex, Form, Select } from 'antd'
import { RELATIONS } from '@xiezhi/gateway-api'
import type { EnforcementView, OrderView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatInstant } from '../../../lib/format.ts'
import { keyText } from '../../../lib/problem.ts'
import { useInstitutionTitle } from '../api/institution-titles.ts'

/** What a new order is to an earlier one of the case. */
export interface RelationEntry {
  /** Property or measure that the new order is about. */
  readonly subject: string
  readonly kind: (typeof RELATIONS)[number]
  readonly orderId: string
}

/** An order in few words: what, where, when. */
export function useOrderName(): (order: OrderView) => string {
  const { language } = useI18n()
  const title = useInstitutionTitle()
  return ({ effect, institution, sentAtMs }) => {
    const action = keyText(language, `orderAction.${effect.action}`) ?? effect.action
    return `${action} · ${title(institution)} · ${formatInstant(sentAtMs).slice(0, 16)}`
  }
}

interface RelationFieldsProps {
  readonly view: EnforcementView
  /** What the orders of this ruling are about. */
  readonly subjects: readonly { readonly value: string; readonly label: string }[]
}

/** Which orders of this ruling correct, vary, continue or take the place of an earlier one; nothing where there is none. */
export function RelationFields({ view, subjects }: RelationFieldsProps): ReactElement | null {
  const { t } = useI18n()
  const nameOf = useOrderName()
  const earlier = view.orders.filter(({ effect }) => effect.action !== 'QUERY')
  if (earlier.length === 0 || subjects.length === 0) return null
  const required = [{ required: true, message: t('common.required') }]
  const first = subjects.length === 1 ? { subject: subjects[0]?.value } : {}
  return (
    <Form.List name="relations">
      {(fields, { add, remove }) => (
        <Flex vertical gap={4} align="flex-start">
          {fields.map(({ key, name }) => (
            <Flex key={key} gap={10} wrap align="flex-end" role="group" aria-label={relationNo(t, name)}>
              <Form.Item name={[name, 'subject']} label={t('relation.subject')} rules={required}>
                <Select style={{ width: 250 }} options={[...subjects]} />
              </Form.Item>
              <Form.Item name={[name, 'kind']} label={t('relation.kind')} rules={required}>
                <Select
                  style={{ width: 150 }}
                  options={RELATIONS.map((code) => ({ value: code, label: t(`orderRelation.${code}`) }))}
                />
              </Form.Item>
              <Form.Item name={[name, 'orderId']} label={t('relation.order')} rules={required}>
                <Select
                  style={{ width: 330 }}
                  options={earlier.map((order) => ({ value: order.orderId, label: nameOf(order) }))}
                />
              </Form.Item>
              <Form.Item>
                <Button aria-label={t('form.removeOf', { name: relationNo(t, name) })} onClick={() => remove(name)}>
                  {t('form.remove')}
                </Button>
              </Form.Item>
            </Flex>
          ))}
          {fields.length < subjects.length && <Button onClick={() => add({ ...first })}>{t('relation.add')}</Button>}
        </Flex>
      )}
    </Form.List>
  )
}

function relationNo(t: ReturnType<typeof useI18n>['t'], name: number): string {
  return t('relation.no', { number: name + 1 })
}

/** The part of an order's body that says so; empty where nothing was said of it. */
export function relationOf(
  relations: readonly RelationEntry[] | undefined,
  subject: string,
): Readonly<Record<string, unknown>> {
  const found = relations?.find((one) => one.subject === subject)
  return found === undefined ? {} : { relation: { kind: found.kind, orderId: found.orderId } }
}
