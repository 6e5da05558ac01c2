import { Button, Flex, Input, InputNumber, Select } from 'antd'
import type { DocumentForm } from '@xiezhi/gateway-api'
import { useId } from 'react'
import type { ReactElement } from 'react'
import { DateField } from '../../../components/date-field.tsx'
import { MoneyField } from '../../../components/money-field.tsx'
import { DigestField } from '../../../domain/digest-field.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'

type Entry = DocumentForm['entries'][number]
type Column = Entry['columns'][number]
type Row = Readonly<Record<string, unknown>>

interface ValueProps {
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}

/** One place of a document: a line, paragraphs, a day, an amount, a choice or a table. */
export function DocumentEntry({ entry, value, onChange }: ValueProps & { readonly entry: Entry }): ReactElement {
  const { t } = useI18n()
  const titleOf = useTitle()
  const id = useId()
  const label = `${titleOf(entry.title)}${entry.isOptional ? t('caseDocument.optional') : ''}`
  if (entry.type === 'TABLE') return <TableEntry entry={entry} label={label} value={value} onChange={onChange} />
  return (
    <div>
      <label htmlFor={id} style={{ display: 'block', marginBottom: 4 }}>
        {label}
      </label>
      {entry.type === 'LINES' || entry.type === 'PARAGRAPHS' ? (
        <ManyLines id={id} value={value} onChange={onChange} />
      ) : entry.type === 'PARAGRAPH' ? (
        <Input.TextArea id={id} rows={3} value={textOf(value)} onChange={({ target }) => onChange(target.value)} />
      ) : (
        <Single id={id} place={entry} value={value} onChange={onChange} />
      )}
    </div>
  )
}

function ManyLines({ id, value, onChange }: ValueProps & { readonly id: string }): ReactElement {
  const { t } = useI18n()
  const lines = Array.isArray(value) ? (value as readonly unknown[]).map(textOf) : []
  return (
    <Input.TextArea
      id={id}
      rows={Math.max(3, lines.length + 1)}
      placeholder={t('caseDocument.lines')}
      defaultValue={lines.join('\n')}
      onChange={({ target }) =>
        onChange(
          target.value
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line !== ''),
        )
      }
    />
  )
}

interface SingleProps extends ValueProps {
  readonly id?: string
  /** For whoever hears the page, where no label stands beside it. */
  readonly label?: string
  readonly place: Pick<Column, 'choices'> & { readonly type: string }
}

/** A value that fits on one line. */
function Single({ id, label, place: { type, choices }, value, onChange }: SingleProps): ReactElement {
  const { say } = useI18n()
  const named = { ...(id === undefined ? {} : { id }), ...(label === undefined ? {} : { label }) }
  const heard = { ...(id === undefined ? {} : { id }), ...(label === undefined ? {} : { 'aria-label': label }) }
  switch (type) {
    case 'DATE':
      return <DateField {...named} value={textOf(value)} onChange={(day) => onChange(day === '' ? null : day)} />
    case 'CENTS':
      return <MoneyField {...named} value={typeof value === 'number' ? value : null} onChange={onChange} />
    case 'COUNT':
      return (
        <InputNumber
          {...heard}
          min={0}
          precision={0}
          value={typeof value === 'number' ? value : null}
          onChange={onChange}
        />
      )
    case 'CHOICE':
      return (
        <Select
          {...heard}
          allowClear
          style={{ minWidth: 180 }}
          value={typeof value === 'string' ? value : null}
          onChange={(code: string | undefined) => onChange(code ?? null)}
          options={choices.map(({ code, text }) => ({ value: code, label: say(text) }))}
        />
      )
    case 'DIGEST':
      return <DigestField {...(id === undefined ? {} : { id })} value={textOf(value)} onChange={onChange} />
    default:
      return <Input {...heard} value={textOf(value)} onChange={({ target }) => onChange(target.value)} />
  }
}

interface TableProps extends ValueProps {
  readonly entry: Entry
  readonly label: string
}

function TableEntry({ entry, label, value, onChange }: TableProps): ReactElement {
  const { t } = useI18n()
  const titleOf = useTitle()
  const rows = Array.isArray(value) ? (value as readonly Row[]) : []
  const change = (at: number, name: string, next: unknown): void =>
    onChange(rows.map((row, index) => (index === at ? { ...row, [name]: next } : row)))
  return (
    <fieldset style={{ border: '1px solid #d1d5db', borderRadius: 6, padding: '8px 14px 14px', margin: 0 }}>
      <legend style={{ padding: '0 6px', fontSize: 14, width: 'auto', border: 0, margin: 0 }}>{label}</legend>
      <Flex vertical gap={12} align="flex-start">
        {rows.map((row, at) => (
          <Flex
            key={at}
            gap={12}
            wrap
            align="flex-end"
            role="group"
            aria-label={t('caseDocument.row', { number: at + 1 })}
          >
            {entry.columns.map((column) => (
              <div key={column.name}>
                <div style={{ marginBottom: 4 }}>
                  {titleOf(column.title)}
                  {column.isOptional && t('caseDocument.optional')}
                </div>
                <Single
                  label={`${titleOf(column.title)} ${at + 1}`}
                  place={column}
                  value={row[column.name]}
                  onChange={(next) => change(at, column.name, next)}
                />
              </div>
            ))}
            <Button
              aria-label={t('form.removeOf', { name: t('caseDocument.row', { number: at + 1 }) })}
              onClick={() => onChange(rows.filter((_, index) => index !== at))}
            >
              {t('form.remove')}
            </Button>
          </Flex>
        ))}
        <Button onClick={() => onChange([...rows, emptyRow(entry.columns)])}>{t('caseDocument.addRow')}</Button>
      </Flex>
    </fieldset>
  )
}

function emptyRow(columns: readonly Column[]): Row {
  return Object.fromEntries(columns.map(({ name, type }) => [name, type === 'LINE' || type === 'DIGEST' ? '' : null]))
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** What a place is called. Amounts are typed in yuan and held in cents, which is how their titles name them. */
export function useTitle(): (title: Entry['title']) => string {
  const { t, say } = useI18n()
  return (title) => say(title).replace(t('caseDocument.inCents'), t('caseDocument.inYuan'))
}
