import { Flex } from 'antd'
import type { EnforcementView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useFormSigning } from '../../../components/signing-host.tsx'
import { caseTitle } from '../../../domain/case-table.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useSession } from '../../../lib/session.ts'
import type { ActRequest } from '../../../lib/signer.ts'
import { usePersonalColumns } from '../components/personal-columns.tsx'
import { PersonalForm } from '../components/personal-form.tsx'

/** From an enforcement case: what was imposed on persons, and a new decision for the two who sign. */
export function ProposePersonalPage(): ReactElement {
  const { t } = useI18n()
  const { caseId = '' } = useParams()
  const query = useRoute('getEnforcement', { params: { caseId } })
  const title = query.data === undefined ? '' : caseTitle(query.data, t('case.unpublished'))
  return (
    <Page
      title={t('personal.ofCase')}
      explain={title}
      extra={<Link to={`/enforcement/cases/${caseId}`}>{t('credit.toEnforcement')}</Link>}
    >
      <QueryView query={query}>{(view) => <OfCase view={view} />}</QueryView>
    </Page>
  )
}

function OfCase({ view }: { readonly view: EnforcementView }): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const navigate = useNavigate()
  const { unchanged, sign } = useFormSigning()
  const propose = (act: ActRequest): void =>
    sign({ title: t('personal.propose'), act }, () => void navigate('/personal'))
  const query = useRoute('listCasePersonalMeasures', { params: { caseId: view.caseId } })
  const columns = usePersonalColumns()
  return (
    <QueryView query={query}>
      {({ items, limits }) => (
        <Flex vertical gap={16}>
          <Section title={t('nav.personal')}>
            {items.length === 0 ? (
              <span>{t('personal.ofCase.empty')}</span>
            ) : (
              <DataTable
                label={t('nav.personal')}
                rows={items}
                rowKey={({ measureId }) => measureId}
                columns={columns}
              />
            )}
          </Section>
          {may('proposePersonalMeasure') && (
            <PersonalForm view={view} limits={limits} unchanged={unchanged} onPropose={propose} />
          )}
        </Flex>
      )}
    </QueryView>
  )
}
