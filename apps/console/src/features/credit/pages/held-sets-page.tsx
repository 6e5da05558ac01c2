import { Flex } from 'antd'
import type { ReactElement } from 'react'
import { Identifier } from '../../../components/identifier.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { PagedTable, usePaging } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { Tag } from '../../../components/tag.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatCount, formatInstant } from '../../../lib/format.ts'
import { CreditTag } from '../components/credit-tag.tsx'
import { IdList } from '../components/id-list.tsx'

/** Each month what the own system really held against the court's set; each day against what is to be shown. */
export function HeldSetsPage(): ReactElement {
  const { t } = useI18n()
  return (
    <Page title={t('nav.heldSets')} explain={t('credit.sets.explain')}>
      <Flex vertical gap={16}>
        <Sets />
        <Differences />
      </Flex>
    </Page>
  )
}

function Sets(): ReactElement {
  const { t } = useI18n()
  const paging = usePaging()
  const query = useRoute('listCreditSets', { query: { limit: 25, ...paging.at } })
  return (
    <Section title={t('credit.reconciliation')}>
      <PagedTable
        label={t('credit.reconciliation')}
        query={query}
        paging={paging}
        empty={t('credit.sets.empty')}
        rowKey={({ client, month }) => `${client} ${month}`}
        columns={[
          { key: 'month', title: t('supervision.month'), dataIndex: 'month', minWidth: 84 },
          {
            key: 'state',
            title: t('common.status'),
            render: (_, { state, stateText }) => <CreditTag code={state} text={stateText} />,
          },
          {
            key: 'court',
            title: t('credit.courtCount'),
            align: 'right',
            render: (_, { courtCount }) => formatCount(courtCount),
          },
          {
            key: 'own',
            title: t('credit.ownCount'),
            align: 'right',
            render: (_, { ownCount }) => formatCount(ownCount),
          },
          {
            key: 'differing',
            title: t('credit.differing'),
            align: 'right',
            render: (_, { differing }) => formatCount(differing),
          },
          { key: 'resent', title: t('credit.resend'), render: (_, { resent }) => <IdList ids={resent} /> },
          { key: 'withdrawn', title: t('credit.rewithdraw'), render: (_, { withdrawn }) => <IdList ids={withdrawn} /> },
          { key: 'at', title: t('common.time'), render: (_, { atMs }) => formatInstant(atMs) },
          {
            key: 'do',
            title: t('common.actions'),
            render: (_, { recordKey, month }) => <ProofButton recordKey={recordKey} about={month} />,
          },
        ]}
      />
    </Section>
  )
}

function Differences(): ReactElement {
  const { t } = useI18n()
  const paging = usePaging()
  const query = useRoute('listCreditDifferences', { query: { limit: 25, ...paging.at } })
  return (
    <Section title={t('credit.differences')}>
      <PagedTable
        label={t('credit.differences')}
        query={query}
        paging={paging}
        empty={t('credit.differences.empty')}
        rowKey={({ client, entryId, kind, foundAtMs }) => `${client} ${entryId} ${kind} ${String(foundAtMs)}`}
        columns={[
          { key: 'entry', title: t('credit.entryId'), render: (_, { entryId }) => <Identifier value={entryId} /> },
          {
            key: 'kind',
            title: t('common.kind'),
            render: (_, { kind, kindText }) => <CreditTag code={kind} text={kindText} />,
          },
          { key: 'found', title: t('credit.foundAt'), render: (_, { foundAtMs }) => formatInstant(foundAtMs) },
          {
            key: 'repaired',
            title: t('credit.repairedAt'),
            render: (_, { repairedAtMs }) =>
              repairedAtMs === null ? (
                <Tag tone="warning" text={t('credit.notRepaired')} />
              ) : (
                formatInstant(repairedAtMs)
              ),
          },
        ]}
      />
    </Section>
  )
}
