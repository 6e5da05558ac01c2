import { Flex, Form, Input, Select } from 'antd'
import { OBJECTION_KINDS, OBJECTORS } from '@xiezhi/gateway-api'
import type { CaseObjectionView, ControlView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActDialogButton } from '../../../components/act-dialog.tsx'
import { Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { useObjectionColumns } from '../../../domain/case-objections.tsx'
import { ReasonFields, reasonsOf } from '../../../domain/reason-fields.tsx'
import type { ReasonEntry } from '../../../domain/reason-fields.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useSession } from '../../../lib/session.ts'
import { ChoiceField, ControlField, DayField, given } from './matter-fields.tsx'

/** What persons raise; institutions object on their own ledger. */
const ENTERED_KINDS = OBJECTION_KINDS.filter((kind) => kind !== 'INSTITUTION')
const ENTERED_BY = OBJECTORS.filter((one) => one !== 'INSTITUTION')

interface ObjectionsProps {
  readonly caseId: string
  readonly objections: readonly CaseObjectionView[]
  readonly controls: readonly ControlView[]
}

/** Objections in a case, each with its clock; entering and deciding them. */
export function MatterObjections({ caseId, objections, controls }: ObjectionsProps): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const columns = useObjectionColumns()
  return (
    <Section
      title={t('caseObjection.title')}
      extra={
        may('raiseCaseObjection') && (
          <EnterButton
            caseId={caseId}
            controls={controls}
            decided={objections.filter(({ decision }) => decision !== null)}
          />
        )
      }
    >
      <DataTable
        label={t('caseObjection.title')}
        rows={objections}
        rowKey={({ objectionId }) => objectionId}
        columns={[
          ...columns,
          { key: 'do', title: t('common.actions'), render: (_, one) => <DecideObjection objection={one} /> },
        ]}
      />
    </Section>
  )
}

interface ObjectionEntry extends ReasonEntry {
  readonly kind: (typeof ENTERED_KINDS)[number]
  readonly raisedBy: (typeof ENTERED_BY)[number]
  readonly name?: string
  readonly orderId?: string
  readonly earlierId?: string
  readonly receivedOn: string
}

interface EnterProps {
  readonly caseId: string
  readonly controls: readonly ControlView[]
  /** Decisions that a reconsideration may contest. */
  readonly decided: readonly CaseObjectionView[]
}

function EnterButton({ caseId, controls, decided }: EnterProps): ReactElement {
  const { t, say } = useI18n()
  const { session } = useSession()
  return (
    <ActDialogButton<ObjectionEntry>
      title={t('caseObjection.enter')}
      explain={t('caseObjection.enter.explain')}
      initial={{ kind: 'CONDUCT', raisedBy: 'DEBTOR', receivedOn: session.today }}
      requestOf={({ kind, raisedBy, receivedOn, name, orderId, earlierId, ...written }) => ({
        route: 'raiseCaseObjection',
        params: { caseId },
        body: {
          kind,
          raisedBy,
          receivedOn,
          ...reasonsOf(written),
          ...given('name', name?.trim()),
          ...given('orderId', orderId),
          ...given('earlierId', earlierId),
        },
      })}
    >
      <Flex gap={12}>
        <div style={{ flex: 1 }}>
          <ChoiceField name="kind" label={t('common.kind')} codes={ENTERED_KINDS} family="objectionKind" />
        </div>
        <div style={{ flex: 1 }}>
          <ChoiceField name="raisedBy" label={t('caseObjection.by')} codes={ENTERED_BY} family="objector" />
        </div>
        <DayField name="receivedOn" label={t('caseObjection.receivedOn')} />
      </Flex>
      <Form.Item name="name" label={t('caseObjection.name')} extra={t('caseObjection.name.hint')}>
        <Input maxLength={120} autoComplete="off" />
      </Form.Item>
      <ControlField controls={controls} isOptional />
      {decided.length > 0 && (
        <Form.Item name="earlierId" label={t('caseObjection.earlier')}>
          <Select
            allowClear
            options={decided.map(({ objectionId, kindText, receivedOn }) => ({
              value: objectionId,
              label: `${say(kindText)} ${receivedOn}`,
            }))}
          />
        </Form.Item>
      )}
      <ReasonFields />
    </ActDialogButton>
  )
}

interface DecisionEntry extends ReasonEntry {
  readonly outcome: 'UPHELD' | 'DISMISSED'
  readonly servedOn: string
}

/** A judge of the court that decides it; a reconsideration goes to the court above. */
export function DecideObjection({ objection }: { readonly objection: CaseObjectionView }): ReactElement | null {
  const { t, say } = useI18n()
  const { session, may } = useSession()
  const { caseId, objectionId, kindText, receivedOn, state, mayDecide } = objection
  if (state !== 'OPEN' || !may('decideCaseObjection')) return null
  if (!mayDecide) return <>{t('caseObjection.above')}</>
  return (
    <ActDialogButton<DecisionEntry>
      title={t('caseObjection.decide')}
      about={`${say(kindText)} ${receivedOn}`}
      initial={{ servedOn: session.today }}
      requestOf={({ outcome, servedOn, ...written }) => ({
        route: 'decideCaseObjection',
        params: { caseId, objectionId },
        body: { outcome, servedOn, ...reasonsOf(written) },
      })}
    >
      <ChoiceField
        name="outcome"
        label={t('matters.outcome')}
        codes={['UPHELD', 'DISMISSED']}
        family="objection.state"
      />
      <DayField name="servedOn" label={t('caseObjection.servedOn')} />
      <ReasonFields />
    </ActDialogButton>
  )
}
