import { Button, Flex, Input } from 'antd'
import type { SupervisionView } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement, SubmitEvent } from 'react'
import { Page, Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { Lateness } from '../components/lateness.tsx'
import { Lawfulness, OverControl } from '../components/over-control.tsx'
import { Volumes } from '../components/volumes.tsx'

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

interface Range {
  readonly from?: string
  readonly to?: string
}

/** Volumes, lateness, over-control and lawfulness of enforcement: how many, never whose. */
export function SupervisionPage(): ReactElement {
  const { t } = useI18n()
  const [range, setRange] = useState<Range>({})
  const query = useRoute('getSupervision', { query: range })
  return (
    <Page title={t('nav.supervision')} explain={t('supervision.explain')} extra={<RangeForm onChoose={setRange} />}>
      <QueryView query={query} isEmpty={isEmpty} empty={t('supervision.empty')}>
        {(view) => (
          <Flex vertical gap={16}>
            <Section title={t('supervision.overControl')}>
              <OverControl view={view} />
            </Section>
            <Section title={t('supervision.lateness')}>
              <Lateness view={view} />
            </Section>
            <Section title={t('supervision.volumes')}>
              <Volumes view={view} />
            </Section>
            <Section title={t('supervision.lawfulness')}>
              <Lawfulness view={view} />
            </Section>
          </Flex>
        )}
      </QueryView>
    </Page>
  )
}

function isEmpty({ volumes, lateness, overControl, lawfulness }: SupervisionView): boolean {
  return [volumes, lateness, overControl, lawfulness].every((rows) => rows.length === 0)
}

function RangeForm({ onChoose }: { readonly onChoose: (range: Range) => void }): ReactElement {
  const { t } = useI18n()
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const isWrong = (month: string): boolean => month !== '' && !MONTH.test(month)
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    onChoose({ ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) })
  }
  const fields = [
    { label: t('supervision.fromMonth'), value: from, set: setFrom },
    { label: t('supervision.toMonth'), value: to, set: setTo },
  ]
  return (
    <form onSubmit={submit}>
      <Flex gap={8} align="center">
        {fields.map(({ label, value, set }) => (
          <Input
            key={label}
            aria-label={label}
            placeholder={label}
            value={value}
            style={{ width: 150 }}
            {...(isWrong(value) ? { status: 'error' as const } : {})}
            onChange={({ target }) => set(target.value.trim())}
          />
        ))}
        <Button htmlType="submit" disabled={isWrong(from) || isWrong(to)}>
          {t('action.search')}
        </Button>
      </Flex>
    </form>
  )
}
