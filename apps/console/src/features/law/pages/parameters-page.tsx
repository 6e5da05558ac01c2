import { Button, Input } from 'antd'
import { useMemo, useState } from 'react'
import type { ReactElement } from 'react'
import { Identifier } from '../../../components/identifier.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { ParameterTimeline } from '../components/parameter-timeline.tsx'
import type { ParameterList } from '@xiezhi/gateway-api'

/** There are hundreds; a page of them is quicker to read and to draw. */
const STEP = 60

/** All parameters of the law with what was, is and will be in force. */
export function ParametersPage(): ReactElement {
  const { t } = useI18n()
  const query = useRoute('listLawParameters', { query: {} })
  const [word, setWord] = useState('')
  return (
    <Page
      title={t('nav.parameters')}
      explain={t('law.parameters.explain')}
      extra={
        <Input
          aria-label={t('law.parameters.search')}
          placeholder={t('law.parameters.search')}
          value={word}
          onChange={({ target }) => setWord(target.value)}
          allowClear
          style={{ width: 280 }}
        />
      }
    >
      <QueryView query={query}>{(list) => <Parameters list={list} word={word} />}</QueryView>
    </Page>
  )
}

function Parameters({ list, word }: { readonly list: ParameterList; readonly word: string }): ReactElement {
  const { t } = useI18n()
  const [shown, setShown] = useState(STEP)
  const rows = useMemo(() => {
    const wanted = word.trim().toLowerCase()
    return list.items.filter(({ key, title }) =>
      [key, title.zh, title.en].some((text) => text.toLowerCase().includes(wanted)),
    )
  }, [list, word])
  return (
    <Section title={t('law.parameters')} extra={<Identifier value={list.parameterVersion} />}>
      <ParameterTimeline rows={rows.slice(0, shown)} />
      {rows.length > shown && (
        <Button onClick={() => setShown(shown + STEP)}>
          {t('law.parameters.more', { count: rows.length - shown })}
        </Button>
      )}
    </Section>
  )
}
