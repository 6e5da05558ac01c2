import { Flex, Typography } from 'antd'
import { PERSONAL_LIFTS } from '@xiezhi/gateway-api'
import type { PersonalMeasureView, RouteName } from '@xiezhi/gateway-api'
import type { FunctionComponent, ReactElement } from 'react'
import { ActDialogButton } from '../../../components/act-dialog.tsx'
import { DocumentDigest } from '../../../domain/document-digest.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useSession } from '../../../lib/session.ts'
import { Choice, Day, DecisionNo, Reasons, Verdict } from './act-fields.tsx'

interface ActProps {
  readonly measure: PersonalMeasureView
}

const ACTS: readonly (readonly [route: RouteName, act: FunctionComponent<ActProps>])[] = [
  ['recordPersonalService', Service],
  ['carryOutPersonalMeasure', CarryOut],
  ['proposePersonalLift', Lift],
  ['enterPersonalReconsideration', Reconsideration],
  ['decidePersonalReconsideration', Decision],
]

/** What the machine and the roles let this person do next; nothing else is offered. */
export function PersonalActs({ measure }: ActProps): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const open = ACTS.filter(([route]) => measure.acts.includes(route) && may(route))
  if (open.length === 0) return <Typography.Text type="secondary">{t('credit.acts.none')}</Typography.Text>
  return (
    <Flex gap={8} wrap>
      {open.map(([route, Act]) => (
        <Act key={route} measure={measure} />
      ))}
    </Flex>
  )
}

function Service({ measure: { measureId } }: ActProps): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  return (
    <ActDialogButton<{ readonly servedOn: string; readonly evidenceDigest: string }>
      title={t('personal.act.service')}
      explain={t('personal.act.service.explain')}
      type="primary"
      initial={{ servedOn: session.today }}
      requestOf={(body) => ({ route: 'recordPersonalService', params: { measureId }, body })}
    >
      <Day name="servedOn" label={t('credit.act.servedOn')} />
      <DocumentDigest name="evidenceDigest" label={t('credit.act.evidence')} />
    </ActDialogButton>
  )
}

function CarryOut({ measure: { measureId, kind } }: ActProps): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  return (
    <ActDialogButton<{ readonly on: string; readonly evidenceDigest: string }>
      title={t(`personal.act.carryOut.${kind}`)}
      explain={t('personal.act.carryOut.explain')}
      type="primary"
      initial={{ on: session.today }}
      requestOf={(body) => ({ route: 'carryOutPersonalMeasure', params: { measureId }, body })}
    >
      <Day name="on" label={t('credit.act.on')} />
      <DocumentDigest name="evidenceDigest" label={t('credit.act.document')} />
    </ActDialogButton>
  )
}

function Lift({ measure: { measureId, kind } }: ActProps): ReactElement {
  const { t } = useI18n()
  const grounds = PERSONAL_LIFTS.filter((code) => (code === 'ADMITTED_AND_CORRECTED') === (kind === 'DETENTION'))
  return (
    <ActDialogButton<{ readonly decisionNo: string; readonly ground: string; readonly reasons: string }>
      title={t('personal.act.lift')}
      explain={t('personal.act.lift.explain')}
      requestOf={({ decisionNo, reasons, ground }) => ({
        route: 'proposePersonalLift',
        params: { measureId },
        body: { ground, decisionNo: decisionNo.trim(), reasons: reasons.trim() },
      })}
    >
      <Choice
        name="ground"
        label={t('credit.act.ground')}
        codes={grounds}
        labelOf={(code) => t(`personal.lift.${code}`)}
      />
      <DecisionNo />
      <Reasons />
    </ActDialogButton>
  )
}

function Reconsideration({ measure: { measureId } }: ActProps): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  return (
    <ActDialogButton<{ readonly askedOn: string; readonly reasons: string }>
      title={t('personal.act.reconsideration')}
      explain={t('personal.act.reconsideration.explain')}
      initial={{ askedOn: session.today }}
      requestOf={({ askedOn, reasons }) => ({
        route: 'enterPersonalReconsideration',
        params: { measureId },
        body: { askedOn, reasons: reasons.trim() },
      })}
    >
      <Day name="askedOn" label={t('credit.act.requestedOn')} />
      <Reasons />
    </ActDialogButton>
  )
}

interface DecisionEntry {
  readonly isRevoked: boolean
  readonly decisionNo: string
  readonly on: string
  readonly reasons: string
}

function Decision({ measure: { measureId } }: ActProps): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  return (
    <ActDialogButton<DecisionEntry>
      title={t('personal.act.decide')}
      explain={t('personal.act.decide.explain')}
      type="primary"
      initial={{ on: session.today }}
      requestOf={({ decisionNo, reasons, ...body }) => ({
        route: 'decidePersonalReconsideration',
        params: { measureId },
        body: { ...body, decisionNo: decisionNo.trim(), reasons: reasons.trim() },
      })}
    >
      <Verdict
        name="isRevoked"
        label={t('personal.act.outcome')}
        yes={t('personal.act.revoke')}
        no={t('personal.act.uphold')}
      />
      <DecisionNo />
      <Day name="on" label={t('credit.act.decidedOn')} />
      <Reasons />
    </ActDialogButton>
  )
}
