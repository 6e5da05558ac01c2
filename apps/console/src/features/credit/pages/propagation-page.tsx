import { Flex, Switch } from 'antd'
import { PROPAGATION_STATES } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { Page, Section } from '../../../components/page.tsx'
import { PagedTable, usePaging } from '../../../components/paged-table.tsx'
import { useStateChoice } from '../../../components/state-choice.tsx'
import { StateList } from '../../../components/state-list.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { usePropagationColumns, useWithdrawalColumns } from '../components/spread-tables.tsx'

const CHOICES = ['ALL', ...PROPAGATION_STATES] as const
type Choice = (typeof CHOICES)[number]

/** Every entry on its way to every subscriber, and every withdrawal until its receipt. */
export function PropagationPage(): ReactElement {
  const { t } = useI18n()
  return (
    <Page title={t('nav.creditPropagation')} explain={t('credit.propagation.explain')}>
      <Withdrawals />
      <Shares />
    </Page>
  )
}

function Shares(): ReactElement {
  const { t } = useI18n()
  const { choice, choose, paging } = useStateChoice<Choice>('ALL')
  const query = useRoute('listPropagation', {
    query: { limit: 25, ...(choice === 'ALL' ? {} : { state: choice }), ...paging.at },
  })
  return (
    <StateList
      title={t('credit.spreading')}
      choice={choice}
      choose={choose}
      paging={paging}
      choices={CHOICES}
      labelOf={(code) => (code === 'ALL' ? t('credit.choice.ALL') : t(`credit.propagation.${code}`))}
      query={query}
      empty={t('credit.spreading.empty')}
      rowKey={({ entryId, client, subscriber }) => `${entryId} ${client} ${subscriber}`}
      columns={usePropagationColumns()}
    />
  )
}

function Withdrawals(): ReactElement {
  const { t } = useI18n()
  const [isLateOnly, setLateOnly] = useState(false)
  const paging = usePaging()
  const query = useRoute('listWithdrawals', {
    query: { limit: 25, ...(isLateOnly ? { late: true } : {}), ...paging.at },
  })
  return (
    <Section
      title={t('credit.withdrawals')}
      extra={
        <Flex gap={8} align="center">
          <Switch
            id="late-only"
            checked={isLateOnly}
            onChange={(next) => {
              setLateOnly(next)
              paging.reset()
            }}
          />
          <label htmlFor="late-only">{t('credit.lateOnly')}</label>
        </Flex>
      }
    >
      <PagedTable
        label={t('credit.withdrawals')}
        query={query}
        paging={paging}
        empty={t('credit.withdrawals.empty')}
        rowKey={({ entryId, client, subscriber }) => `${entryId} ${client} ${subscriber}`}
        columns={useWithdrawalColumns()}
      />
    </Section>
  )
}
