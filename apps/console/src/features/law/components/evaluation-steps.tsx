import { Alert, Flex, Typography } from 'antd'
import type { EvaluationView, FunctionView } from '@xiezhi/gateway-api'
import type { ReactElement, ReactNode } from 'react'
import { ReasonList } from '../../../components/statute.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { valueText } from '../api/parameter-rows.ts'

interface EvaluationStepsProps {
  readonly view: FunctionView
  readonly input: unknown
  readonly answer: EvaluationView
}

/** The way from the facts to the answer: facts, decisive day, values of the law, calendar, grounds, answer. */
export function EvaluationSteps({ view, input, answer }: EvaluationStepsProps): ReactElement {
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
          <pre className="json" tabIndex={0}>
            {JSON.stringify(input, null, 2)}
          </pre>
        </Step>
        <Step number={2} title={t('law.step.day')}>
          {answer.decisiveOn ?? t('law.step.day.none')}
          {view.decisiveDate !== null && ` (${view.decisiveDate})`}
        </Step>
        <Step number={3} title={t('law.step.parameters')}>
          <Parameters answer={answer} />
        </Step>
        <Step number={4} title={t('law.step.reasons')}>
          {answer.reasons.length === 0 ? t('common.none') : <ReasonList reasons={answer.reasons} />}
        </Step>
        <Step number={5} title={t('law.step.output')}>
          <Output output={answer.output} />
        </Step>
      </ol>
    </section>
  )
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

/** The verdict in words where there is one, then every field of the answer. */
function Output({ output }: { readonly output: EvaluationView['output'] }): ReactElement {
  const fields = Object.entries(output).filter(([name]) => name !== 'reasons')
  return (
    <Flex vertical gap={4}>
      <dl
        style={{ display: 'grid', gridTemplateColumns: 'minmax(160px, max-content) 1fr', gap: '4px 16px', margin: 0 }}
      >
        {fields.map(([name, value]) => (
          <Field key={name} name={name} value={value} />
        ))}
      </dl>
    </Flex>
  )
}

function Field({ name, value }: { readonly name: string; readonly value: unknown }): ReactElement {
  const isWords = name === 'verdict' && typeof value === 'string'
  const isLong = typeof value === 'object' && value !== null
  return (
    <>
      <dt>
        <code>{name}</code>
      </dt>
      <dd style={{ margin: 0, fontWeight: isWords ? 600 : 400, minWidth: 0 }}>
        {isWords ? (
          <CodeText family="verdict" code={value} />
        ) : isLong ? (
          <pre className="json" tabIndex={0}>
            {JSON.stringify(value, null, 2)}
          </pre>
        ) : (
          valueText(value)
        )}
      </dd>
    </>
  )
}
