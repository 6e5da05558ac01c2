import { Input, Typography } from 'antd'
import { useMemo, useState } from 'react'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { BilingualText } from '../../../components/statute.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { byArea } from '../api/by-area.ts'
import type { FunctionSummary } from '../api/by-area.ts'

/** Every question that the law library answers, by area. */
export function FunctionsPage(): ReactElement {
  const { t } = useI18n()
  const query = useRoute('listLawFunctions', {})
  const [word, setWord] = useState('')
  return (
    <Page
      title={t('nav.law')}
      explain={t('law.explain')}
      extra={
        <Input
          aria-label={t('law.search')}
          placeholder={t('law.search')}
          value={word}
          onChange={({ target }) => setWord(target.value)}
          allowClear
          style={{ width: 280 }}
        />
      }
    >
      <QueryView query={query}>{({ items }) => <Areas items={items} word={word} />}</QueryView>
    </Page>
  )
}

function Areas({ items, word }: { readonly items: readonly FunctionSummary[]; readonly word: string }): ReactElement {
  const { t } = useI18n()
  const areas = useMemo(() => byArea(items, word), [items, word])
  if (areas.length === 0) return <Typography.Text>{t('law.none')}</Typography.Text>
  return (
    <>
      {areas.map(({ area, functions }) => (
        <Section key={area} title={`${area} · ${t('common.count', { count: functions.length })}`}>
          <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {functions.map(({ name, question, origin }) => (
              <li
                key={name}
                style={{
                  display: 'grid',
                  gridTemplateColumns: '280px 1fr 90px',
                  gap: 16,
                  padding: '7px 0',
                  borderTop: '1px solid #f0f0f0',
                }}
              >
                <Link to={`/law/functions/${name}`} style={{ overflowWrap: 'anywhere' }}>
                  {name}
                </Link>
                <BilingualText text={question} />
                <Typography.Text type="secondary">
                  <CodeText family="law.origin" code={origin} />
                </Typography.Text>
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </>
  )
}
