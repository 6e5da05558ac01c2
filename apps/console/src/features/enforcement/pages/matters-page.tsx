import { Flex } from 'antd'
import type { EnforcementView, MattersView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useSession } from '../../../lib/session.ts'
import { MatterCreditors } from '../components/matter-creditors.tsx'
import { MatterDebts, MatterSales } from '../components/matter-debts.tsx'
import { MatterObjections } from '../components/matter-objections.tsx'
import { MatterRounds } from '../components/matter-rounds.tsx'
import { MatterTransfers } from '../components/matter-transfers.tsx'
import { MatterWrongs } from '../components/matter-wrongs.tsx'
import { usePreservationColumns } from '../components/preservation-parts.tsx'

/** What stands beside the measures of a case: objections with their clocks, transfers, debts, wrongs, rounds, creditors. */
export function MattersPage(): ReactElement {
  const { t } = useI18n()
  const { caseId = '' } = useParams()
  const view = useRoute('getEnforcement', { params: { caseId } })
  const matters = useRoute('getMatters', { params: { caseId } })
  return (
    <Page
      title={t('matters.title')}
      explain={t('matters.explain')}
      extra={
        <>
          <Link to={`/enforcement/cases/${caseId}/distribution`}>{t('distribution.open')}</Link>
          <Link to={`/enforcement/cases/${caseId}`}>{t('distribution.toCase')}</Link>
        </>
      }
    >
      <QueryView query={view}>
        {(found) => <QueryView query={matters}>{(beside) => <Matters view={found} matters={beside} />}</QueryView>}
      </QueryView>
    </Page>
  )
}

interface MattersProps {
  readonly view: EnforcementView
  readonly matters: MattersView
}

function Matters({ view, matters }: MattersProps): ReactElement {
  const { may } = useSession()
  const { caseId, controls, orders } = view
  const handedIn = useRoute('listSubmissions', { query: { state: 'SUBMITTED' } }, { isEnabled: may('listSubmissions') })
  const submissions = (handedIn.data?.items ?? []).filter((one) => one.caseId === caseId)
  return (
    <Flex vertical gap={16}>
      <Preserved matters={matters} />
      <MatterObjections caseId={caseId} objections={matters.objections} controls={controls} />
      <MatterRounds view={view} matters={matters} />
      <MatterTransfers caseId={caseId} transfers={matters.transfers} controls={controls} />
      <MatterSales caseId={caseId} sales={matters.sales} controls={controls} />
      <MatterCreditors caseId={caseId} creditors={matters.creditors} />
      <MatterDebts caseId={caseId} notices={matters.debtNotices} controls={controls} submissions={submissions} />
      <MatterWrongs caseId={caseId} wrongs={matters.wrongs} orders={orders} />
    </Flex>
  )
}

function Preserved({ matters: { preservation } }: Pick<MattersProps, 'matters'>): ReactElement | null {
  const { t } = useI18n()
  const columns = usePreservationColumns()
  if (preservation === null) return null
  return (
    <Section title={t('preservation.title')}>
      <DataTable
        label={t('preservation.title')}
        rows={[preservation]}
        rowKey={({ caseId }) => caseId}
        columns={columns}
      />
    </Section>
  )
}
