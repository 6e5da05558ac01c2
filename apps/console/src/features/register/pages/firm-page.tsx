import { Descriptions, Flex } from 'antd'
import type { FirmView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable, PagedTable, usePaging } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { LawyerStatus } from '../../../domain/lawyer-status.tsx'
import { Period } from '../../../domain/period.tsx'
import { PrivateText } from '../../../domain/private-text.tsx'
import { StatusTag } from '../../../domain/tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'

/** A law firm with its periods, assessments and lawyers. */
export function FirmPage(): ReactElement {
  const { t } = useI18n()
  const { id = '' } = useParams()
  const query = useRoute('getFirm', { params: { id } })
  return (
    <Page title={query.data?.firmName ?? t('common.firm')}>
      <QueryView query={query}>{(firm) => <Firm firm={firm} />}</QueryView>
    </Page>
  )
}

function Firm({ firm }: { readonly firm: FirmView }): ReactElement {
  const { t } = useI18n()
  return (
    <Flex vertical gap={16}>
      <Section title={t('common.firm')} extra={<ProofButton recordKey={firm.recordKey} about={firm.firmName} />}>
        <Descriptions
          size="small"
          column={2}
          bordered
          items={[
            { key: 'uscc', label: t('lawyer.firmCode'), children: firm.uscc },
            { key: 'status', label: t('common.status'), children: <StatusTag code={firm.status} /> },
            { key: 'region', label: t('firm.region'), children: firm.region },
            { key: 'form', label: t('firm.orgForm'), children: <CodeText family="orgForm" code={firm.orgForm} /> },
          ]}
        />
      </Section>
      <Section title={t('firm.periods')}>
        <DataTable
          label={t('firm.periods')}
          rows={firm.periods}
          rowKey={({ from }) => from}
          columns={[
            { key: 'status', title: t('common.status'), render: (_, { status }) => <StatusTag code={status} /> },
            { key: 'period', title: t('history.valid'), render: (_, { from, to }) => <Period from={from} to={to} /> },
          ]}
        />
      </Section>
      <Section title={t('lawyer.assessments')}>
        <DataTable
          label={t('lawyer.assessments')}
          rows={firm.assessments}
          rowKey={({ year }) => String(year)}
          columns={[
            { key: 'year', title: t('assessment.year'), dataIndex: 'year' },
            {
              key: 'grade',
              title: t('assessment.grade'),
              render: (_, { grade }) => <CodeText family="grade" code={grade} />,
            },
            { key: 'filed', title: t('assessment.filedOn'), dataIndex: 'filedOn' },
          ]}
        />
      </Section>
      <Section title={t('nav.lawyers')}>
        <FirmLawyers firm={firm} />
      </Section>
    </Flex>
  )
}

function FirmLawyers({ firm }: { readonly firm: FirmView }): ReactElement {
  const { t } = useI18n()
  const paging = usePaging()
  const query = useRoute('listLawyers', { query: { limit: 25, firm: firm.uscc, ...paging.at } })
  return (
    <PagedTable
      label={t('nav.lawyers')}
      query={query}
      paging={paging}
      empty={t('lawyer.empty')}
      rowKey={({ lawyerId }) => lawyerId}
      columns={[
        {
          key: 'name',
          title: t('common.name'),
          render: (_, { name, nameState }) => (
            <PrivateText text={name} state={nameState} none={t('case.nameWithheld')} />
          ),
        },
        {
          key: 'licence',
          title: t('common.licence'),
          render: (_, { licence }) => <Link to={`/lawyers/${licence}`}>{licence}</Link>,
        },
        { key: 'status', title: t('common.status'), render: (_, row) => <LawyerStatus lawyer={row} /> },
      ]}
    />
  )
}
