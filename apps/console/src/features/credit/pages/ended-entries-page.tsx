import type { EndedEntryView } from '@xiezhi/gateway-api'
import type { TableColumnsType } from 'antd'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Identifier } from '../../../components/identifier.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { PagedTable, usePaging } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { Tag } from '../../../components/tag.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatInstant, shorten } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'

/** Entries that have ended: what stays is a digest, and nothing that leads to a person. */
export function EndedEntriesPage(): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const paging = usePaging()
  const query = useRoute('listEndedEntries', { query: { limit: 25, ...paging.at } })
  return (
    <Page
      title={t('nav.creditEnded')}
      explain={t('credit.ended.explain')}
      {...(may('listCreditEntries') ? { extra: <Link to="/credit/entries">{t('nav.creditEntries')}</Link> } : {})}
    >
      <Section title={t('credit.ended')}>
        <PagedTable
          label={t('credit.ended')}
          query={query}
          paging={paging}
          empty={t('credit.ended.empty')}
          rowKey={({ entryId }) => entryId}
          columns={useColumns()}
        />
      </Section>
    </Page>
  )
}

function useColumns(): TableColumnsType<EndedEntryView> {
  const { t, say } = useI18n()
  return [
    { key: 'id', title: t('credit.entryId'), render: (_, { entryId }) => <Identifier value={entryId} /> },
    { key: 'list', title: t('credit.list'), render: (_, { list }) => t(`credit.list.${list}`) },
    { key: 'end', title: t('credit.end'), render: (_, { endText }) => say(endText) },
    {
      key: 'event',
      title: t('credit.act.eventKind'),
      render: (_, { event }) => (event === null ? t('common.none') : <CodeText family="credit.event" code={event} />),
    },
    {
      key: 'at',
      title: t('credit.endedAt'),
      render: (_, { endedAtMs, deleteBy }) => (
        <span>
          {formatInstant(endedAtMs)}
          {deleteBy !== null && (
            <span style={{ display: 'block', fontSize: 12, whiteSpace: 'nowrap' }}>
              {t('credit.deleteBy')} {deleteBy}
            </span>
          )}
        </span>
      ),
    },
    {
      key: 'open',
      title: t('credit.openReceipts'),
      render: (_, { openWithdrawals }) =>
        openWithdrawals === 0 ? (
          <Tag tone="good" text={t('credit.allReceipts')} />
        ) : (
          <Tag tone="warning" text={t('credit.receiptsMissing', { count: openWithdrawals })} />
        ),
    },
    {
      key: 'erased',
      title: t('credit.erased'),
      render: (_, { erasedAtMs, certificateDigest }) =>
        erasedAtMs === null ? (
          t('credit.notErased')
        ) : (
          <span>
            {formatInstant(erasedAtMs)}
            {certificateDigest !== null && (
              <span style={{ display: 'block' }}>
                <Identifier value={certificateDigest} />
              </span>
            )}
          </span>
        ),
    },
    {
      key: 'do',
      title: t('common.actions'),
      render: (_, { entryId, recordKey }) => <ProofButton recordKey={recordKey} about={shorten(entryId)} />,
    },
  ]
}
