import { Flex, Select } from 'antd'
import { CREDIT_ENTRY_STATES, CREDIT_LISTS } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { PagedTable } from '../../../components/paged-table.tsx'
import { StateChoice, useStateChoice } from '../../../components/state-choice.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useEntryColumns } from '../components/entry-columns.tsx'

const CHOICES = ['ALL', 'OBJECTED', 'PROPOSED', 'PENDING', ...CREDIT_ENTRY_STATES] as const
type Choice = (typeof CHOICES)[number]
type List = (typeof CREDIT_LISTS)[number]

/** Entries of this court that stand. */
export function CreditEntriesPage(): ReactElement {
  const { t } = useI18n()
  const { choice, choose, paging } = useStateChoice<Choice>('ALL')
  const [list, setList] = useState<List | undefined>(undefined)
  const query = useRoute('listCreditEntries', {
    query: { limit: 25, ...filterOf(choice), ...(list === undefined ? {} : { list }), ...paging.at },
  })
  return (
    <Page
      title={t('nav.creditEntries')}
      explain={t('credit.entries.explain')}
      extra={<Link to="/credit/ended">{t('nav.creditEnded')}</Link>}
    >
      <Section
        title={t('credit.entries')}
        extra={
          <Select<List>
            aria-label={t('credit.list')}
            placeholder={t('credit.list.all')}
            allowClear
            style={{ width: 190 }}
            {...(list === undefined ? {} : { value: list })}
            onChange={(next: List | undefined) => {
              setList(next)
              paging.reset()
            }}
            options={CREDIT_LISTS.map((code) => ({ value: code, label: t(`credit.list.${code}`) }))}
          />
        }
      >
        <Flex vertical gap={12} align="stretch">
          <div className="scroll-x">
            <StateChoice
              value={choice}
              onChange={choose}
              choices={CHOICES}
              labelOf={(code) => t(`credit.choice.${code}`)}
            />
          </div>
          <PagedTable
            label={t('credit.entries')}
            query={query}
            paging={paging}
            empty={t('credit.entries.empty')}
            rowKey={({ entryId }) => entryId}
            columns={useEntryColumns()}
          />
        </Flex>
      </Section>
    </Page>
  )
}

function filterOf(choice: Choice): {
  readonly state?: (typeof CREDIT_ENTRY_STATES)[number]
  readonly objected?: boolean
  readonly proposed?: boolean
  readonly pending?: boolean
} {
  if (choice === 'ALL') return {}
  if (choice === 'OBJECTED') return { objected: true }
  if (choice === 'PENDING') return { pending: true }
  return choice === 'PROPOSED' ? { proposed: true } : { state: choice }
}
