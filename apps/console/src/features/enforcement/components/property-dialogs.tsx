import { Button, Checkbox, Flex, Form, Input, Modal, Select } from 'antd'
import { ASSETS } from '@xiezhi/gateway-api'
import type { EnforcementView, PropertyView } from '@xiezhi/gateway-api'
import { useId, useState } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { MoneyField } from '../../../components/money-field.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { debtorOptions } from '../../../domain/debtors.ts'
import { reasonRule } from '../../../domain/reason-fields.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useKeepProperty } from '../api/keep-property.ts'

const CURRENCY = 'CNY'
/** Kinds of property that cannot be controlled in part; the officer may say otherwise of one. */
const WHOLE_THINGS: ReadonlySet<string> = new Set(['MOVABLE', 'VEHICLE', 'SHIP', 'AIRCRAFT', 'REAL_ESTATE'])

/** Kinds that lie in accounts, which may be kept in parts. */
const IN_ACCOUNTS: ReadonlySet<string> = new Set(['DEPOSIT', 'FIN_PRODUCT'])
/** As the control interface writes a number of an account. */
const ACCOUNT_NUMBER = /^[0-9A-Za-z][0-9A-Za-z*._/-]*$/

interface KeepDialogProps<F> {
  readonly title: string
  readonly about?: string
  readonly explain: string
  readonly initial: Partial<F>
  readonly inputOf: (fields: F) => Parameters<ReturnType<typeof useKeepProperty>['mutate']>[0]
  readonly children: ReactNode
}

/** What goes to the vault without a signature. */
function KeepDialog<F extends object>(props: KeepDialogProps<F>): ReactElement {
  const { title, about, explain, initial, inputOf, children } = props
  const { t } = useI18n()
  const [isOpen, setOpen] = useState(false)
  const [form] = Form.useForm<F>()
  const close = (): void => setOpen(false)
  const keep = useKeepProperty(close)
  const name = `keep${useId()}`
  return (
    <>
      <Button
        size="small"
        {...(about === undefined ? {} : { 'aria-label': `${title}: ${about}` })}
        onClick={() => {
          keep.reset()
          setOpen(true)
        }}
      >
        {title}
      </Button>
      {isOpen && (
        <Modal
          open
          title={title}
          okText={t('action.confirm')}
          okButtonProps={{ loading: keep.isPending }}
          onOk={() => form.submit()}
          onCancel={close}
        >
          <p style={{ color: '#4b5563' }}>{explain}</p>
          <Form<F>
            form={form}
            name={name}
            layout="vertical"
            initialValues={initial}
            onFinish={(fields) => keep.mutate(inputOf(fields))}
          >
            {children}
          </Form>
          {keep.error !== null && <ProblemView error={keep.error} />}
        </Modal>
      )}
    </>
  )
}

interface EstimateEntry {
  readonly valueCents: number
  readonly encumberedCents: number
  readonly divisible: boolean
  readonly ground: string
}

export function EstimateButton({
  caseId,
  property,
}: {
  readonly caseId: string
  readonly property: PropertyView
}): ReactElement {
  const { t } = useI18n()
  const { propertyId, label, encumberedCents, divisible, estimate } = property
  const required = [{ required: true, message: t('common.required') }]
  return (
    <KeepDialog<EstimateEntry>
      title={t('property.estimate')}
      about={label}
      explain={t('property.estimate.explain')}
      initial={{ encumberedCents, divisible, ...(estimate === null ? {} : { valueCents: estimate.valueCents }) }}
      inputOf={({ ground, ...body }) => ({ params: { caseId, propertyId }, body: { ...body, ground: ground.trim() } })}
    >
      <Form.Item name="valueCents" label={t('property.worth')} rules={required}>
        <MoneyField min={1} />
      </Form.Item>
      <Form.Item name="encumberedCents" label={t('property.encumbered')} rules={required}>
        <MoneyField />
      </Form.Item>
      <Form.Item name="divisible" valuePropName="checked">
        <Checkbox>{t('property.divisible')}</Checkbox>
      </Form.Item>
      <Form.Item name="ground" label={t('property.ground')} rules={[reasonRule(t('enforcement.reasons.needed'))]}>
        <Input.TextArea rows={2} maxLength={2_000} />
      </Form.Item>
    </KeepDialog>
  )
}

interface PropertyEntry {
  readonly debtorId: string
  readonly institution: string
  readonly asset: PropertyView['asset']
  readonly number: string
  readonly subAccount?: string
  readonly label: string
  readonly balanceCents?: number | null
  readonly encumberedCents: number
  readonly divisible: boolean
}

/** Enters property that no institution has told of. */
export function EnterPropertyButton({ view }: { readonly view: EnforcementView }): ReactElement {
  const { t, say } = useI18n()
  const { data } = useRoute('listInstitutions', {})
  const required = [{ required: true, whitespace: true, message: t('common.required') }]
  return (
    <KeepDialog<PropertyEntry>
      title={t('property.enter')}
      explain={t('property.enter.explain')}
      initial={{ encumberedCents: 0, divisible: true, ...firstDebtor(view) }}
      inputOf={({ label, number, subAccount = '', balanceCents = null, ...fields }) => ({
        params: { caseId: view.caseId },
        body: {
          ...fields,
          label: label.trim(),
          number: number.trim(),
          ...(subAccount.trim() === '' ? {} : { subAccount: subAccount.trim() }),
          currency: CURRENCY,
          balanceCents,
          availableCents: balanceCents,
        },
      })}
    >
      <Form.Item name="debtorId" label={t('enforcement.debtor')} rules={required}>
        <Select options={debtorOptions(view, t('case.nameWithheld'))} />
      </Form.Item>
      <Flex gap={12}>
        <Form.Item name="institution" label={t('property.institution')} rules={required} style={{ flex: 1 }}>
          <Select
            options={(data?.items ?? []).map(({ institution, title }) => ({ value: institution, label: say(title) }))}
          />
        </Form.Item>
        <AssetField />
      </Flex>
      <Form.Item name="label" label={t('property.label')} rules={required}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="number" label={t('property.number')} extra={t('property.number.hint')} rules={required}>
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
      <SubAccountField />
      <Flex gap={12}>
        <Form.Item name="balanceCents" label={t('property.money')}>
          <MoneyField />
        </Form.Item>
        <Form.Item
          name="encumberedCents"
          label={t('property.encumbered')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <MoneyField />
        </Form.Item>
      </Flex>
      <Form.Item name="divisible" valuePropName="checked">
        <Checkbox>{t('property.divisible')}</Checkbox>
      </Form.Item>
    </KeepDialog>
  )
}

/** Of money in an account. A field that is not shown has no value. */
function SubAccountField(): ReactElement | null {
  const { t } = useI18n()
  const asset = Form.useWatch('asset', Form.useFormInstance<PropertyEntry>())
  if (!IN_ACCOUNTS.has(asset)) return null
  const rules = [{ pattern: ACCOUNT_NUMBER, transform: trimmed, message: t('property.subAccount.wrong') }]
  return (
    <Form.Item
      name="subAccount"
      label={t('property.subAccount')}
      extra={t('property.subAccount.hint')}
      rules={rules}
      preserve={false}
    >
      <Input maxLength={64} autoComplete="off" />
    </Form.Item>
  )
}

function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value
}

/** The kind says at first whether the property can be divided. */
function AssetField(): ReactElement {
  const { t } = useI18n()
  const form = Form.useFormInstance<PropertyEntry>()
  return (
    <Form.Item
      name="asset"
      label={t('common.kind')}
      rules={[{ required: true, message: t('common.required') }]}
      style={{ flex: 1 }}
    >
      <Select
        options={ASSETS.map((code) => ({ value: code, label: t(`asset.${code}`) }))}
        onChange={(code: string) => form.setFieldValue('divisible', !WHOLE_THINGS.has(code))}
      />
    </Form.Item>
  )
}

/** The debtor that a form begins with. */
export function firstDebtor(view: EnforcementView): { debtorId?: string } {
  const first = view.debtors[0]
  return first === undefined ? {} : { debtorId: first.debtorId }
}
