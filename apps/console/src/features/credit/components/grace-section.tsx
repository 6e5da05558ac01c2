import { Flex, Form, Select } from 'antd'
import { CREDIT_LISTS } from '@xiezhi/gateway-api'
import type { EnforcementView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActDialogButton } from '../../../components/act-dialog.tsx'
import { Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { debtorOptions } from '../../../domain/debtors.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useSession } from '../../../lib/session.ts'
import { Choice, Day, DecisionNo } from './act-fields.tsx'
import { PersonCell } from './person-cell.tsx'
import { DayLeft } from './term.tsx'

interface ViewProps {
  readonly view: EnforcementView
}

/** Months that debtors of the case were given before anybody decides on a list. */
export function GraceSection({ view }: ViewProps): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const query = useRoute('listCaseGraces', { params: { caseId: view.caseId } })
  return (
    <Section title={t('credit.graces')} extra={may('grantGrace') && <Grant view={view} />}>
      <QueryView query={query} isEmpty={({ items }) => items.length === 0} empty={t('credit.graces.empty')}>
        {({ items }) => (
          <DataTable
            label={t('credit.graces')}
            rows={items}
            rowKey={({ entryId }) => entryId}
            columns={[
              { key: 'person', title: t('credit.person'), render: (_, { person }) => <PersonCell person={person} /> },
              {
                key: 'no',
                title: t('credit.act.decisionNo'),
                render: (_, { decisionNo }) => decisionNo ?? t('common.none'),
              },
              { key: 'decided', title: t('credit.decidedOn'), dataIndex: 'decidedOn' },
              { key: 'until', title: t('credit.grace.until'), render: (_, { until }) => <DayLeft day={until} /> },
            ]}
          />
        )}
      </QueryView>
    </Section>
  )
}

interface Entry {
  readonly debtorId: string
  readonly list: string
  readonly until: string
  readonly decisionNo: string
}

function Grant({ view }: ViewProps): ReactElement {
  const { t } = useI18n()
  return (
    <ActDialogButton<Entry>
      title={t('credit.act.grace')}
      explain={t('credit.act.grace.explain')}
      initial={{ debtorId: view.debtors[0]?.debtorId ?? '', list: 'DISHONEST' }}
      requestOf={({ decisionNo, ...body }) => ({
        route: 'grantGrace',
        params: { caseId: view.caseId },
        body: { ...body, decisionNo: decisionNo.trim() },
      })}
    >
      <Form.Item name="debtorId" label={t('enforcement.debtor')} rules={[{ required: true }]}>
        <Select options={debtorOptions(view, t('case.nameWithheld'))} />
      </Form.Item>
      <Choice name="list" label={t('credit.list')} codes={CREDIT_LISTS} labelOf={(code) => t(`credit.list.${code}`)} />
      <Flex gap={16}>
        <Day name="until" label={t('credit.grace.until')} />
      </Flex>
      <DecisionNo />
    </ActDialogButton>
  )
}
