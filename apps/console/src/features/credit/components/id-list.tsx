import { Flex, Typography } from 'antd'
import type { ReactElement } from 'react'
import { Identifier } from '../../../components/identifier.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'

const SHOWN_MAX = 20

/** Entries that a reconciliation names; of many the first and how many more. */
export function IdList({ ids }: { readonly ids: readonly string[] }): ReactElement {
  const { t } = useI18n()
  if (ids.length === 0) return <>{t('common.none')}</>
  const shown = ids.slice(0, SHOWN_MAX)
  return (
    <Flex vertical gap={2} align="flex-start">
      {shown.map((id) => (
        <Identifier key={id} value={id} />
      ))}
      {ids.length > shown.length && (
        <Typography.Text type="secondary">{t('credit.moreIds', { count: ids.length - shown.length })}</Typography.Text>
      )}
    </Flex>
  )
}
