import { Button, Flex, Input } from 'antd'
import { useState } from 'react'
import type { SubmitEvent, ReactElement } from 'react'
import { useSearchParams } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { usePaging } from '../../../components/paged-table.tsx'
import { InquiryTable } from '../../../domain/inquiry-table.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'

/** Who asked about whom, and why. */
export function InquiriesPage(): ReactElement {
  const { t } = useI18n()
  const [search, setSearch] = useSearchParams()
  const licence = search.get('licence')
  const [typed, setTyped] = useState(licence ?? '')
  const paging = usePaging()
  const query = useRoute('listInquiries', {
    query: { limit: 25, ...(licence === null ? {} : { licence }), ...paging.at },
  })
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    setSearch(typed === '' ? {} : { licence: typed })
    paging.reset()
  }
  return (
    <Page title={t('nav.inquiries')} explain={t('inquiries.explain')}>
      <Section
        title={t('nav.inquiries')}
        extra={
          <form onSubmit={submit} role="search">
            <Flex gap={8}>
              <Input
                aria-label={t('common.licence')}
                placeholder={t('common.licence')}
                inputMode="numeric"
                maxLength={17}
                value={typed}
                onChange={({ target }) => setTyped(target.value.replace(/\D/g, ''))}
                style={{ width: 210 }}
              />
              <Button htmlType="submit" disabled={typed !== '' && typed.length !== 17}>
                {t('action.search')}
              </Button>
            </Flex>
          </form>
        }
      >
        <InquiryTable query={query} paging={paging} isOwn={false} empty={t('inquiries.empty')} />
      </Section>
    </Page>
  )
}
