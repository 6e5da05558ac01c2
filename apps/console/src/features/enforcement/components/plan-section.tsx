import { Alert, Button, Flex, Form, InputNumber, Select, Typography } from 'antd'
import type { ControlPlan, EnforcementView, RouteInput, Routes } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { ActDialogButton } from '../../../components/act-dialog.tsx'
import { MoneyField } from '../../../components/money-field.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { ReasonList } from '../../../components/statute.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatMoney } from '../../../lib/money.ts'
import { useSession } from '../../../lib/session.ts'
import { askedControls, rulingParts } from '../api/asked-controls.ts'
import type { AskedControls, Departure } from '../api/asked-controls.ts'
import { dayOrNull, DOCUMENT_DEFAULTS, documentBody, DocumentFields } from './document-fields.tsx'
import type { DocumentEntry } from './document-fields.tsx'
import { RelationFields, relationOf } from './relation-fields.tsx'
import type { RelationEntry } from './relation-fields.tsx'
import { MoneySteps } from '../../../domain/money-steps.tsx'
import { LeftTable, PlanTable } from './plan-table.tsx'

type PlanQuestion = NonNullable<RouteInput<Routes['planControl']>['body']>

/** The program's proposal what to control, the officer's departures from it, and the ruling made of both. */
export function PlanSection({ view }: { readonly view: EnforcementView }): ReactElement {
  const { t } = useI18n()
  const [question, setQuestion] = useState<PlanQuestion | null>(null)
  return (
    <Flex vertical gap={12}>
      <PlanQuestionForm view={view} onAsk={setQuestion} isAsked={question !== null} />
      {question === null ? (
        <Typography.Text type="secondary">{t('plan.explain')}</Typography.Text>
      ) : (
        <Plan view={view} question={question} />
      )}
    </Flex>
  )
}

interface QuestionFields {
  readonly propertyId?: string
  readonly monthlyMinimumCents?: number
  readonly persons?: number
}

interface PlanQuestionFormProps {
  readonly view: EnforcementView
  readonly isAsked: boolean
  readonly onAsk: (question: PlanQuestion) => void
}

/** Living costs that stay free are part of the question. */
function PlanQuestionForm({ view, isAsked, onAsk }: PlanQuestionFormProps): ReactElement {
  const { t } = useI18n()
  const [form] = Form.useForm<QuestionFields>()
  const ask = ({ propertyId, monthlyMinimumCents, persons }: QuestionFields): void =>
    onAsk(
      propertyId === undefined || monthlyMinimumCents === undefined || persons === undefined
        ? {}
        : { living: { propertyId, monthlyMinimumCents, persons, months: null } },
    )
  const money = view.property.filter(({ balanceCents }) => balanceCents !== null)
  return (
    <Form<QuestionFields> form={form} name="plan-question" layout="inline" onFinish={ask} style={{ rowGap: 8 }}>
      <Form.Item name="propertyId" label={t('plan.livingFrom')}>
        <Select
          allowClear
          placeholder={t('plan.livingNone')}
          style={{ width: 230 }}
          options={money.map(({ propertyId, label, numberMasked }) => ({
            value: propertyId,
            label: `${label} ${numberMasked}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="monthlyMinimumCents" label={t('plan.livingMonthly')}>
        <MoneyField min={1} />
      </Form.Item>
      <Form.Item name="persons" label={t('plan.livingPersons')}>
        <InputNumber min={1} max={20} precision={0} style={{ width: 70 }} />
      </Form.Item>
      <Button htmlType="submit" type={isAsked ? 'default' : 'primary'}>
        {t(isAsked ? 'plan.again' : 'plan.make')}
      </Button>
    </Form>
  )
}

function Plan({ view, question }: { readonly view: EnforcementView; readonly question: PlanQuestion }): ReactElement {
  const query = useRoute('planControl', { params: { caseId: view.caseId }, body: question })
  return <QueryView query={query}>{(plan) => <Planned view={view} plan={plan} question={question} />}</QueryView>
}

interface PlannedProps {
  readonly view: EnforcementView
  readonly plan: ControlPlan
  readonly question: PlanQuestion
}

function Planned({ view, plan, question }: PlannedProps): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const [departures, setDepartures] = useState<Readonly<Record<string, Departure>>>({})
  const asked = askedControls(plan, view.property, departures)
  const change = (propertyId: string, departure: Departure): void =>
    setDepartures({ ...departures, [propertyId]: { ...departures[propertyId], ...departure } })
  const isOpen = view.state === 'OPEN' && !view.isHalted
  return (
    <Flex vertical gap={12}>
      <Verdict plan={plan} currency={view.currency} />
      <ReasonList reasons={plan.reasons} />
      <PlanTable rows={asked.rows} currency={view.currency} onChange={change} />
      <Total plan={plan} askedCents={asked.askedCents} currency={view.currency} />
      <LeftTable plan={plan} departures={departures} onAdd={(propertyId) => change(propertyId, { isAsked: true })} />
      <details>
        <summary>{t('plan.steps', { count: plan.steps.length })}</summary>
        <div style={{ marginTop: 8 }}>
          <MoneySteps
            label={t('plan.steps', { count: plan.steps.length })}
            steps={plan.steps}
            currency={view.currency}
          />
        </div>
      </details>
      {isOpen && (may('proposeControl') || may('orderEmergency')) && (
        <Flex gap={8} align="center">
          {may('proposeControl') && <RulingButton route="proposeControl" {...{ view, asked, question }} />}
          {may('orderEmergency') && <RulingButton route="orderEmergency" {...{ view, asked, question }} />}
          {!asked.isComplete && <Typography.Text type="secondary">{t('plan.incomplete')}</Typography.Text>}
        </Flex>
      )}
    </Flex>
  )
}

function Verdict({ plan, currency }: { readonly plan: ControlPlan; readonly currency: string }): ReactElement {
  const { t, say } = useI18n()
  const figures = {
    owed: formatMoney(plan.owedCents, currency),
    already: formatMoney(plan.alreadyCents, currency),
    target: formatMoney(plan.targetCents, currency),
    planned: formatMoney(plan.controlledCents, currency),
    remaining: formatMoney(plan.remainingCents, currency),
  }
  return (
    <Alert
      type={plan.verdict === 'COVERED' ? 'success' : 'warning'}
      showIcon
      role="status"
      title={`${t('plan.asOf', { day: plan.asOf })}${say(plan.verdictText)}`}
      description={t('plan.figures', figures)}
    />
  )
}

interface TotalProps {
  readonly plan: ControlPlan
  readonly askedCents: number
  readonly currency: string
}

/** More than is owed is said before anybody is asked to sign it. */
function Total({ plan, askedCents, currency }: TotalProps): ReactElement {
  const { t } = useI18n()
  const over = askedCents - plan.targetCents
  return (
    <Flex gap={12} align="center">
      <strong>{t('plan.asked', { amount: formatMoney(askedCents, currency) })}</strong>
      {over > 0 && (
        <Typography.Text type="warning">{t('plan.over', { amount: formatMoney(over, currency) })}</Typography.Text>
      )}
    </Flex>
  )
}

interface RulingButtonProps {
  readonly route: 'proposeControl' | 'orderEmergency'
  readonly view: EnforcementView
  readonly asked: AskedControls
  readonly question: PlanQuestion
}

interface RulingEntry extends DocumentEntry {
  readonly relations?: readonly RelationEntry[]
}

function RulingButton({ route, view, asked, question }: RulingButtonProps): ReactElement {
  const { t } = useI18n()
  const isEmergency = route === 'orderEmergency'
  return (
    <ActDialogButton<RulingEntry>
      title={t(isEmergency ? 'plan.emergency' : 'plan.propose')}
      explain={t(isEmergency ? 'plan.emergency.explain' : 'plan.propose.explain')}
      type={isEmergency ? 'default' : 'primary'}
      size="middle"
      width={820}
      isDanger={isEmergency}
      isDisabled={!asked.isComplete}
      initial={DOCUMENT_DEFAULTS}
      requestOf={(entry) => ({
        route,
        params: { caseId: view.caseId },
        body: {
          ...documentBody(entry),
          validTo: dayOrNull(entry.validTo),
          ...rulingParts(asked.rows, (propertyId) => relationOf(entry.relations, propertyId)),
          plan: question,
        },
      })}
    >
      <DocumentFields hasRuling hasEnd />
      <RelationFields
        view={view}
        subjects={asked.rows
          .filter(({ isAsked }) => isAsked)
          .map(({ propertyId, label, numberMasked }) => ({ value: propertyId, label: `${label} ${numberMasked}` }))}
      />
    </ActDialogButton>
  )
}
