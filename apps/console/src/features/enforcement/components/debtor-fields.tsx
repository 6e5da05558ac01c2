import { Button, Flex, Form, Select } from 'antd'
import { DEBTOR_KINDS } from '@xiezhi/gateway-api'
import type { ID_TYPES } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { useI18n } from '../../../i18n/i18n.tsx'
import { PersonFields } from '../../../domain/person-fields.tsx'

const DEBTORS_MAX = 16

export interface DebtorEntry {
  readonly kind: (typeof DEBTOR_KINDS)[number]
  readonly name: string
  readonly idType: (typeof ID_TYPES)[number]
  readonly idNo: string
}

/** What a form of debtors begins with. */
export const NEW_DEBTOR = { kind: 'NATURAL', idType: 'RESIDENT_ID' } as const

/** Who must perform, or whose property is preserved: names and numbers go to the vault alone. */
export function DebtorFields(): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, whitespace: true, message: t('common.required') }]
  return (
    <Form.List name="debtors">
      {(fields, { add, remove }) => (
        <Flex vertical gap={4} align="flex-start">
          {fields.map(({ key, name }) => (
            <Flex key={key} gap={12} wrap align="flex-end">
              <Form.Item name={[name, 'kind']} label={t('common.kind')} rules={required}>
                <Select
                  style={{ width: 170 }}
                  options={DEBTOR_KINDS.map((code) => ({ value: code, label: t(`debtorKind.${code}`) }))}
                />
              </Form.Item>
              <PersonFields at={name} />
              {fields.length > 1 && (
                <Form.Item>
                  <Button
                    aria-label={t('form.removeOf', { name: t('enforcement.debtorNo', { number: name + 1 }) })}
                    onClick={() => remove(name)}
                  >
                    {t('form.remove')}
                  </Button>
                </Form.Item>
              )}
            </Flex>
          ))}
          {fields.length < DEBTORS_MAX && (
            <Button onClick={() => add({ ...NEW_DEBTOR })}>{t('form.add', { name: t('enforcement.debtor') })}</Button>
          )}
        </Flex>
      )}
    </Form.List>
  )
}

/** The fields as the gateway takes them. */
export function debtorsOf(debtors: readonly DebtorEntry[]): DebtorEntry[] {
  return debtors.map(({ kind, name, idType, idNo }) => ({ kind, name: name.trim(), idType, idNo }))
}
