import { Flex, Statistic } from 'antd'
import { CREDIT_HELD_STATES } from '@xiezhi/gateway-api'
import type { CreditSummary } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Page, Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useStateChoice } from '../../../components/state-choice.tsx'
import { StateList } from '../../../components/state-list.tsx'
import { Tag } from '../../../components/tag.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatCount, formatInstant } from '../../../lib/format.ts'
import { useHeldColumns } from '../components/held-columns.tsx'

const CHOICES = ['ALL', 'OPEN', ...CREDIT_HELD_STATES] as const
type Choice = (typeof CHOICES)[number]

/** A department or platform: what courts share with it, what may be done on it, and what is to be deleted. */
export function HeldEntriesPage(): ReactElement {
  const { t } = useI18n()
  const { choice, choose, paging } = useStateChoice<Choice>('ALL')
  const summary = useRoute('getCreditSummary', {})
  const query = useRoute('listHeldEntries', {
    query: { limit: 25, ...(choice === 'ALL' ? {} : { state: choice }), ...paging.at },
  })
  return (
    <Page title={t('nav.heldEntries')} explain={t('credit.held.explain')}>
      <Section title={t('credit.held.summary')}>
        <QueryView query={summary}>{(found) => <Summary summary={found} />}</QueryView>
      </Section>
      <StateList
        title={t('credit.entries')}
        choice={choice}
        choose={choose}
        paging={paging}
        choices={CHOICES}
        labelOf={(code) => (code === 'ALL' ? t('credit.choice.ALL') : t(`credit.held.${code}`))}
        query={query}
        empty={t('credit.held.empty')}
        rowKey={({ client, entryId }) => `${client} ${entryId}`}
        columns={useHeldColumns()}
      />
    </Page>
  )
}

function Summary({ summary }: { readonly summary: CreditSummary }): ReactElement {
  const { t } = useI18n()
  const { isAutomatic, isPlatformUp, oldestDeletionAtMs, comparedOn } = summary
  const figures = ['held', 'waitingToShow', 'waitingToDelete', 'refused', 'openDifferences'] as const
  return (
    <Flex vertical gap={12}>
      <Flex gap={40} wrap>
        {figures.map((name) => (
          <Statistic key={name} title={t(`credit.summary.${name}`)} value={formatCount(summary[name])} />
        ))}
      </Flex>
      <Flex gap={12} wrap align="center">
        <Tag tone="notice" text={t(isAutomatic ? 'credit.summary.automatic' : 'credit.summary.byHand')} />
        {isPlatformUp !== null && (
          <Tag
            tone={isPlatformUp ? 'good' : 'bad'}
            text={t(isPlatformUp ? 'credit.summary.up' : 'credit.summary.down')}
          />
        )}
        {oldestDeletionAtMs !== null && (
          <span>{t('credit.summary.oldest', { at: formatInstant(oldestDeletionAtMs) })}</span>
        )}
        {comparedOn !== null && <span>{t('credit.summary.compared', { day: comparedOn })}</span>}
      </Flex>
    </Flex>
  )
}
