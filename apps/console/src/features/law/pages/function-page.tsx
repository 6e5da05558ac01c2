import { Flex, Typography } from 'antd'
import type { FunctionView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { BilingualText, Statute } from '../../../components/statute.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { Calculator } from '../components/calculator.tsx'
import { ParameterTimeline } from '../components/parameter-timeline.tsx'
import { useLawWords } from '../api/law-words.ts'
import { rowsOfFunction } from '../api/parameter-rows.ts'

/** One law function: its question, the rules and statutes behind it, and a calculator. */
export function FunctionPage(): ReactElement {
  const { t } = useI18n()
  const { name = '' } = useParams()
  const query = useRoute('getLawFunction', { params: { name } })
  return (
    <Page title={name} extra={<Link to="/law">{t('nav.law')}</Link>}>
      <QueryView query={query}>{(view) => <LawFunction key={view.name} view={view} />}</QueryView>
    </Page>
  )
}

function LawFunction({ view }: { readonly view: FunctionView }): ReactElement {
  const { t } = useI18n()
  const words = useLawWords(view)
  return (
    <Flex vertical gap={16}>
      <Section title={t('law.question')}>
        <BilingualText text={view.question} />
        {view.decisiveDate !== null && (
          <Typography.Paragraph type="secondary" style={{ margin: '8px 0 0' }}>
            {t('law.decisiveDate', { field: words.field(view.decisiveDate) })}
          </Typography.Paragraph>
        )}
      </Section>
      <Section title={t('law.calculator')}>
        <Calculator view={view} />
      </Section>
      <Section title={t('law.rules')}>
        <DataTable
          label={t('law.rules')}
          rows={view.rules}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'id',
              title: t('common.rule'),
              width: 110,
              render: (_, { id }) => <Typography.Text code>{id}</Typography.Text>,
            },
            { key: 'text', title: t('law.rule.text'), render: (_, { zh, en }) => <BilingualText text={{ zh, en }} /> },
            {
              key: 'statute',
              title: t('common.statute'),
              width: 320,
              render: (_, { statute }) => <Statute statute={statute} />,
            },
          ]}
        />
      </Section>
      {view.parameters.length > 0 && (
        <Section title={t('law.parameters')}>
          <ParameterTimeline rows={rowsOfFunction(view)} />
        </Section>
      )}
    </Flex>
  )
}
