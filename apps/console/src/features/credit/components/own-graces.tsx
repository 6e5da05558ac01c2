import { Alert, Descriptions, Flex } from 'antd'
import type { OwnGraceView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Section } from '../../../components/page.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { QueryView } from '../../../components/query-view.tsx'

/** Time that a court gives before it decides on a list: until when, and what to do. Nothing where none runs. */
export function OwnGraces(): ReactElement {
  const query = useRoute('listOwnGraces', {})
  return (
    <QueryView query={query}>
      {({ items }) => items.map((grace) => <Grace key={grace.entryId} grace={grace} />)}
    </QueryView>
  )
}

function Grace({ grace }: { readonly grace: OwnGraceView }): ReactElement {
  const { t, say } = useI18n()
  const { until, organisationName, caseNumber, decidedOn, decisionNo, todo } = grace
  return (
    <Section title={t('credit.own.grace')}>
      <Flex vertical gap={12}>
        <Alert
          type="warning"
          showIcon
          role="status"
          title={t('credit.own.grace.until', { until })}
          description={
            <ul style={{ margin: 0, paddingInlineStart: 18 }}>
              {todo.map((one) => (
                <li key={one.en}>{say(one)}</li>
              ))}
            </ul>
          }
        />
        <Descriptions
          size="small"
          column={3}
          items={[
            { key: 'court', label: t('case.court'), children: say(organisationName) },
            { key: 'case', label: t('case.number'), children: caseNumber ?? t('common.none') },
            { key: 'decided', label: t('credit.decidedOn'), children: decidedOn },
            { key: 'no', label: t('credit.act.decisionNo'), children: decisionNo ?? t('common.none') },
          ]}
        />
      </Flex>
    </Section>
  )
}
