import { Empty, Flex, Typography } from 'antd'
import type { PartyMatterView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { DataTable } from '../../../components/paged-table.tsx'
import { Statute } from '../../../components/statute.tsx'
import { Tag } from '../../../components/tag.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { TermDay } from '../../../domain/term-day.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { SubmitButton } from './submit-button.tsx'
import type { SubmissionKind } from './submit-button.tsx'

type Remedy = PartyMatterView['remedies'][number]

interface RemediesProps {
  readonly view: PartyMatterView
}

/** What is open to the person: against what, until when, where it is handed in, under which article. */
export function PartyRemedies({ view }: RemediesProps): ReactElement {
  const { t, say } = useI18n()
  const { caseId, remedies } = view
  if (remedies.length === 0)
    return <Empty description={t('party.remedies.empty')} image={Empty.PRESENTED_IMAGE_SIMPLE} />
  const rows = remedies.map((one, at) => ({ ...one, key: String(at) }))
  return (
    <DataTable
      label={t('party.remedies')}
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        { key: 'what', title: t('party.remedy'), render: (_, { text }) => <strong>{say(text)}</strong> },
        {
          key: 'against',
          title: t('caseObjection.against'),
          render: (_, { subject }) => (
            <Flex vertical>
              <CodeText family="remedySubject" code={subject.kind} />
              {subject.label !== null && <Typography.Text type="secondary">{subject.label}</Typography.Text>}
            </Flex>
          ),
        },
        {
          key: 'until',
          title: t('party.until'),
          render: (_, { until, isOver }) =>
            until === null ? (
              t('party.wholeTime')
            ) : (
              <Flex gap={6} align="flex-start">
                <TermDay term={until} isDone={isOver} />
                {isOver && <Tag tone="neutral" text={t('party.over')} />}
              </Flex>
            ),
        },
        { key: 'where', title: t('party.where'), render: (_, { court }) => say(court) },
        {
          key: 'statute',
          title: t('common.statute'),
          render: (_, { rule, statute }) => (
            <span>
              <Typography.Text code>{rule}</Typography.Text> <Statute statute={statute} />
            </span>
          ),
        },
        {
          key: 'do',
          title: t('common.actions'),
          render: (_, one) => <HandIn caseId={caseId} remedy={one} parts={view.parts} />,
        },
      ]}
    />
  )
}

interface HandInProps {
  readonly caseId: string
  readonly remedy: Remedy
  readonly parts: PartyMatterView['parts']
}

function HandIn({ caseId, remedy, parts }: HandInProps): ReactElement {
  const { t, say } = useI18n()
  const { kind, subject, isOver, text } = remedy
  if (isOver) return <>{t('common.none')}</>
  if (kind === 'SUIT') return <Typography.Text type="secondary">{t('party.suit')}</Typography.Text>
  return (
    <SubmitButton
      caseId={caseId}
      kinds={kindsOf(kind, parts)}
      about={`${say(text)} ${subject.label ?? ''}`.trim()}
      subject={subjectOf(subject)}
    />
  )
}

/** An objection may be about conduct, of a debtor also about the limitation period, of a third party about the thing. */
function kindsOf(kind: Remedy['kind'], parts: HandInProps['parts']): readonly SubmissionKind[] {
  if (kind === 'RECONSIDERATION' || kind === 'DISPUTE_DEBT') return [kind]
  return [
    ...(parts.includes('THIRD_PARTY') ? (['THIRD_PARTY'] as const) : []),
    'CONDUCT',
    ...(parts.includes('DEBTOR') ? (['LIMITATION'] as const) : []),
  ]
}

function subjectOf({ kind, id }: Remedy['subject']): { readonly orderId?: string; readonly earlierId?: string } {
  if (kind === 'OBJECTION') return { earlierId: id }
  return kind === 'CASE' ? {} : { orderId: id }
}
