import { Checkbox, Form, InputNumber } from 'antd'
import { CONSUMPTION_LIFTS, EXTENSION_GROUNDS, LIFT_GROUNDS } from '@xiezhi/gateway-api'
import type { CourtEntryView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActDialogButton } from '../../../components/act-dialog.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useSession } from '../../../lib/session.ts'
import { Choice, Days, DecisionNo, optionalReasons, Reasons, Verdict } from './act-fields.tsx'
import { usePersonName } from './person-cell.tsx'

const MONTHS_MAX = 120
const EXTENDING = EXTENSION_GROUNDS.filter((code) => code !== 'NONE')
const WITHDRAWAL_REASONS = ['SET_ASIDE', 'NOT_LISTABLE', 'OBJECTION_UPHELD', 'WRONG_PERSON'] as const
const DEBTOR = -1

interface EntryProps {
  readonly entry: CourtEntryView
}

interface Decided {
  readonly decisionNo: string
}

export function Extension({ entry: { entryId } }: EntryProps): ReactElement {
  const { t } = useI18n()
  return (
    <ActDialogButton<Decided & { readonly months: number; readonly ground: string }>
      title={t('credit.act.extend')}
      explain={t('credit.act.extend.explain')}
      requestOf={({ decisionNo, months, ground }) => ({
        route: 'proposeExtension',
        params: { entryId },
        body: { decisionNo: decisionNo.trim(), months, ground },
      })}
    >
      <DecisionNo />
      <Choice
        name="ground"
        label={t('credit.act.ground')}
        codes={EXTENDING}
        labelOf={(code) => t(`credit.extension.${code}`)}
      />
      <Months />
    </ActDialogButton>
  )
}

function Months(): ReactElement {
  const { t } = useI18n()
  return (
    <Form.Item name="months" label={t('credit.act.months')} rules={[{ required: true, message: t('common.required') }]}>
      <InputNumber min={1} max={MONTHS_MAX} precision={0} />
    </Form.Item>
  )
}

interface LiftEntry extends Decided {
  readonly ground: string
  readonly from: string
  readonly to: string
}

export function TemporaryLift({ entry: { entryId } }: EntryProps): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  return (
    <ActDialogButton<LiftEntry>
      title={t('credit.act.pause')}
      explain={t('credit.act.pause.explain')}
      initial={{ from: session.today }}
      requestOf={({ decisionNo, ...body }) => ({
        route: 'proposeTemporaryLift',
        params: { entryId },
        body: { ...body, decisionNo: decisionNo.trim() },
      })}
    >
      <DecisionNo />
      <Choice
        name="ground"
        label={t('credit.act.ground')}
        codes={LIFT_GROUNDS}
        labelOf={(code) => t(`credit.lift.${code}`)}
      />
      <Days />
    </ActDialogButton>
  )
}

interface ApprovalEntry extends Decided {
  readonly isApproved: boolean
  readonly reasons?: string
}

export function Deletion({ entry: { entryId } }: EntryProps): ReactElement {
  const { t } = useI18n()
  return (
    <ActDialogButton<ApprovalEntry>
      title={t('credit.act.decideDeletion')}
      explain={t('credit.act.deletion.explain')}
      requestOf={({ decisionNo, isApproved, reasons }) => ({
        route: 'proposeDeletion',
        params: { entryId },
        body: { decisionNo: decisionNo.trim(), isApproved, ...optionalReasons(reasons) },
      })}
    >
      <Approval />
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) => <Reasons isRequired={getFieldValue('isApproved') === false} />}
      </Form.Item>
    </ActDialogButton>
  )
}

function Approval(): ReactElement {
  const { t } = useI18n()
  return (
    <>
      <Verdict
        name="isApproved"
        label={t('credit.act.isApproved')}
        yes={t('credit.act.approve.yes')}
        no={t('credit.act.approve.no')}
      />
      <DecisionNo />
    </>
  )
}

export function Repair({ entry: { entryId } }: EntryProps): ReactElement {
  const { t } = useI18n()
  return (
    <ActDialogButton<ApprovalEntry & { readonly reasons: string }>
      title={t('credit.act.repair')}
      explain={t('credit.act.repair.explain')}
      requestOf={({ decisionNo, isApproved, reasons }) => ({
        route: 'proposeRepairDecision',
        params: { entryId },
        body: { decisionNo: decisionNo.trim(), isApproved, reasons: reasons.trim() },
      })}
    >
      <Approval />
      <Reasons />
    </ActDialogButton>
  )
}

export function Withdrawal({ entry: { entryId } }: EntryProps): ReactElement {
  const { t } = useI18n()
  return (
    <ActDialogButton<Decided & { readonly reason: string }>
      title={t('credit.act.withdraw')}
      explain={t('credit.act.withdraw.explain')}
      isDanger
      requestOf={({ decisionNo, reason }) => ({
        route: 'proposeWithdrawal',
        params: { entryId },
        body: { decisionNo: decisionNo.trim(), reason },
      })}
    >
      <DecisionNo />
      <Choice
        name="reason"
        label={t('credit.act.withdrawReason')}
        codes={WITHDRAWAL_REASONS}
        labelOf={(code) => t(`credit.withdrawReason.${code}`)}
      />
    </ActDialogButton>
  )
}

interface ConsumptionLiftEntry extends Decided {
  readonly ground: string
  readonly isChangeGenuine?: boolean
  readonly isActualController?: boolean
  readonly isDirectlyResponsible?: boolean
}

/** What is stated of the former representative stands in the decision only where it is the ground. */
export function Lift({ entry: { entryId } }: EntryProps): ReactElement {
  const { t } = useI18n()
  const statements = ['isChangeGenuine', 'isActualController', 'isDirectlyResponsible'] as const
  return (
    <ActDialogButton<ConsumptionLiftEntry>
      title={t('credit.act.lift')}
      explain={t('credit.act.lift.explain')}
      requestOf={({ decisionNo, ground, ...stated }) => ({
        route: 'proposeLift',
        params: { entryId },
        body: {
          decisionNo: decisionNo.trim(),
          ground,
          isChangeGenuine: stated.isChangeGenuine ?? false,
          isActualController: stated.isActualController ?? false,
          isDirectlyResponsible: stated.isDirectlyResponsible ?? false,
        },
      })}
    >
      <DecisionNo />
      <Choice
        name="ground"
        label={t('credit.act.ground')}
        codes={CONSUMPTION_LIFTS}
        labelOf={(code) => t(`credit.liftGround.${code}`)}
      />
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) =>
          getFieldValue('ground') === 'REPRESENTATIVE_CHANGED' &&
          statements.map((name) => (
            <Form.Item key={name} name={name} valuePropName="checked" style={{ marginBottom: 8 }}>
              <Checkbox>{t(`credit.act.${name}`)}</Checkbox>
            </Form.Item>
          ))
        }
      </Form.Item>
    </ActDialogButton>
  )
}

interface ExceptionEntry extends Decided {
  readonly place: number
  readonly category: number
  readonly from: string
  readonly to: string
}

export function Exception({ entry }: EntryProps): ReactElement {
  const { t, say } = useI18n()
  const { session } = useSession()
  const nameOf = usePersonName()
  const places = [DEBTOR, ...entry.coSubjects.keys()]
  return (
    <ActDialogButton<ExceptionEntry>
      title={t('credit.act.exception')}
      explain={t('credit.act.exception.explain')}
      initial={{ place: DEBTOR, from: session.today }}
      requestOf={({ decisionNo, place, ...body }) => ({
        route: 'grantEntryException',
        params: { entryId: entry.entryId },
        body: { ...body, decisionNo: decisionNo.trim(), coSubject: place === DEBTOR ? null : place },
      })}
    >
      <Choice
        name="place"
        label={t('credit.act.exceptionFor')}
        codes={places}
        labelOf={(place) => {
          const found = entry.coSubjects[place]
          return found === undefined
            ? `${t('credit.role.DEBTOR')} · ${nameOf(entry.person)}`
            : `${say(found.roleText)} · ${nameOf(found.person)}`
        }}
      />
      <Choice
        name="category"
        label={t('credit.act.category')}
        codes={entry.categories}
        labelOf={(item) => say(entry.categoryTexts[entry.categories.indexOf(item)] ?? { zh: String(item), en: '' })}
      />
      <Days />
      <DecisionNo />
    </ActDialogButton>
  )
}
