import { Flex, Segmented } from 'antd'
import { CREDIT_LISTS } from '@xiezhi/gateway-api'
import type { EnforcementView } from '@xiezhi/gateway-api'
import { useState } from 'react'
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
import { ConsumptionForm } from '../components/consumption-form.tsx'
import { useEntryColumns } from '../components/entry-columns.tsx'
import { GraceSection } from '../components/grace-section.tsx'
import { ListingForm } from '../components/listing-form.tsx'

type List = (typeof CREDIT_LISTS)[number]

/** From an enforcement case: what is on the lists already, and a new decision for the two who sign. */
export function ProposeEntryPage(): ReactElement {
  const { t } = useI18n()
  const { caseId = '' } = useParams()
  const query = useRoute('getEnforcement', { params: { caseId } })
  const title = query.data === undefined ? '' : caseTitle(query.data, t('case.unpublished'))
  return (
    <Page
      title={t('credit.ofCase')}
      explain={title}
      extra={
        <Flex gap={16}>
          <Link to={`/personal/cases/${caseId}`}>{t('personal.ofCase.link')}</Link>
          <Link to={`/enforcement/cases/${caseId}`}>{t('credit.toEnforcement')}</Link>
        </Flex>
      }
    >
      <QueryView query={query}>{(view) => <OfCase view={view} />}</QueryView>
    </Page>
  )
}

function OfCase({ view }: { readonly view: EnforcementView }): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const entries = useRoute('listCaseCreditEntries', { params: { caseId: view.caseId } })
  const columns = useEntryColumns()
  return (
    <Flex vertical gap={16}>
      <Section title={t('credit.entries')}>
        <QueryView query={entries} isEmpty={({ items }) => items.length === 0} empty={t('credit.ofCase.empty')}>
          {({ items }) => (
            <DataTable label={t('credit.entries')} rows={items} rowKey={({ entryId }) => entryId} columns={columns} />
          )}
        </QueryView>
      </Section>
      {may('listCaseGraces') && <GraceSection view={view} />}
      {may('proposeListing') && <Proposal view={view} />}
    </Flex>
  )
}

function Proposal({ view }: { readonly view: EnforcementView }): ReactElement {
  const { t } = useI18n()
  const navigate = useNavigate()
  const [list, setList] = useState<List>('DISHONEST')
  const { unchanged, sign } = useFormSigning()
  const title = t(list === 'DISHONEST' ? 'credit.propose.listing' : 'credit.propose.consumption')
  const propose = (act: ActRequest): void => sign({ title, act }, () => void navigate('/credit/drafts'))
  const Form = list === 'DISHONEST' ? ListingForm : ConsumptionForm
  return (
    <>
      <Segmented<List>
        aria-label={t('credit.list')}
        value={list}
        onChange={setList}
        options={CREDIT_LISTS.map((code) => ({ value: code, label: t(`credit.list.${code}`) }))}
        style={{ alignSelf: 'flex-start' }}
      />
      <Form key={list} view={view} unchanged={unchanged} onPropose={propose} />
    </>
  )
}
