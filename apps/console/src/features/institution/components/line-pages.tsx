import { Button, Flex, Typography } from 'antd'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatInstant } from '../../../lib/format.ts'

/** Measures that had ended when the line was full, and stand on pages of their own; some at a time. */
export function LinePages({ assetKey }: { readonly assetKey: string }): ReactElement | null {
  const { t } = useI18n()
  const [starts, setStarts] = useState<readonly number[]>([])
  const after = starts.at(-1)
  const query = useRoute('getAssetLinePages', {
    params: { assetKey },
    query: after === undefined ? {} : { after },
  })
  // Most lines were never full: nothing is said of pages that there are none of.
  if (starts.length === 0 && query.data?.rows.length === 0) return null
  return (
    <Section title={t('line.pages')}>
      <QueryView query={query}>
        {({ rows, next }) => (
          <Flex vertical gap={12}>
            <DataTable
              label={t('line.pages')}
              rows={rows}
              rowKey={({ measureId }) => measureId}
              columns={[
                {
                  key: 'registered',
                  title: t('measure.registeredAt'),
                  render: (_, { registeredAtMs }) => formatInstant(registeredAtMs),
                },
                {
                  key: 'state',
                  title: t('common.status'),
                  render: (_, { state }) => <OrderTag family="measure.state" code={state} />,
                },
                { key: 'to', title: t('measure.term'), render: (_, { to }) => to ?? t('common.none') },
                {
                  key: 'ended',
                  title: t('line.endedAt'),
                  render: (_, { endedAtMs }) => (endedAtMs === null ? t('common.none') : formatInstant(endedAtMs)),
                },
              ]}
            />
            {(starts.length > 0 || next !== null) && (
              <Flex justify="flex-end" align="center" gap={8}>
                <Typography.Text type="secondary">{t('common.page', { page: starts.length + 1 })}</Typography.Text>
                <Button disabled={starts.length === 0} onClick={() => setStarts(starts.slice(0, -1))}>
                  {t('action.previous')}
                </Button>
                <Button disabled={next === null} onClick={() => next !== null && setStarts([...starts, next])}>
                  {t('action.more')}
                </Button>
              </Flex>
            )}
          </Flex>
        )}
      </QueryView>
    </Section>
  )
}
