import { Alert, Descriptions } from 'antd'
import type { DescriptionsProps } from 'antd'
import type { OwnPersonalMeasureView, PersonalMeasureView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Identifier } from '../../../components/identifier.tsx'
import { PrivateText } from '../../../domain/private-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { CreditTag } from './credit-tag.tsx'
import { What } from './personal-columns.tsx'
import { DayLeft } from './term.tsx'

type Measure = PersonalMeasureView | OwnPersonalMeasureView

interface FactsProps {
  readonly measure: Measure
  /** Whom it meets, where the reader is somebody else. */
  readonly lead?: NonNullable<DescriptionsProps['items']>
}

/** What was decided, why, and its days. */
export function PersonalFacts({ measure, lead = [] }: FactsProps): ReactElement {
  const { t, say } = useI18n()
  const none = t('common.none')
  const { conduct, state, stateText, organisationName, reconsiderBy } = measure
  return (
    <Descriptions
      size="small"
      column={3}
      items={[
        ...lead,
        { key: 'what', label: t('personal.kind'), children: <What measure={measure} /> },
        { key: 'state', label: t('common.status'), children: <CreditTag code={state} text={stateText} /> },
        { key: 'role', label: t('personal.role'), children: say(measure.roleText) },
        {
          key: 'conduct',
          label: t('personal.conduct'),
          children: conduct === null ? none : `${say(conduct.text)}（${conduct.on}）`,
        },
        { key: 'court', label: t('case.court'), children: say(organisationName) },
        { key: 'no', label: t('credit.act.decisionNo'), children: measure.decisionNo ?? none },
        { key: 'decided', label: t('credit.decidedOn'), children: measure.decidedOn },
        { key: 'served', label: t('credit.act.servedOn'), children: measure.servedOn ?? t('credit.notServed') },
        {
          key: 'carried',
          label: t('personal.carriedOutOn'),
          children: measure.carriedOutOn ?? none,
        },
        {
          key: 'ends',
          label: t('personal.endsOn'),
          children: measure.endsOn === null ? none : <DayLeft day={measure.endsOn} />,
        },
        {
          key: 'reconsider',
          label: t('personal.reconsiderBy'),
          children: reconsiderBy === null ? none : <DayLeft day={reconsiderBy} />,
        },
        { key: 'digest', label: t('credit.decisionDigest'), children: <Identifier value={measure.decisionDigest} /> },
        {
          key: 'reasons',
          label: t('credit.act.reasons'),
          span: 3,
          children: <PrivateText text={measure.reasons} state={measure.reasonsState} none={none} />,
        },
      ]}
    />
  )
}

/** What was asked of the court above, and what it decided. */
export function ReconsiderationFacts({ measure: { reconsideration } }: Pick<FactsProps, 'measure'>): ReactElement {
  const { t, say } = useI18n()
  if (reconsideration === null) return <Alert type="info" title={t('personal.noReconsideration')} />
  const none = t('common.none')
  const { askedOn, decideBy, outcome, outcomeOn } = reconsideration
  return (
    <Descriptions
      size="small"
      column={3}
      items={[
        { key: 'asked', label: t('credit.act.requestedOn'), children: askedOn },
        {
          key: 'by',
          label: t('personal.decideBy'),
          children: decideBy === null || outcome !== 'PENDING' ? (decideBy ?? none) : <DayLeft day={decideBy} />,
        },
        {
          key: 'outcome',
          label: t('common.status'),
          children: `${say(reconsideration.outcomeText)}${outcomeOn === null ? '' : `（${outcomeOn}）`}`,
        },
        {
          key: 'reasons',
          label: t('personal.askedBecause'),
          span: 3,
          children: <PrivateText text={reconsideration.reasons} state={reconsideration.reasonsState} none={none} />,
        },
        {
          key: 'answer',
          label: t('personal.answer'),
          span: 3,
          children: <PrivateText text={reconsideration.answer} state={reconsideration.answerState} none={none} />,
        },
      ]}
    />
  )
}
