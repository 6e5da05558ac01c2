import { Button, Flex } from 'antd'
import type { ImportReport } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { Page, Section } from '../../../components/page.tsx'
import { PagedTable, usePaging } from '../../../components/paged-table.tsx'
import { SignDialog } from '../../../components/sign-dialog.tsx'
import { StateTag } from '../../../domain/tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatCount, formatInstant } from '../../../lib/format.ts'
import { ImportForm } from '../components/import-form.tsx'
import { RowReport } from '../components/row-report.tsx'

/** Lawyers from a list: checked row by row first, proposed, and approved by a second person. */
export function ImportsPage(): ReactElement {
  const { t } = useI18n()
  const [shown, setShown] = useState<ImportReport | null>(null)
  const [approving, setApproving] = useState<ImportReport | null>(null)
  return (
    <Page title={t('nav.imports')} explain={t('import.explain')}>
      <Section title={t('import.new')}>
        <ImportForm />
      </Section>
      <Section title={t('import.list')}>
        <Imports onShow={setShown} onApprove={setApproving} />
      </Section>
      {shown !== null && (
        <Section title={t('import.report')}>
          <RowReport report={shown} />
        </Section>
      )}
      {approving !== null && (
        <SignDialog
          title={t('proposal.approve')}
          act={{ route: 'approveImport', params: { id: approving.id }, body: {} }}
          onClose={() => setApproving(null)}
        />
      )}
    </Page>
  )
}

interface ImportsProps {
  readonly onShow: (report: ImportReport) => void
  readonly onApprove: (report: ImportReport) => void
}

function Imports({ onShow, onApprove }: ImportsProps): ReactElement {
  const { t } = useI18n()
  const paging = usePaging()
  const query = useRoute('listImports', { query: { limit: 10, ...paging.at } })
  return (
    <PagedTable<ImportReport>
      label={t('import.list')}
      query={query}
      paging={paging}
      empty={t('import.empty')}
      rowKey={({ id }) => id}
      columns={[
        { key: 'created', title: t('common.time'), render: (_, { createdAtMs }) => formatInstant(createdAtMs) },
        {
          key: 'proposer',
          title: t('proposal.proposer'),
          render: (_, { proposer }) => `${proposer.organisation} / ${proposer.officer}`,
        },
        { key: 'rows', title: t('import.rows'), align: 'right', render: (_, { rows }) => formatCount(rows) },
        {
          key: 'accepted',
          title: t('import.accepted'),
          align: 'right',
          render: (_, { accepted }) => formatCount(accepted),
        },
        {
          key: 'refused',
          title: t('import.refused'),
          align: 'right',
          render: (_, { refused }) => formatCount(refused.length),
        },
        { key: 'state', title: t('common.status'), render: (_, { state }) => <StateTag code={state} /> },
        {
          key: 'actions',
          title: t('common.actions'),
          render: (_, row) => (
            <Flex gap={8}>
              <Button size="small" onClick={() => onShow(row)}>
                {t('import.report')}
              </Button>
              {row.mayApprove && row.state === 'proposed' && (
                <Button size="small" type="primary" onClick={() => onApprove(row)}>
                  {t('proposal.approve')}
                </Button>
              )}
            </Flex>
          ),
        },
      ]}
    />
  )
}
