import { Flex } from 'antd'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Page } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { LawyerHistory } from '../../../domain/lawyer-history.tsx'
import type { AsOf } from '../../../domain/lawyer-history.tsx'
import { LawyerRecord } from '../../../domain/lawyer-record.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'

/** A lawyer about himself or herself: the same record that courts are answered from. */
export function OwnPage(): ReactElement {
  const { t } = useI18n()
  const [asOf, setAsOf] = useState<AsOf | null>(null)
  const query = useRoute('getMe', {})
  return (
    <Page title={t('nav.own')} explain={t('own.explain')} extra={<Link to="/me/objections">{t('own.object')}</Link>}>
      <QueryView query={query}>
        {(lawyer) => (
          <Flex vertical gap={16}>
            <LawyerRecord lawyer={lawyer} />
            <LawyerHistory lawyer={lawyer} asOf={asOf} onAsk={setAsOf} />
          </Flex>
        )}
      </QueryView>
    </Page>
  )
}
