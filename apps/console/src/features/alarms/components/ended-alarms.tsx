import type { ReactElement } from 'react'
import { PagedTable, usePaging } from '../../../components/paged-table.tsx'
import { BilingualText } from '../../../components/statute.tsx'
import { PrivateText } from '../../../domain/private-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatInstant } from '../../../lib/format.ts'

/** Alarms of institutions that are over: when, and why. */
export function EndedAlarms(): ReactElement {
  const { t } = useI18n()
  const paging = usePaging()
  const query = useRoute('listEndedAlarms', { query: { limit: 25, ...paging.at } })
  return (
    <PagedTable
      label={t('alarm.ended')}
      query={query}
      paging={paging}
      empty={t('alarm.endedEmpty')}
      rowKey={({ id }) => id}
      columns={[
        { key: 'text', title: t('alarm.what'), render: (_, { text }) => <BilingualText text={text} /> },
        { key: 'institution', title: t('property.institution'), dataIndex: 'institution' },
        { key: 'raised', title: t('alarm.raised'), render: (_, { raisedAtMs }) => formatInstant(raisedAtMs) },
        { key: 'ended', title: t('alarm.endedAt'), render: (_, { endedAtMs }) => formatInstant(endedAtMs) },
        {
          key: 'why',
          title: t('alarm.endedWhy'),
          render: (_, { endText, endedBy, reasons, reasonsState }) => (
            <>
              <BilingualText text={endText} />
              {endedBy !== null && (
                <div>
                  {endedBy}：<PrivateText text={reasons} state={reasonsState} none={t('common.none')} />
                </div>
              )}
            </>
          ),
        },
      ]}
    />
  )
}
