import { Button, Checkbox, Flex, Input, InputNumber, Select, Typography } from 'antd'
import { useId } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { DateField, InstantField } from '../date-field.tsx'
import { useI18n } from '../../i18n/i18n.tsx'
import { emptyValue, innerOf, kindOf } from '../../lib/json-schema.ts'
import type { FormSchema } from '../../lib/json-schema.ts'
import { useFieldWords } from './field-words.ts'

export interface FieldProps {
  readonly name: string
  /** What the field is called on the page. */
  readonly label: string
  readonly path: string
  readonly schema: FormSchema
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  /** Path → what is wrong there. */
  readonly faults: ReadonlyMap<string, string>
}

/** The control for a schema; containers hold further fields. */
export function SchemaField(props: FieldProps): ReactElement {
  const kind = kindOf(props.schema)
  if (kind === 'object') return <ObjectField {...props} />
  if (kind === 'list') return <ListField {...props} />
  return kind === 'nullable' ? <NullableField {...props} /> : <LeafField {...props} />
}

/** Fields of an object; those that may be absent are added by a box. */
export function ObjectField({ label, path, schema, value, onChange, faults }: FieldProps): ReactElement {
  const { t } = useI18n()
  const words = useFieldWords()
  const record = (value ?? {}) as Readonly<Record<string, unknown>>
  const required = new Set(schema.required ?? [])
  const fields = Object.entries(schema.properties ?? {}).map(([key, inner]) => {
    const field = (
      <SchemaField
        key={key}
        name={key}
        label={words.field(key)}
        path={`${path}/${key}`}
        schema={inner}
        value={record[key]}
        onChange={(next) => onChange({ ...record, [key]: next })}
        faults={faults}
      />
    )
    if (required.has(key)) return field
    const isGiven = record[key] !== undefined
    const toggle = (checked: boolean): void => {
      const rest = Object.fromEntries(Object.entries(record).filter(([other]) => other !== key))
      onChange(checked ? { ...record, [key]: emptyValue(inner) } : rest)
    }
    return (
      <div key={key}>
        <Checkbox checked={isGiven} onChange={({ target }) => toggle(target.checked)}>
          {words.field(key)} <Typography.Text type="secondary">{t('form.give')}</Typography.Text>
        </Checkbox>
        {isGiven && field}
      </div>
    )
  })
  return path === '' ? <Fields>{fields}</Fields> : <Group label={label}>{fields}</Group>
}

function Fields({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(280px, 1fr))', gap: '12px 20px' }}>
      {children}
    </div>
  )
}

function Group({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <fieldset
      style={{
        gridColumn: '1 / -1',
        border: '1px solid #d1d5db',
        borderRadius: 6,
        padding: '8px 14px 14px',
        margin: 0,
      }}
    >
      <legend style={{ padding: '0 6px' }}>{label}</legend>
      <Fields>{children}</Fields>
    </fieldset>
  )
}

function ListField({ name, label, path, schema, value, onChange, faults }: FieldProps): ReactElement {
  const { t } = useI18n()
  const items = (value ?? []) as readonly unknown[]
  const inner = schema.items ?? {}
  return (
    <fieldset
      style={{
        gridColumn: '1 / -1',
        border: '1px solid #d1d5db',
        borderRadius: 6,
        padding: '8px 14px 14px',
        margin: 0,
      }}
    >
      <legend style={{ padding: '0 6px' }}>
        {label} <Typography.Text type="secondary">{t('common.count', { count: items.length })}</Typography.Text>
      </legend>
      <Flex vertical gap={10}>
        {items.map((item, at) => (
          <Flex key={at} gap={8} align="flex-end">
            <div style={{ flex: 1, minWidth: 0 }}>
              <SchemaField
                name={name}
                label={`${label} ${at + 1}`}
                path={`${path}/${at}`}
                schema={inner}
                value={item}
                onChange={(next) => onChange(items.map((other, index) => (index === at ? next : other)))}
                faults={faults}
              />
            </div>
            <Button
              aria-label={t('form.removeOf', { name: `${label} ${at + 1}` })}
              onClick={() => onChange(items.filter((_, index) => index !== at))}
            >
              {t('form.remove')}
            </Button>
          </Flex>
        ))}
        <div>
          <Button onClick={() => onChange([...items, emptyValue(inner)])}>{t('form.add', { name: label })}</Button>
        </div>
      </Flex>
    </fieldset>
  )
}

/** `X | null`: null says that there is no such fact. */
function NullableField(props: FieldProps): ReactElement {
  const { t } = useI18n()
  const { label, schema, value, onChange } = props
  const inner = innerOf(schema)
  const isNull = value === null || value === undefined
  return (
    <div>
      <Checkbox checked={!isNull} onChange={({ target }) => onChange(target.checked ? emptyValue(inner) : null)}>
        {label} <Typography.Text type="secondary">{t(isNull ? 'form.noFact' : 'form.fact')}</Typography.Text>
      </Checkbox>
      {!isNull && <SchemaField {...props} schema={inner} />}
    </div>
  )
}

function LeafField({ name, label, path, schema, value, onChange, faults }: FieldProps): ReactElement {
  const id = useId()
  const fault = faults.get(path)
  return (
    <div>
      <label htmlFor={id} style={{ display: 'block', marginBottom: 4 }}>
        {label}
      </label>
      <Control id={id} name={name} schema={schema} value={value} onChange={onChange} isWrong={fault !== undefined} />
      {fault !== undefined && (
        <Typography.Text type="danger" role="alert">
          {fault}
        </Typography.Text>
      )}
    </div>
  )
}

interface ControlProps {
  readonly id: string
  readonly name: string
  readonly schema: FormSchema
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly isWrong: boolean
}

function Control(props: ControlProps): ReactElement {
  const { id, schema, value, onChange, isWrong } = props
  const kind = kindOf(schema)
  if (kind === 'choice' || kind === 'boolean') return <ChoiceControl {...props} />
  const look = { id, style: { width: '100%' } }
  const text = typeof value === 'string' ? value : ''
  if (kind === 'integer') {
    return (
      <InputNumber
        {...look}
        {...(isWrong ? { status: 'error' as const } : {})}
        precision={0}
        min={schema.minimum ?? Number.MIN_SAFE_INTEGER}
        max={schema.maximum ?? Number.MAX_SAFE_INTEGER}
        value={typeof value === 'number' ? value : null}
        onChange={(next) => onChange(next ?? undefined)}
      />
    )
  }
  if (kind === 'date') return <DateField {...look} isWrong={isWrong} value={text} onChange={onChange} />
  if (kind === 'instant') {
    return (
      <InstantField
        {...look}
        isWrong={isWrong}
        value={text.replace('+08:00', '')}
        onChange={(local) => onChange(local === '' ? '' : `${local}+08:00`)}
      />
    )
  }
  return (
    <Input
      {...look}
      {...(isWrong ? { status: 'error' as const } : {})}
      value={text}
      onChange={({ target }) => onChange(target.value)}
    />
  )
}

function ChoiceControl({ id, name, schema, value, onChange, isWrong }: ControlProps): ReactElement {
  const { t } = useI18n()
  const words = useFieldWords()
  const look = { id, style: { width: '100%' }, onChange, ...(isWrong ? { status: 'error' as const } : {}) }
  if (kindOf(schema) === 'boolean') {
    const options = [true, false].map((member) => ({ value: member, label: t(member ? 'common.yes' : 'common.no') }))
    return <Select {...look} value={value === true} options={options} />
  }
  const options = (schema.enum ?? []).map((member) => ({ value: member, label: words.code(name, member) }))
  return <Select {...look} value={value} placeholder={t('form.choose')} options={options} />
}
