import { TRANSFER_STATES } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Page } from '../../../components/page.tsx'
import { useStateChoice } from '../../../components/state-choice.tsx'
import { StateList } from '../../../components/state-list.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useTransferColumns } from '../components/matter-transfers.tsx'

/** Transfers of the right to dispose that this court asked for, or is asked for. */
export function TransfersPage(): ReactElement {
  const { t } = useI18n()
  const { choice, choose, paging } = useStateChoice<(typeof TRANSFER_STATES)[number]>('REQUESTED')
  const query = useRoute('listTransfers', { query: { limit: 25, state: choice, ...paging.at } })
  return (
    <Page title={t('nav.transfers')} explain={t('transfer.explain')}>
      <StateList
        title={t('transfer.title')}
        choice={choice}
        choose={choose}
        paging={paging}
        choices={TRANSFER_STATES}
        labelOf={(code) => t(`transfer.state.${code}`)}
        query={query}
        empty={t('transfer.empty')}
        rowKey={({ transferId }) => transferId}
        columns={useTransferColumns()}
      />
    </Page>
  )
}
