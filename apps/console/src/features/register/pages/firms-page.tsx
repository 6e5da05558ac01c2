import type { FirmView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { PagedTable, usePaging } from '../../../components/paged-table.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { StatusTag } from '../../../domain/tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatCount } from '../../../lib/format.ts'

export function FirmsPage(): ReactElement {
  const { t } = useI18n()
  const paging = usePaging()
  const query = useRoute('listFirms', { query: { limit: 25, ...paging.at } })
  return (
    <Page title={t('nav.firms')}>
      <Section title={t('firm.list')}>
        <PagedTable<FirmView>
          label={t('nav.firms')}
          query={query}
          paging={paging}
          empty={t('firm.empty')}
          rowKey={({ uscc }) => uscc}
          columns={[
            {
              key: 'name',
              title: t('firm.name'),
              render: (_, { uscc, firmName }) => <Link to={`/firms/${uscc}`}>{firmName}</Link>,
            },
            { key: 'uscc', title: t('lawyer.firmCode'), dataIndex: 'uscc' },
            { key: 'region', title: t('firm.region'), dataIndex: 'region' },
            {
              key: 'form',
              title: t('firm.orgForm'),
              render: (_, { orgForm }) => <CodeText family="orgForm" code={orgForm} />,
            },
            { key: 'status', title: t('common.status'), render: (_, { status }) => <StatusTag code={status} /> },
            {
              key: 'lawyers',
              title: t('nav.lawyers'),
              align: 'right',
              render: (_, { lawyers }) => formatCount(lawyers),
            },
          ]}
        />
      </Section>
    </Page>
  )
}
