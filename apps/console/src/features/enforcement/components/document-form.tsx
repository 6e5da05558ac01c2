import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Descriptions, Flex } from 'antd'
import type { DocumentForm as Form } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement, SubmitEvent } from 'react'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { client } from '../../../lib/client.ts'
import { DocumentEntry, useTitle } from './document-entry.tsx'

interface DocumentFormProps {
  readonly caseId: string
  readonly form: Form
}

/** What is missing for a kind of document; what the case knows stands in it already. Kept in the vault, nothing is signed here. */
export function DocumentForm({ caseId, form }: DocumentFormProps): ReactElement {
  const { t, say } = useI18n()
  const titleOf = useTitle()
  const queries = useQueryClient()
  const [written, setWritten] = useState<Readonly<Record<string, unknown>>>(() =>
    Object.fromEntries(form.entries.map(({ name, value }) => [name, value])),
  )
  const make = useMutation({
    mutationFn: () =>
      client.call('makeCaseDocument', { params: { caseId }, body: { kind: form.kind, entries: { ...written } } }),
    onSuccess: async () => queries.invalidateQueries({ queryKey: ['listCaseDocuments'] }),
  })
  const missing = form.entries.filter(({ name, isOptional }) => !isOptional && isBlank(written[name]))
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    make.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Flex vertical gap={16}>
        <Descriptions
          size="small"
          column={2}
          title={t('caseDocument.known')}
          items={form.known.map(({ name, title, text }) => ({ key: name, label: say(title), children: text }))}
        />
        {form.entries.map((entry) => (
          <DocumentEntry
            key={entry.name}
            entry={entry}
            value={written[entry.name]}
            onChange={(value) => setWritten({ ...written, [entry.name]: value })}
          />
        ))}
        {make.error !== null && <ProblemView error={make.error} />}
        {make.data !== undefined && (
          <Alert
            type="success"
            showIcon
            role="status"
            title={t('caseDocument.made', { code: make.data.verificationCode })}
          />
        )}
        <Flex gap={12} align="center">
          <Button type="primary" htmlType="submit" loading={make.isPending} disabled={missing.length > 0}>
            {t('caseDocument.make')}
          </Button>
          {missing.length > 0 && (
            <span>{t('caseDocument.missing', { names: missing.map(({ title }) => titleOf(title)).join('、') })}</span>
          )}
        </Flex>
      </Flex>
    </form>
  )
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
