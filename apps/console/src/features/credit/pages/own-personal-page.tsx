import { Alert, Flex } from 'antd'
import type { OwnPersonalMeasureView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { CallDialogButton } from '../../../components/call-dialog.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { BilingualText } from '../../../components/statute.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { client, useRoute } from '../../../lib/client.ts'
import { Reasons } from '../components/act-fields.tsx'
import { PersonalFacts, ReconsiderationFacts } from '../components/personal-facts.tsx'
import { usePersonalRequestColumns } from '../components/personal-request-columns.tsx'

/** What is imposed on the person who is signed in, why, and what can be done against it until when. */
export function OwnPersonalPage(): ReactElement {
  const { t } = useI18n()
  const query = useRoute('listOwnPersonalMeasures', {})
  return (
    <Page title={t('nav.ownPersonal')} explain={t('personal.own.explain')}>
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Alert type="success" showIcon role="status" title={t('personal.own.none')} />
          ) : (
            <Flex vertical gap={16}>
              {items.map((measure) => (
                <Measure key={measure.measureId} measure={measure} />
              ))}
            </Flex>
          )
        }
      </QueryView>
    </Page>
  )
}

function Measure({ measure }: { readonly measure: OwnPersonalMeasureView }): ReactElement {
  const { t, say } = useI18n()
  const { kindText, remedies, requests, mayReconsider, reconsideration } = measure
  const columns = usePersonalRequestColumns()
  return (
    <Section title={`${say(kindText)} · ${measure.caseNumber ?? measure.caseId.slice(0, 8)}`}>
      <Flex vertical gap={16}>
        <PersonalFacts measure={measure} />
        <Flex justify="space-between" align="flex-start" gap={16}>
          <ul style={{ margin: 0, paddingInlineStart: 20 }}>
            {remedies.map((text) => (
              <li key={text.zh} style={{ marginBlock: 4 }}>
                <BilingualText text={text} />
              </li>
            ))}
          </ul>
          {mayReconsider && <Ask measure={measure} />}
        </Flex>
        {reconsideration !== null && <ReconsiderationFacts measure={measure} />}
        {requests.length > 0 && (
          <DataTable
            label={t('personal.requests')}
            rows={requests}
            rowKey={({ requestId }) => requestId}
            columns={columns}
          />
        )}
      </Flex>
    </Section>
  )
}

function Ask({ measure: { measureId, kindText } }: { readonly measure: OwnPersonalMeasureView }): ReactElement {
  const { t, say } = useI18n()
  return (
    <CallDialogButton<{ readonly reasons: string }>
      title={t('credit.own.reconsider')}
      about={say(kindText)}
      explain={t('personal.act.reconsideration.explain')}
      type="primary"
      send={({ reasons }) =>
        client.call('askPersonalReconsideration', { params: { measureId }, body: { reasons: reasons.trim() } })
      }
      refreshes={['listOwnPersonalMeasures']}
    >
      <Reasons />
    </CallDialogButton>
  )
}
