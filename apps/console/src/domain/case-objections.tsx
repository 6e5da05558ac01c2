import { Flex, Typography } from 'antd'
import type { TableColumnsType } from 'antd'
import type { CaseObjectionView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ProofButton } from '../components/proof-drawer.tsx'
import { Tag } from '../components/tag.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { useSession } from '../lib/session.ts'
import { CodeText } from './code-text.tsx'
import { OrderTag } from './order-tags.tsx'
import { TermDay } from './term-day.tsx'
import { WrittenText } from './written-text.tsx'

/** Objections of a case: who, against what, until when they are decided, and what is open against the decision. */
export function useObjectionColumns(): TableColumnsType<CaseObjectionView> {
  const { t, say } = useI18n()
  const { may } = useSession()
  return [
    {
      key: 'kind',
      title: t('common.kind'),
      render: (_, { kindText, raisedBy }) => (
        <Flex vertical>
          <span>{say(kindText)}</span>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            <CodeText family="objector" code={raisedBy.as} /> {raisedBy.name ?? raisedBy.institution ?? ''}
          </Typography.Text>
        </Flex>
      ),
    },
    {
      key: 'against',
      title: t('caseObjection.against'),
      render: (_, { measure }) =>
        measure === null ? (
          t('matters.noOrder')
        ) : (
          <>
            <CodeText family="asset" code={measure.asset} /> · {measure.label ?? t('measure.noLabel')}
          </>
        ),
    },
    { key: 'grounds', title: t('matters.reasons'), render: (_, { grounds }) => <WrittenText written={grounds} /> },
    {
      key: 'received',
      title: t('caseObjection.receivedOn'),
      render: (_, { receivedOn }) => <span style={{ whiteSpace: 'nowrap' }}>{receivedOn}</span>,
    },
    {
      key: 'due',
      title: t('matters.dueBy'),
      render: (_, { due, state, isOverdue }) => (
        <Flex gap={6} align="flex-start">
          <TermDay term={due} isDone={state !== 'OPEN'} />
          {isOverdue && <Tag tone="bad" text={t('matters.overdue')} />}
        </Flex>
      ),
    },
    { key: 'state', title: t('common.status'), render: (_, one) => <Decided objection={one} /> },
    ...(may('getRecordProof')
      ? [
          {
            key: 'proof',
            title: t('proof.open'),
            render: (_: unknown, { recordKey, kindText, receivedOn }: CaseObjectionView) => (
              <ProofButton recordKey={recordKey} about={`${say(kindText)} ${receivedOn}`} />
            ),
          },
        ]
      : []),
  ]
}

function Decided({ objection }: { readonly objection: CaseObjectionView }): ReactElement {
  const { t, say } = useI18n()
  const { state, decision, remedy } = objection
  return (
    <Flex vertical gap={4} align="flex-start">
      <OrderTag family="objection.state" code={state} />
      {decision !== null && (
        <>
          <span>{t('caseObjection.decidedOn', { officer: decision.officer, day: decision.servedOn })}</span>
          {decision.inTime === false && <Tag tone="warning" text={t('caseObjection.late')} />}
          <WrittenText written={decision.reasons} />
        </>
      )}
      {remedy !== null && (
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {t('caseObjection.remedy', {
            remedy: say(remedy.text),
            day: remedy.until.legalEnd ?? remedy.until.rawEnd,
          })}
        </Typography.Text>
      )}
    </Flex>
  )
}
