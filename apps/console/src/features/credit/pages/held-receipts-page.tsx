import { Flex } from 'antd'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Duration } from '../../../components/duration.tsx'
import { Identifier } from '../../../components/identifier.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { PagedTable, usePaging } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { Tag } from '../../../components/tag.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatCount, formatInstant, shorten } from '../../../lib/format.ts'

/** Receipts that this organisation gave, and each use that it recorded. */
export function HeldReceiptsPage(): ReactElement {
  const { t } = useI18n()
  return (
    <Page title={t('nav.heldReceipts')} explain={t('credit.receipts.explain')}>
      <Flex vertical gap={16}>
        <Receipts />
        <Uses />
      </Flex>
    </Page>
  )
}

function Receipts(): ReactElement {
  const { t } = useI18n()
  const paging = usePaging()
  const query = useRoute('listCreditReceipts', { query: { limit: 25, ...paging.at } })
  return (
    <Section title={t('credit.receipts')}>
      <PagedTable
        label={t('credit.receipts')}
        query={query}
        paging={paging}
        empty={t('credit.receipts.empty')}
        rowKey={({ client, entryId, revision }) => `${client} ${entryId} ${String(revision)}`}
        columns={[
          { key: 'entry', title: t('credit.entryId'), render: (_, { entryId }) => <Identifier value={entryId} /> },
          {
            key: 'kind',
            title: t('common.kind'),
            render: (_, { isWithdrawal }) => (
              <Tag
                tone={isWithdrawal ? 'good' : 'notice'}
                text={t(isWithdrawal ? 'credit.receipt.deleted' : 'credit.receipt.taken')}
              />
            ),
          },
          { key: 'revision', title: t('credit.revision'), align: 'right', dataIndex: 'revision' },
          { key: 'at', title: t('common.time'), render: (_, { atMs }) => formatInstant(atMs) },
          {
            key: 'took',
            title: t('credit.receipt.took'),
            render: (_, { tookMs }) => (tookMs === null ? t('common.unknown') : <Duration ms={tookMs} />),
          },
          {
            key: 'do',
            title: t('common.actions'),
            render: (_, { recordKey, entryId }) => <ProofButton recordKey={recordKey} about={shorten(entryId)} />,
          },
        ]}
      />
    </Section>
  )
}

function Uses(): ReactElement {
  const { t, say } = useI18n()
  const paging = usePaging()
  const query = useRoute('listCreditUses', { query: { limit: 25, ...paging.at } })
  return (
    <Section title={t('credit.uses')}>
      <PagedTable
        label={t('credit.uses')}
        query={query}
        paging={paging}
        empty={t('credit.uses.empty')}
        rowKey={({ useId }) => useId}
        columns={[
          { key: 'on', title: t('common.day'), dataIndex: 'on' },
          {
            key: 'entry',
            title: t('credit.entryId'),
            render: (_, { client, entryId }) => <Link to={`/held/${client}/${entryId}`}>{shorten(entryId)}</Link>,
          },
          { key: 'measure', title: t('credit.act.measure'), render: (_, { measureText }) => say(measureText) },
          { key: 'action', title: t('credit.act.action'), render: (_, { actionText }) => say(actionText) },
          {
            key: 'purpose',
            title: t('common.purpose'),
            render: (_, { purpose }) => <CodeText family="credit.subscriptionPurpose" code={purpose} />,
          },
          { key: 'count', title: t('credit.act.count'), align: 'right', render: (_, { count }) => formatCount(count) },
          {
            key: 'reason',
            title: t('common.reason'),
            render: (_, { hasReason }) => (hasReason ? t('credit.use.withReason') : t('common.none')),
          },
          {
            key: 'do',
            title: t('common.actions'),
            render: (_, { recordKey, useId }) => <ProofButton recordKey={recordKey} about={shorten(useId)} />,
          },
        ]}
      />
    </Section>
  )
}
