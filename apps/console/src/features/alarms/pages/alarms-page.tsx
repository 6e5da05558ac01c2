import type { ReactElement } from 'react'
import { Page, Section } from '../../../components/page.tsx'
import { usePaging } from '../../../components/paged-table.tsx'
import { AlarmTable } from '../../../domain/alarm-table.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useSession } from '../../../lib/session.ts'
import { EndedAlarms } from '../components/ended-alarms.tsx'

export function AlarmsPage(): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const paging = usePaging()
  const query = useRoute('listAlarms', { query: { limit: 25, ...paging.at } })
  return (
    <Page title={t('nav.alarms')} explain={t('alarms.explain')}>
      <Section title={t('nav.alarms')}>
        <AlarmTable query={query} paging={paging} empty={t('alarm.empty')} />
      </Section>
      {may('listEndedAlarms') && (
        <Section title={t('alarm.ended')}>
          <EndedAlarms />
        </Section>
      )}
    </Page>
  )
}
