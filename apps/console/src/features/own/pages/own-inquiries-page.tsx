import type { ReactElement } from 'react'
import { Page, Section } from '../../../components/page.tsx'
import { usePaging } from '../../../components/paged-table.tsx'
import { InquiryTable } from '../../../domain/inquiry-table.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'

/** Who asked about me, when and why. */
export function OwnInquiriesPage(): ReactElement {
  const { t } = useI18n()
  const paging = usePaging()
  const query = useRoute('listMyInquiries', { query: { limit: 25, ...paging.at } })
  return (
    <Page title={t('nav.ownInquiries')} explain={t('own.inquiries.explain')}>
      <Section title={t('nav.inquiries')}>
        <InquiryTable query={query} paging={paging} isOwn empty={t('own.inquiries.empty')} />
      </Section>
    </Page>
  )
}
