import { Checkbox, Flex, Form, InputNumber, Typography } from 'antd'
import { CREDIT_OBJECTIONS, DELETION_EVENTS } from '@xiezhi/gateway-api'
import type { CourtEntryView, RouteName } from '@xiezhi/gateway-api'
import type { FunctionComponent, ReactElement } from 'react'
import { ActButton, ActDialogButton } from '../../../components/act-dialog.tsx'
import { DocumentDigest } from '../../../domain/document-digest.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useSession } from '../../../lib/session.ts'
import { Choice, Day, DecisionNo, Reasons, Verdict } from './act-fields.tsx'
import { Correction } from './correction-act.tsx'
import { Deletion, Exception, Extension, Lift, Repair, TemporaryLift, Withdrawal } from './decision-acts.tsx'
import { Restructuring, RestructuringEnd } from './restructuring-acts.tsx'

interface EntryActProps {
  readonly entry: CourtEntryView
}

/** In the order in which they come in the life of an entry. */
const ACTS: readonly (readonly [route: RouteName, act: FunctionComponent<EntryActProps>])[] = [
  ['recordEntryService', Service],
  ['recordEntryEvent', Event],
  ['proposeExtension', Extension],
  ['proposeTemporaryLift', TemporaryLift],
  ['grantEntryException', Exception],
  ['enterObjection', Objection],
  ['decideEntryObjection', ObjectionDecision],
  ['enterReconsideration', Reconsideration],
  ['proposeCorrection', Correction],
  ['proposeDeletion', Deletion],
  ['proposeRepairDecision', Repair],
  ['proposeRestructuring', Restructuring],
  ['proposeRestructuringEnd', RestructuringEnd],
  ['proposeLift', Lift],
  ['proposeWithdrawal', Withdrawal],
  ['deleteEntryByHand', DeletionByHand],
]

/** What the machine and the roles let this person do next; nothing else is offered. */
export function EntryActs({ entry }: EntryActProps): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const open = ACTS.filter(([route]) => entry.acts.includes(route) && may(route))
  if (open.length === 0) return <Typography.Text type="secondary">{t('credit.acts.none')}</Typography.Text>
  return (
    <Flex gap={8} wrap>
      {open.map(([route, Act]) => (
        <Act key={route} entry={entry} />
      ))}
    </Flex>
  )
}

function Service({ entry: { entryId } }: EntryActProps): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  return (
    <ActDialogButton<{ readonly servedOn: string; readonly evidenceDigest: string }>
      title={t('credit.act.service')}
      explain={t('credit.act.service.explain')}
      type="primary"
      initial={{ servedOn: session.today }}
      requestOf={(body) => ({ route: 'recordEntryService', params: { entryId }, body })}
    >
      <Day name="servedOn" label={t('credit.act.servedOn')} />
      <DocumentDigest name="evidenceDigest" label={t('credit.act.evidence')} />
    </ActDialogButton>
  )
}

interface EventEntry {
  readonly event: (typeof DELETION_EVENTS)[number]
  readonly on: string
  readonly searchesWithoutAssets?: number | null
  readonly hasOtherClue?: boolean
  readonly documentDigest: string
}

function Event({ entry: { entryId } }: EntryActProps): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  return (
    <ActDialogButton<EventEntry>
      title={t('credit.act.event')}
      explain={t('credit.act.event.explain')}
      initial={{ on: session.today, hasOtherClue: false }}
      requestOf={({ searchesWithoutAssets, hasOtherClue, ...body }) => ({
        route: 'recordEntryEvent',
        params: { entryId },
        body:
          body.event === 'ROUND_ENDED_NO_ASSETS'
            ? { ...body, searchesWithoutAssets: searchesWithoutAssets ?? 0, hasOtherClue: hasOtherClue ?? false }
            : body,
      })}
    >
      <Choice
        name="event"
        label={t('credit.act.eventKind')}
        codes={DELETION_EVENTS}
        labelOf={(code) => t(`credit.event.${code}`)}
      />
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) =>
          getFieldValue('event') === 'ROUND_ENDED_NO_ASSETS' && (
            <>
              <Form.Item name="searchesWithoutAssets" label={t('credit.act.searches')}>
                <InputNumber min={0} max={100} precision={0} />
              </Form.Item>
              <Form.Item name="hasOtherClue" valuePropName="checked">
                <Checkbox>{t('credit.act.otherClue')}</Checkbox>
              </Form.Item>
            </>
          )
        }
      </Form.Item>
      <Day name="on" label={t('credit.act.on')} />
      <DocumentDigest name="documentDigest" label={t('credit.act.document')} />
    </ActDialogButton>
  )
}

interface ObjectionEntry {
  readonly kind: (typeof CREDIT_OBJECTIONS)[number]
  readonly requestedOn: string
  readonly reasons: string
}

function Objection({ entry: { entryId } }: EntryActProps): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  return (
    <ActDialogButton<ObjectionEntry>
      title={t('credit.act.objection')}
      explain={t('credit.act.objection.explain')}
      initial={{ requestedOn: session.today }}
      requestOf={({ reasons, ...body }) => ({
        route: 'enterObjection',
        params: { entryId },
        body: { ...body, reasons: reasons.trim() },
      })}
    >
      <Choice
        name="kind"
        label={t('credit.act.objectionKind')}
        codes={CREDIT_OBJECTIONS}
        labelOf={(code) => t(`credit.objection.${code}`)}
      />
      <Day name="requestedOn" label={t('credit.act.requestedOn')} />
      <Reasons />
    </ActDialogButton>
  )
}

function Reconsideration({ entry: { entryId } }: EntryActProps): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  return (
    <ActDialogButton<{ readonly askedOn: string; readonly reasons: string }>
      title={t('credit.act.reconsideration')}
      explain={t('credit.act.reconsideration.explain')}
      initial={{ askedOn: session.today }}
      requestOf={({ askedOn, reasons }) => ({
        route: 'enterReconsideration',
        params: { entryId },
        body: { askedOn, reasons: reasons.trim() },
      })}
    >
      <Day name="askedOn" label={t('credit.act.requestedOn')} />
      <Reasons />
    </ActDialogButton>
  )
}

interface ObjectionDecisionEntry {
  readonly decisionNo: string
  readonly isUpheld: boolean
  readonly on: string
  readonly reasons: string
}

function ObjectionDecision({ entry: { entryId } }: EntryActProps): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  return (
    <ActDialogButton<ObjectionDecisionEntry>
      title={t('credit.act.decideObjection')}
      explain={t('credit.act.decideObjection.explain')}
      initial={{ on: session.today }}
      requestOf={({ decisionNo, reasons, ...body }) => ({
        route: 'decideEntryObjection',
        params: { entryId },
        body: { ...body, decisionNo: decisionNo.trim(), reasons: reasons.trim() },
      })}
    >
      <Verdict
        name="isUpheld"
        label={t('credit.act.isUpheld')}
        yes={t('credit.act.upheld.yes')}
        no={t('credit.act.upheld.no')}
      />
      <DecisionNo />
      <Day name="on" label={t('credit.act.decidedOn')} />
      <Reasons />
    </ActDialogButton>
  )
}

function DeletionByHand({ entry: { entryId } }: EntryActProps): ReactElement {
  const { t } = useI18n()
  return <ActButton text={t('credit.act.delete')} act={{ route: 'deleteEntryByHand', params: { entryId }, body: {} }} />
}
