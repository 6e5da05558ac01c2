import { Alert, Typography } from 'antd'
import type { EvaluationView, FunctionView } from '@xiezhi/gateway-api'
import type { ReactElement, ReactNode } from 'react'
import type { FieldWords } from '../../../components/schema-form/field-words.ts'
import { ReasonList } from '../../../components/statute.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { valueText } from '../api/parameter-rows.ts'
import { LawFields, LawValue } from './law-value.tsx'

interface EvaluationStepsProps {
  readonly view: FunctionView
  readonly words: FieldWords
  readonly input: unknown
  readonly answer: EvaluationView
}

/** The way from the facts to the answer: facts, decisive day, values of the law, calendar, grounds, answer. */
export function EvaluationSteps({ view, words, input, answer }: EvaluationStepsProps): ReactElement {
  const { t } = useI18n()
  return (
    <section aria-label={t('law.answer')}>
      <Typography.Title level={3} style={{ fontSize: 16 }}>
        {t('law.answer')}
      </Typography.Title>
      {answer.isProvisional && (
        <Alert
          type="warning"
          showIcon
          role="status"
          title={t('law.provisional')}
          description={t('law.provisional.means')}
          style={{ marginBottom: 12 }}
        />
      )}
      <ol style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        <Step number={1} title={t('law.step.facts')}>
          <LawValue name="" value={input} words={words} />
        </Step>
        <Step number={2} title={t('law.step.day')}>
          {answer.decisiveOn ?? t('law.step.day.none')}
          {view.decisiveDate !== null && t('law.step.day.of', { field: words.field(view.decisiveDate) })}
        </Step>
        <Step number={3} title={t('law.step.parameters')}>
          <Parameters answer={answer} />
        </Step>
        <Step number={4} title={t('law.step.reasons')}>
          {answer.reasons.length === 0 ? t('common.none') : <ReasonList reasons={answer.reasons} />}
        </Step>
        <Step number={5} title={t('law.step.output')}>
          <LawFields record={withoutReasons(answer.output)} words={words} />
        </Step>
      </ol>
    </section>
  )
}

/** The grounds have a step of their own. */
function withoutReasons(output: EvaluationView['output']): EvaluationView['output'] {
  return Object.fromEntries(Object.entries(output).filter(([name]) => name !== 'reasons'))
}

interface StepProps {
  readonly number: number
  readonly title: string
  readonly children: ReactNode
}

function Step({ number, title, children }: StepProps): ReactElement {
  return (
    <li style={{ display: 'grid', gridTemplateColumns: '32px 1fr', gap: 12, paddingBottom: 14 }}>
      <span
        aria-hidden="true"
        style={{
          width: 28,
          height: 28,
          borderRadius: 14,
          background: '#e8f0fb',
          color: '#1e3a6e',
          display: 'grid',
          placeItems: 'center',
          fontWeight: 600,
        }}
      >
        {number}
      </span>
      <div style={{ minWidth: 0 }}>
        <Typography.Text strong>{title}</Typography.Text>
        <div style={{ marginTop: 4 }}>{children}</div>
      </div>
    </li>
  )
}

function Parameters({ answer }: { readonly answer: EvaluationView }): ReactElement {
  const { t } = useI18n()
  const { parameters, calendars } = answer
  if (parameters.length === 0 && calendars.length === 0) return <>{t('law.step.parameters.none')}</>
  return (
    <ul style={{ margin: 0, paddingInlineStart: 18 }}>
      {parameters.map((use) => (
        <li key={`${use.key} ${use.effectiveFrom ?? ''}`}>
          <code>{use.key}</code> = {valueText(use.value)}{' '}
          <Typography.Text type="secondary">
            {t('law.inForce', {
              from: use.effectiveFrom ?? t('law.parameter.always'),
              to: use.effectiveTo ?? t('common.openEnd'),
              source: use.source,
            })}
          </Typography.Text>
        </li>
      ))}
      {calendars.map(({ year, version }) => (
        <li key={year}>
          {version === null ? t('law.calendar.missing', { year }) : t('law.calendar', { year, version })}
        </li>
      ))}
    </ul>
  )
}
