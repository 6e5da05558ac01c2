import { Button, Flex, Table, Typography } from 'antd'
import type { TableColumnsType } from 'antd'
import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { QueryView } from './query-view.tsx'

interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

export interface Paging {
  /** Part of the query that names the page. */
  readonly at: { readonly cursor?: string }
  /** 1 for the first. */
  readonly page: number
  readonly forward: (next: string) => void
  readonly backward: () => void
  readonly reset: () => void
}

/** Walks a list by the cursors that the gateway gives; going back uses those of before. */
export function usePaging(): Paging {
  const [cursors, setCursors] = useState<readonly string[]>([])
  const last = cursors[cursors.length - 1]
  return {
    at: last === undefined ? {} : { cursor: last },
    page: cursors.length + 1,
    forward: (next) => setCursors([...cursors, next]),
    backward: () => setCursors(cursors.slice(0, -1)),
    reset: () => setCursors([]),
  }
}

export interface PagedTableProps<T> {
  readonly label: string
  readonly query: UseQueryResult<Page<T>>
  readonly paging: Paging
  readonly columns: TableColumnsType<T>
  readonly rowKey: (row: T) => string
  readonly empty?: ReactNode
}

/** One page of a list of any length. */
export function PagedTable<T extends object>(props: PagedTableProps<T>): ReactElement {
  const { label, query, paging, columns, rowKey, empty } = props
  const { t } = useI18n()
  return (
    <QueryView query={query} isEmpty={({ items }) => items.length === 0 && paging.page === 1} empty={empty}>
      {({ items, next }) => (
        <Flex vertical gap={12}>
          <DataTable label={label} rows={items} columns={columns} rowKey={rowKey} />
          {(paging.page > 1 || next !== null) && (
            <Flex justify="flex-end" align="center" gap={8}>
              <Typography.Text type="secondary">{t('common.page', { page: paging.page })}</Typography.Text>
              <Button disabled={paging.page === 1} onClick={paging.backward}>
                {t('action.previous')}
              </Button>
              <Button disabled={next === null} onClick={() => next !== null && paging.forward(next)}>
                {t('action.more')}
              </Button>
            </Flex>
          )}
        </Flex>
      )}
    </QueryView>
  )
}

interface DataTableProps<T> {
  readonly label: string
  readonly rows: readonly T[]
  readonly columns: TableColumnsType<T>
  readonly rowKey: (row: T) => string
}

/** A table of all rows that are given; wide ones scroll by themselves, never the page. */
export function DataTable<T extends object>({ label, rows, columns, rowKey }: DataTableProps<T>): ReactElement {
  const { t } = useI18n()
  return (
    <div role="region" aria-label={label} tabIndex={0} className="scroll-x">
      <Table<T>
        size="small"
        columns={columns}
        dataSource={[...rows]}
        rowKey={rowKey}
        pagination={false}
        locale={{ emptyText: <Typography.Text type="secondary">{t('state.empty')}</Typography.Text> }}
      />
    </div>
  )
}
