import type { ReactElement } from 'react'
import type { FieldWords } from '../../../components/schema-form/field-words.ts'
import { useI18n } from '../../../i18n/i18n.tsx'

interface LawValueProps {
  /** Of the field that holds the value: codes are read by it. */
  readonly name: string
  readonly value: unknown
  readonly words: FieldWords
}

/** A fact or an answer in words: fields by their labels, codes by their code list, lists and parts below one another. */
export function LawValue({ name, value, words }: LawValueProps): ReactElement {
  const { t } = useI18n()
  if (value === null || value === undefined) return <>{t('common.none')}</>
  if (typeof value === 'boolean') return <>{t(value ? 'common.yes' : 'common.no')}</>
  if (Array.isArray(value)) return <LawList name={name} items={value} words={words} />
  if (typeof value === 'object') return <LawFields record={value as Readonly<Record<string, unknown>>} words={words} />
  return <>{typeof value === 'number' || typeof value === 'string' ? words.code(name, value) : null}</>
}

interface LawListProps {
  readonly name: string
  readonly items: readonly unknown[]
  readonly words: FieldWords
}

function LawList({ name, items, words }: LawListProps): ReactElement {
  const { t } = useI18n()
  if (items.length === 0) return <>{t('common.none')}</>
  return (
    <ol style={{ margin: 0, paddingInlineStart: 22 }}>
      {items.map((item, at) => (
        <li key={at}>
          <LawValue name={name} value={item} words={words} />
        </li>
      ))}
    </ol>
  )
}

interface LawFieldsProps {
  readonly record: Readonly<Record<string, unknown>>
  readonly words: FieldWords
}

export function LawFields({ record, words }: LawFieldsProps): ReactElement {
  return (
    <dl style={{ display: 'grid', gridTemplateColumns: 'minmax(160px, max-content) 1fr', gap: '4px 16px', margin: 0 }}>
      {Object.entries(record).map(([name, value]) => (
        <Field key={name} name={name} value={value} words={words} />
      ))}
    </dl>
  )
}

function Field({ name, value, words }: LawValueProps): ReactElement {
  return (
    <>
      <dt>{words.field(name)}</dt>
      <dd style={{ margin: 0, fontWeight: name === 'verdict' ? 600 : 400, minWidth: 0, overflowWrap: 'anywhere' }}>
        <LawValue name={name} value={value} words={words} />
      </dd>
    </>
  )
}
