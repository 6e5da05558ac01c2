import { Button, Checkbox, Flex, Form, Input, InputNumber } from 'antd'
import type { ReactElement, ReactNode } from 'react'
import { DateField, InstantField } from '../../../components/date-field.tsx'
import { MoneyField } from '../../../components/money-field.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { NEW_ESTATE, NEW_VEHICLE } from '../api/answer-body.ts'

const NUMBER_MAX = 64
const WORDS_MAX = 64
const PLATE_MAX = 16
const UNIT = /^[0-9A-Z]{28}$/
const FRAME = /^[0-9A-HJ-NPR-Z]{17}$/
const SHARE = /^[1-9]\d{0,9}\/[1-9]\d{0,9}$/

/** What a query found: accounts of a bank, units of a land register, cars of a vehicle office. */
export function FoundFields(): ReactElement {
  const { t } = useI18n()
  return (
    <Flex vertical gap={14}>
      <FoundList name="accounts" nameOf={(number) => t('inbox.account', { number })} add={t('inbox.addAccount')}>
        {(name) => <Account name={name} />}
      </FoundList>
      <FoundList
        name="estates"
        nameOf={(number) => t('inbox.estate', { number })}
        add={t('inbox.addEstate')}
        initial={NEW_ESTATE}
      >
        {(name) => <Estate name={name} />}
      </FoundList>
      <FoundList
        name="vehicles"
        nameOf={(number) => t('inbox.vehicle', { number })}
        add={t('inbox.addVehicle')}
        initial={NEW_VEHICLE}
      >
        {(name) => <Vehicle name={name} />}
      </FoundList>
    </Flex>
  )
}

interface FoundListProps {
  readonly name: string | [number, string]
  readonly nameOf: (number: number) => string
  readonly add: string
  readonly initial?: object
  readonly children: (name: number) => ReactNode
}

/** Things of one kind, each with a button that takes it away again. */
function FoundList({ name: list, nameOf, add: addText, initial = {}, children }: FoundListProps): ReactElement {
  const { t } = useI18n()
  return (
    <Form.List name={list}>
      {(fields, { add, remove }) => (
        <Flex vertical gap={4} align="flex-start">
          {fields.map(({ key, name }) => (
            <Flex key={key} gap={10} wrap align="flex-end" role="group" aria-label={nameOf(name + 1)}>
              {children(name)}
              <Form.Item>
                <Button onClick={() => remove(name)}>{t('form.removeOf', { name: nameOf(name + 1) })}</Button>
              </Form.Item>
            </Flex>
          ))}
          <Button onClick={() => add({ ...initial })}>{addText}</Button>
        </Flex>
      )}
    </Form.List>
  )
}

interface ThingProps {
  readonly name: number
}

function Account({ name }: ThingProps): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, message: t('common.required') }]
  return (
    <>
      <Form.Item name={[name, 'number']} label={t('inbox.number')} rules={required}>
        <Input maxLength={NUMBER_MAX} autoComplete="off" style={{ width: 190 }} />
      </Form.Item>
      <Form.Item name={[name, 'balanceCents']} label={t('inbox.balance')} rules={required}>
        <MoneyField />
      </Form.Item>
      <Form.Item name={[name, 'availableCents']} label={t('inbox.available')} rules={required}>
        <MoneyField />
      </Form.Item>
      <Form.Item name={[name, 'openedOn']} label={t('inbox.openedOn')} rules={required}>
        <DateField />
      </Form.Item>
    </>
  )
}

function Estate({ name }: ThingProps): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, whitespace: true, message: t('common.required') }]
  return (
    <>
      <Form.Item
        name={[name, 'unit']}
        label={t('inbox.unit')}
        rules={[{ required: true, pattern: UNIT, message: t('inbox.unit.invalid') }]}
      >
        <Input maxLength={28} autoComplete="off" style={{ width: 300 }} />
      </Form.Item>
      <Form.Item name={[name, 'certificateNo']} label={t('inbox.certificateNo')} rules={required}>
        <Input maxLength={WORDS_MAX} autoComplete="off" style={{ width: 260 }} />
      </Form.Item>
      <Form.Item name={[name, 'location']} label={t('inbox.location')} rules={required}>
        <Input maxLength={WORDS_MAX} autoComplete="off" style={{ width: 300 }} />
      </Form.Item>
      <Form.Item name={[name, 'rightKind']} label={t('inbox.rightKind')} rules={required}>
        <Input maxLength={WORDS_MAX} style={{ width: 260 }} />
      </Form.Item>
      <Form.Item
        name={[name, 'areaSquareMetres']}
        label={t('inbox.area')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <InputNumber min={0} precision={2} controls={false} style={{ width: 140 }} />
      </Form.Item>
      <Form.Item
        name={[name, 'ownerShare']}
        label={t('inbox.share')}
        rules={[{ required: true, pattern: SHARE, message: t('inbox.share.invalid') }]}
      >
        <Input maxLength={21} style={{ width: 100 }} />
      </Form.Item>
      <div style={{ flexBasis: '100%' }}>
        <FoundList
          name={[name, 'mortgages']}
          nameOf={(number) => t('inbox.mortgage', { number })}
          add={t('inbox.addMortgage')}
        >
          {(mortgage) => <Mortgage name={mortgage} />}
        </FoundList>
      </div>
    </>
  )
}

function Mortgage({ name }: ThingProps): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, message: t('common.required') }]
  return (
    <>
      <Form.Item name={[name, 'holder']} label={t('inbox.mortgageHolder')} rules={required}>
        <Input maxLength={WORDS_MAX} autoComplete="off" style={{ width: 220 }} />
      </Form.Item>
      <Form.Item name={[name, 'amountCents']} label={t('inbox.mortgageAmount')} rules={required}>
        <MoneyField />
      </Form.Item>
      <Form.Item name={[name, 'registeredAt']} label={t('inbox.mortgageRegistered')} rules={required}>
        <InstantField />
      </Form.Item>
    </>
  )
}

function Vehicle({ name }: ThingProps): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, whitespace: true, message: t('common.required') }]
  return (
    <>
      <Form.Item name={[name, 'plate']} label={t('inbox.plate')} rules={required}>
        <Input maxLength={PLATE_MAX} autoComplete="off" style={{ width: 120 }} />
      </Form.Item>
      <Form.Item
        name={[name, 'vehicleNo']}
        label={t('inbox.frame')}
        rules={[{ required: true, pattern: FRAME, message: t('inbox.frame.invalid') }]}
      >
        <Input maxLength={17} autoComplete="off" style={{ width: 200 }} />
      </Form.Item>
      <Form.Item name={[name, 'brand']} label={t('inbox.brand')} rules={required}>
        <Input maxLength={WORDS_MAX} style={{ width: 200 }} />
      </Form.Item>
      <Form.Item name={[name, 'isBookSealed']} valuePropName="checked">
        <Checkbox>{t('inbox.bookSealed')}</Checkbox>
      </Form.Item>
      <Form.Item name={[name, 'isDetained']} valuePropName="checked">
        <Checkbox>{t('inbox.detained')}</Checkbox>
      </Form.Item>
    </>
  )
}
