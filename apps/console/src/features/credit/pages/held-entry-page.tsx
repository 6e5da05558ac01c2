import { Alert, Descriptions, Flex, Typography } from 'antd'
import type { CreditEntryView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { BilingualText } from '../../../components/statute.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { Due } from '../../../domain/due.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatCount, formatInstant, shorten } from '../../../lib/format.ts'
import { CreditTag } from '../components/credit-tag.tsx'
import { HeldActs } from '../components/held-acts.tsx'
import { HeldTerm } from '../components/held-columns.tsx'

/** One entry at a department: what may be done on it, how far the own system is, and each use. */
export function HeldEntryPage(): ReactElement {
  const { t } = useI18n()
  const { client = '', entryId = '' } = useParams()
  const query = useRoute('getHeldEntry', { params: { client, entryId } })
  return (
    <Page title={t('credit.entry')} extra={<Link to="/held">{t('nav.heldEntries')}</Link>}>
      <QueryView query={query}>{(entry) => <Entry entry={entry} />}</QueryView>
    </Page>
  )
}

interface EntryProps {
  readonly entry: CreditEntryView
}

function Entry({ entry }: EntryProps): ReactElement {
  const { t, say } = useI18n()
  const { problem, state } = entry
  return (
    <Flex vertical gap={16}>
      {state === 'WITHDRAWN' && (
        <Alert
          type="error"
          showIcon
          role="status"
          title={t('credit.held.delete')}
          description={t('credit.held.delete.means')}
        />
      )}
      {problem !== null && <Alert type="warning" showIcon role="status" title={say(problem)} />}
      <Section
        title={t('credit.held.shared')}
        extra={<ProofButton recordKey={entry.recordKey} about={shorten(entry.entryId)} />}
      >
        <Facts entry={entry} />
      </Section>
      <Section title={t('credit.held.rules')}>
        <Flex vertical gap={12}>
          <Rules entry={entry} />
          <HeldActs entry={entry} />
        </Flex>
      </Section>
      <Section title={t('credit.held.record')}>
        <Shown entry={entry} />
      </Section>
      <Section title={t('credit.uses')}>
        <Uses entry={entry} />
      </Section>
    </Flex>
  )
}

function Facts({ entry }: EntryProps): ReactElement {
  const { t, say } = useI18n()
  const { receipt, alarmAtMs } = entry
  const none = t('credit.notTold')
  return (
    <Descriptions
      size="small"
      column={3}
      items={[
        { key: 'state', label: t('common.status'), children: <CreditTag code={entry.state} text={entry.stateText} /> },
        { key: 'list', label: t('credit.list'), children: entry.listText === null ? none : say(entry.listText) },
        { key: 'term', label: t('credit.term'), children: <HeldTerm row={entry} /> },
        { key: 'court', label: t('case.court'), children: entry.court ?? none },
        { key: 'revision', label: t('credit.revision'), children: entry.revision },
        { key: 'received', label: t('credit.receivedAt'), children: formatInstant(entry.receivedAtMs) },
        { key: 'step', label: t('credit.ownSystem'), children: <CreditTag code={entry.step} text={entry.stepText} /> },
        {
          key: 'receipt',
          label: t('credit.lastReceipt'),
          children:
            receipt === null
              ? t('credit.noReceipt')
              : `${t('credit.receiptOf', { revision: receipt.revision })} · ${formatInstant(receipt.atMs)}`,
        },
        ...(alarmAtMs === null
          ? []
          : [
              {
                key: 'due',
                label: t('credit.receiptBy'),
                children: <Due dueAtMs={alarmAtMs} isDone={receipt?.isWithdrawal === true} />,
              },
            ]),
      ]}
    />
  )
}

/** What this organisation may do on the entry, and on which basis; nothing else has one (R26-10). */
function Rules({ entry }: EntryProps): ReactElement {
  const { t, say, list } = useI18n()
  const none = t('credit.notTold')
  return (
    <Descriptions
      size="small"
      column={2}
      items={[
        {
          key: 'measures',
          label: t('credit.measures'),
          children: list(entry.measures.map(({ text }) => say(text))),
        },
        {
          key: 'purpose',
          label: t('common.purpose'),
          children: <CodeText family="credit.subscriptionPurpose" code={entry.purpose} />,
        },
        {
          key: 'basis',
          label: t('common.statute'),
          children: entry.legalBasis === null ? none : <CodeText family="credit.legalBasis" code={entry.legalBasis} />,
        },
        { key: 'scope', label: t('credit.scope'), children: t(`credit.scope.${entry.scope}`) },
        {
          key: 'ground',
          label: t('credit.ground'),
          span: 2,
          children: entry.situationText === null ? none : <BilingualText text={entry.situationText} />,
        },
        ...(entry.categories.length === 0
          ? []
          : [
              {
                key: 'categories',
                label: t('credit.categories'),
                span: 2,
                children: list(entry.categories.map(({ text }) => say(text))),
              },
            ]),
      ]}
    />
  )
}

/** The record as the own system shows it; where nothing is shown, why. */
function Shown({ entry: { record, recordState, scope } }: EntryProps): ReactElement {
  const { t, say } = useI18n()
  if (record.length === 0) {
    const isToken = scope === 'TOKEN'
    return (
      <Typography.Text type="secondary">
        {recordState === 'erased' || recordState === 'damaged'
          ? t(`text.${recordState}`)
          : t(isToken ? 'credit.held.token' : 'credit.held.noRecord')}
      </Typography.Text>
    )
  }
  return (
    <Descriptions
      size="small"
      column={2}
      items={record.map(({ key, label, value }) => ({ key, label: `${say(label)} (${key})`, children: value }))}
    />
  )
}

function Uses({ entry: { uses, measures } }: EntryProps): ReactElement {
  const { t, say } = useI18n()
  const textOf = (code: string): string => {
    const found = measures.find(({ measure }) => measure === code)
    return found === undefined ? code : say(found.text)
  }
  return (
    <DataTable
      label={t('credit.uses')}
      rows={uses}
      rowKey={({ useId }) => useId}
      columns={[
        { key: 'on', title: t('common.day'), dataIndex: 'on' },
        { key: 'measure', title: t('credit.act.measure'), render: (_, { measure }) => textOf(measure) },
        { key: 'action', title: t('credit.act.action'), render: (_, { action }) => t(`credit.use.${action}`) },
        {
          key: 'purpose',
          title: t('common.purpose'),
          render: (_, { purpose }) => <CodeText family="credit.subscriptionPurpose" code={purpose} />,
        },
        { key: 'count', title: t('credit.act.count'), align: 'right', render: (_, { count }) => formatCount(count) },
      ]}
    />
  )
}
