import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Flex, Form, Select } from 'antd'
import type { EnforcementView, ListingJudgement, RouteInput, Routes } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Section } from '../../../components/page.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { client } from '../../../lib/client.ts'
import type { ActRequest } from '../../../lib/signer.ts'
import { DecisionNo, optionalReasons, Reasons } from './act-fields.tsx'
import { debtorOptions, isUnitDebtor } from '../../../domain/debtors.ts'
import { JudgementView } from './judgement-view.tsx'
import { birthDateOf, PublishedFields, publishedOf } from './published-fields.tsx'
import type { PublishedEntry } from './published-fields.tsx'
import { StatementFields, statementOf } from './statement-fields.tsx'
import type { StatementEntry } from './statement-fields.tsx'

interface ListingEntry extends PublishedEntry, StatementEntry {
  readonly debtorId: string
  readonly decisionNo: string
  readonly reasons?: string
}

type Question = RouteInput<Routes['evaluateListing']>['body']

interface ListingFormProps {
  readonly view: EnforcementView
  /** Why what was proposed before changed nothing. */
  readonly unchanged: ReactNode
  readonly onPropose: (act: ActRequest) => void
}

/** A listing is judged by the law first; what it forbids cannot be proposed. */
export function ListingForm({ view, unchanged, onPropose }: ListingFormProps): ReactElement {
  const { t } = useI18n()
  const [form] = Form.useForm<ListingEntry>()
  const [judged, setJudged] = useState<{ of: string; judgement: ListingJudgement } | null>(null)
  // Nothing is watched yet when the form is drawn for the first time.
  const watched = Form.useWatch('debtorId', form) as string | undefined
  const debtorId = watched ?? view.debtors[0]?.debtorId ?? ''
  const isUnit = isUnitDebtor(view, debtorId)
  const questionOf = (entry: ListingEntry): Question => ({
    debtorId: entry.debtorId,
    ...statementOf(entry),
    birthDate: birthDateOf(entry, isUnit),
  })
  const judge = useMutation({
    mutationFn: (body: Question) => client.call('evaluateListing', { params: { caseId: view.caseId }, body }),
    onSuccess: (judgement, body) => setJudged({ of: JSON.stringify(body), judgement }),
  })
  const ask = async (): Promise<void> => {
    const fields = ['debtorId', 'situation', 'sealedNetCents', 'extensionMonths', ...(isUnit ? [] : ['birthDate'])]
    const isComplete = await form.validateFields(fields).then(
      () => true,
      () => false,
    )
    if (isComplete) judge.mutate(questionOf(form.getFieldsValue(true) as ListingEntry))
  }
  const verdict = judged?.judgement.verdict
  return (
    <Form<ListingEntry>
      form={form}
      name="listing"
      layout="vertical"
      initialValues={{ debtorId, sealedNetCents: 0, performance: 'NONE' }}
      // A judgement is of what was asked about, and of nothing else.
      onValuesChange={(_, entry) => setJudged((old) => (old?.of === JSON.stringify(questionOf(entry)) ? old : null))}
      onFinish={(entry) => onPropose(requestOf(view.caseId, entry, isUnit))}
    >
      <Flex vertical gap={16}>
        <Section title={t('credit.propose.ground')}>
          <DebtorField view={view} />
          <StatementFields />
        </Section>
        <Section title={t('credit.published')}>
          <PublishedFields isUnit={isUnit} />
        </Section>
        <Section
          title={t('credit.judgement')}
          extra={
            <Button onClick={() => void ask()} loading={judge.isPending}>
              {t('credit.judge')}
            </Button>
          }
        >
          {judge.error !== null && <ProblemView error={judge.error} />}
          {judged === null ? <span>{t('credit.judge.first')}</span> : <JudgementView judgement={judged.judgement} />}
          {verdict === 'BLOCK' && <Alert type="error" showIcon role="alert" title={t('credit.judge.blocked')} />}
        </Section>
        <Section title={t('credit.decision')}>
          <DecisionNo />
          <Reasons isRequired={verdict === 'REFER'} />
          {unchanged}
          <Button type="primary" htmlType="submit" disabled={verdict === undefined || verdict === 'BLOCK'}>
            {t('credit.propose.listing')}
          </Button>
        </Section>
      </Flex>
    </Form>
  )
}

/** Which debtor of the case. */
export function DebtorField({ view }: { readonly view: EnforcementView }): ReactElement {
  const { t } = useI18n()
  return (
    <Form.Item
      name="debtorId"
      label={t('enforcement.debtor')}
      rules={[{ required: true, message: t('common.required') }]}
    >
      <Select style={{ maxWidth: 360 }} options={debtorOptions(view, t('case.nameWithheld'))} />
    </Form.Item>
  )
}

function requestOf(caseId: string, entry: ListingEntry, isUnit: boolean): ActRequest {
  return {
    route: 'proposeListing',
    params: { caseId },
    body: {
      debtorId: entry.debtorId,
      ...statementOf(entry),
      decisionNo: entry.decisionNo.trim(),
      published: publishedOf(entry, isUnit),
      ...optionalReasons(entry.reasons),
    },
  }
}
