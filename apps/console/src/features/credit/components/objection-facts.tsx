import { Descriptions, Flex, Typography } from 'antd'
import type { DescriptionsProps } from 'antd'
import type { CourtEntryView, CreditObjectionView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Section } from '../../../components/page.tsx'
import { PrivateText } from '../../../domain/private-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { CreditTag } from './credit-tag.tsx'
import { DayLeft } from './term.tsx'

interface ContestedProps {
  readonly entry: Pick<CourtEntryView, 'objection' | 'repair'>
}

/** What was asked against an entry, or for its end; nothing where nothing was. */
export function ContestedSections({ entry: { objection, repair } }: ContestedProps): ReactElement {
  const { t } = useI18n()
  return (
    <>
      {objection !== null && (
        <Section title={t('credit.objection')}>
          <ObjectionFacts objection={objection} />
        </Section>
      )}
      {repair !== undefined && (
        <Section title={t('credit.repair')}>
          <RepairFacts repair={repair} />
        </Section>
      )}
    </>
  )
}

/** A request for correction, its clocks and what was decided (失信规定 11, 12). */
function ObjectionFacts({ objection }: { readonly objection: CreditObjectionView }): ReactElement {
  const { t, say } = useI18n()
  const { outcome, decideBy, fixBy, reconsiderBy, reconsiderDecideBy } = objection
  const outcomeText = useOutcome(outcome)
  const clock = (key: string, label: string, day: string | null, isRunning: boolean): DescriptionsProps['items'] =>
    day === null ? [] : [{ key, label, children: isRunning ? <DayLeft day={day} /> : day }]
  return (
    <Flex vertical gap={8}>
      <Descriptions
        size="small"
        column={3}
        items={[
          { key: 'kind', label: t('credit.act.objectionKind'), children: say(objection.kindText) },
          { key: 'on', label: t('credit.act.requestedOn'), children: objection.requestedOn },
          {
            key: 'outcome',
            label: t('credit.act.isUpheld'),
            children: <CreditTag code={outcome} text={outcomeText} />,
          },
          ...(clock('decide', t('credit.objection.decideBy'), decideBy, outcome === 'PENDING') ?? []),
          ...(clock('fix', t('credit.objection.fixBy'), fixBy, true) ?? []),
          ...(clock('reconsider', t('credit.objection.reconsiderBy'), reconsiderBy, true) ?? []),
          ...(objection.reconsiderAskedOn === null
            ? []
            : [
                {
                  key: 'asked',
                  label: t('credit.objection.reconsiderAsked'),
                  children: objection.reconsiderAskedOn,
                },
              ]),
          ...(clock('above', t('credit.objection.reconsiderDecideBy'), reconsiderDecideBy, true) ?? []),
          {
            key: 'reasons',
            label: t('credit.act.reasons'),
            span: 3,
            children: <PrivateText text={objection.reasons} state={objection.reasonsState} none={t('common.none')} />,
          },
          {
            key: 'answer',
            label: t('credit.objection.answer'),
            span: 3,
            children: <PrivateText text={objection.answer} state={objection.answerState} none={t('common.none')} />,
          },
        ]}
      />
      <Typography.Text type="secondary">{t('credit.objection.statute')}</Typography.Text>
    </Flex>
  )
}

type Repair = NonNullable<CourtEntryView['repair']>

/** An application for repair, its clock and what was decided (R26-05). */
function RepairFacts({ repair }: { readonly repair: Repair }): ReactElement {
  const { t, say } = useI18n()
  const { gradeText, appliedOn, decideBy, outcome, outcomeOn, answer, answerState } = repair
  const outcomeText = useOutcome(outcome)
  return (
    <Flex vertical gap={8}>
      <Descriptions
        size="small"
        column={3}
        items={[
          { key: 'grade', label: t('credit.repair.grade'), children: say(gradeText) },
          { key: 'applied', label: t('credit.repair.appliedOn'), children: appliedOn },
          {
            key: 'outcome',
            label: t('credit.act.isUpheld'),
            children: <CreditTag code={outcome} text={outcomeText} />,
          },
          ...(outcome === 'PENDING' && decideBy !== null
            ? [{ key: 'decide', label: t('credit.objection.decideBy'), children: <DayLeft day={decideBy} /> }]
            : []),
          ...(outcomeOn === null ? [] : [{ key: 'on', label: t('credit.act.decidedOn'), children: outcomeOn }]),
          {
            key: 'answer',
            label: t('credit.objection.answer'),
            span: 3,
            children: <PrivateText text={answer} state={answerState} none={t('common.none')} />,
          },
        ]}
      />
      <Typography.Text type="secondary">{t('credit.repair.statute')}</Typography.Text>
    </Flex>
  )
}

function useOutcome(outcome: CreditObjectionView['outcome']): { readonly zh: string; readonly en: string } {
  const { t } = useI18n()
  const text = t(`credit.outcome.${outcome}`)
  return { zh: text, en: text }
}
