import { Flex } from 'antd'
import type { FunctionView } from '@xiezhi/gateway-api'
import { useMemo, useState } from 'react'
import type { ReactElement } from 'react'
import { DateField } from '../../../components/date-field.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { FieldWordsContext } from '../../../components/schema-form/field-words.ts'
import { SchemaForm } from '../../../components/schema-form/schema-form.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import type { FormSchema } from '../../../lib/json-schema.ts'
import { problemText } from '../../../lib/problem.ts'
import { faultPath, useEvaluate } from '../api/evaluate.ts'
import { useLawWords } from '../api/law-words.ts'
import { EvaluationSteps } from './evaluation-steps.tsx'

/** A form made of the function's own schema, and the answer step by step. */
export function Calculator({ view }: { readonly view: FunctionView }): ReactElement {
  const { language, t } = useI18n()
  const words = useLawWords(view)
  const [at, setAt] = useState('')
  const [input, setInput] = useState<unknown>(null)
  const evaluate = useEvaluate(view.name)
  const faults = useMemo(() => {
    const path = evaluate.error === null ? null : faultPath(evaluate.error)
    return new Map<string, string>(path === null ? [] : [[path, problemText(language, evaluate.error).what]])
  }, [evaluate.error, language])
  const submit = (value: unknown): void => {
    setInput(value)
    evaluate.mutate({ input: value, ...(at === '' ? {} : { at }) })
  }
  return (
    <Flex vertical gap={20}>
      <FieldWordsContext value={words}>
        <SchemaForm
          schema={view.input as FormSchema}
          submitText={t('law.evaluate')}
          isBusy={evaluate.isPending}
          faults={faults}
          onSubmit={submit}
          extra={
            <label>
              {t('law.at')} <DateField label={t('law.at')} value={at} onChange={setAt} />
            </label>
          }
        />
      </FieldWordsContext>
      {evaluate.error !== null && <ProblemView error={evaluate.error} />}
      {evaluate.data !== undefined && (
        <EvaluationSteps view={view} words={words} input={input} answer={evaluate.data} />
      )}
    </Flex>
  )
}
