import { Button, Flex } from 'antd'
import { useState } from 'react'
import type { SubmitEvent, ReactElement, ReactNode } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { emptyValue, missingPaths } from '../../lib/json-schema.ts'
import type { FormSchema } from '../../lib/json-schema.ts'
import { ObjectField } from './schema-field.tsx'

interface SchemaFormProps {
  readonly schema: FormSchema
  readonly submitText: string
  readonly isBusy: boolean
  /** What the other side found wrong, by path. */
  readonly faults: ReadonlyMap<string, string>
  readonly onSubmit: (value: unknown) => void
  readonly extra?: ReactNode
}

/** A form made of a schema. What is required and missing is named at its field before anything is sent. */
export function SchemaForm({ schema, submitText, isBusy, faults, onSubmit, extra }: SchemaFormProps): ReactElement {
  const { t } = useI18n()
  const [value, setValue] = useState<unknown>(() => emptyValue(schema))
  const [missing, setMissing] = useState<ReadonlyMap<string, string>>(new Map())
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const paths = missingPaths(schema, value)
    setMissing(new Map(paths.map((path) => [path, t('common.required')])))
    if (paths.length === 0) onSubmit(value)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Flex vertical gap={16}>
        <ObjectField
          name=""
          label=""
          path=""
          schema={schema}
          value={value}
          onChange={setValue}
          faults={missing.size > 0 ? missing : faults}
        />
        <Flex gap={12} align="center" wrap>
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {submitText}
          </Button>
          {extra}
        </Flex>
      </Flex>
    </form>
  )
}
