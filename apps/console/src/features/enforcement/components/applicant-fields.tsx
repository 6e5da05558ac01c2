import { Button, Flex, Form, Input, Select } from 'antd'
import type { FormRule as Rule } from 'antd'
import { BASIS_TYPES } from '@xiezhi/gateway-api'
import type { ID_TYPES, RouteInput, Routes } from '@xiezhi/gateway-api'
import type { ComponentProps, ReactElement } from 'react'
import { useI18n } from '../../../i18n/i18n.tsx'
import { PersonFields } from '../../../domain/person-fields.tsx'

type Entered = RouteInput<Routes['openEnforcement']>['body']
type Basis = NonNullable<Entered['basis']>

const APPLICANTS_MAX = 16
const NAME_MAX = 120
const ADDRESS_MAX = 200
const NUMBER_MAX = 96

type ListRules = readonly NonNullable<ComponentProps<typeof Form.List>['rules']>[number][]

export interface ApplicantEntry {
  readonly name: string
  readonly idType: (typeof ID_TYPES)[number]
  readonly idNo: string
  readonly address?: string
  readonly representative?: string
}

/** Who applies, and the document that is enforced, as rulings name them. */
export interface NamedEntry {
  readonly applicants?: readonly ApplicantEntry[]
  readonly basis?: Partial<Basis>
}

interface ApplicantFieldsProps {
  readonly rules?: ListRules
  /** Who applies is called otherwise before there is anything to enforce. */
  readonly words?: 'applicant' | 'preservationApplicant'
}

/** Applicants of a case: they see it at the pages of the persons concerned, and rulings name them. */
export function ApplicantFields({ rules = [], words = 'applicant' }: ApplicantFieldsProps): ReactElement {
  const { t } = useI18n()
  return (
    <Form.List name="applicants" rules={[...rules]}>
      {(fields, { add, remove }, { errors }) => (
        <Flex vertical gap={4} align="flex-start">
          {fields.map(({ key, name }) => (
            <Flex
              key={key}
              gap={12}
              wrap
              align="flex-end"
              role="group"
              aria-label={t(`${words}.no`, { number: name + 1 })}
            >
              <PersonFields at={name} />
              <Form.Item name={[name, 'address']} label={t('applicant.address')}>
                <Input maxLength={ADDRESS_MAX} style={{ width: 260 }} autoComplete="off" />
              </Form.Item>
              <Form.Item name={[name, 'representative']} label={t('applicant.representative')}>
                <Input maxLength={NAME_MAX} style={{ width: 190 }} autoComplete="off" />
              </Form.Item>
              <Form.Item>
                <Button
                  aria-label={t('form.removeOf', { name: t(`${words}.no`, { number: name + 1 }) })}
                  onClick={() => remove(name)}
                >
                  {t('form.remove')}
                </Button>
              </Form.Item>
            </Flex>
          ))}
          {fields.length < APPLICANTS_MAX && (
            <Button onClick={() => add({ idType: 'RESIDENT_ID' })}>{t('form.add', { name: t(`${words}.one`) })}</Button>
          )}
          <Form.ErrorList errors={errors} />
        </Flex>
      )}
    </Form.List>
  )
}

/** The effective document as rulings cite it: all three, or none. */
export function BasisDocumentFields(): ReactElement {
  const { t } = useI18n()
  return (
    <Form.Item noStyle shouldUpdate>
      {({ getFieldValue }) => {
        const { type, issuer = '', number = '' } = (getFieldValue('basis') ?? {}) as Partial<Basis>
        const isNeeded = type !== undefined || issuer.trim() !== '' || number.trim() !== ''
        const rules = [{ required: isNeeded, whitespace: true, message: t('common.required') }]
        return (
          <Flex gap={16} wrap>
            <Form.Item name={['basis', 'type']} label={t('basis.type')} rules={rules}>
              <Select
                allowClear
                placeholder={t('common.none')}
                style={{ width: 190 }}
                options={BASIS_TYPES.map((code) => ({ value: code, label: t(`basisType.${code}`) }))}
              />
            </Form.Item>
            <BasisNameFields rules={rules} />
          </Flex>
        )
      }}
    </Form.Item>
  )
}

/** Who issued the document, and its number. */
export function BasisNameFields({ rules }: { readonly rules: Rule[] }): ReactElement {
  const { t } = useI18n()
  return (
    <>
      <Form.Item name={['basis', 'issuer']} label={t('basis.issuer')} rules={rules}>
        <Input maxLength={NAME_MAX} style={{ width: 260 }} />
      </Form.Item>
      <Form.Item name={['basis', 'number']} label={t('basis.number')} rules={rules}>
        <Input maxLength={NUMBER_MAX} style={{ width: 260 }} />
      </Form.Item>
    </>
  )
}

/** The fields as the gateway takes them; what was left open is left out. */
export function namedOf({ applicants = [], basis = {} }: NamedEntry): Readonly<Record<string, unknown>> {
  const { type, issuer = '', number = '' } = basis
  return {
    ...(applicants.length === 0 ? {} : { applicants: applicants.map(applicantOf) }),
    ...(type === undefined ? {} : { basis: { type, issuer: issuer.trim(), number: number.trim() } }),
  }
}

function applicantOf(entry: ApplicantEntry): Readonly<Record<string, string>> {
  const { name, idType, idNo, address = '', representative = '' } = entry
  return {
    name: name.trim(),
    idType,
    idNo,
    ...(address.trim() === '' ? {} : { address: address.trim() }),
    ...(representative.trim() === '' ? {} : { representative: representative.trim() }),
  }
}
