import { Flex, Typography } from 'antd'
import type { ReactElement } from 'react'
import { DataTable } from '../../../components/paged-table.tsx'
import { BilingualText } from '../../../components/statute.tsx'
import { Period } from '../../../domain/period.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import type { EntryDetails } from './entry-details.tsx'
import { PersonCell } from './person-cell.tsx'

/** What may not be bought, and what was allowed nevertheless. */
export function ConsumptionFacts({ entry }: { readonly entry: EntryDetails }): ReactElement {
  const { t } = useI18n()
  const { categoryTexts, exceptions } = entry
  return (
    <Flex vertical gap={12}>
      <ul style={{ margin: 0, paddingInlineStart: 20 }}>
        {categoryTexts.map((text) => (
          <li key={text.zh} style={{ marginBlock: 4 }}>
            <BilingualText text={text} />
          </li>
        ))}
      </ul>
      <Typography.Text type="secondary">{t('credit.category.basis')}</Typography.Text>
      {exceptions.length > 0 && (
        <DataTable
          label={t('credit.exceptions')}
          rows={exceptions.map((one, at) => ({ ...one, key: String(at) }))}
          rowKey={({ key }) => key}
          columns={[
            { key: 'person', title: t('credit.person'), render: (_, { person }) => <PersonCell person={person} /> },
            { key: 'what', title: t('credit.exceptions'), render: (_, { text }) => <BilingualText text={text} /> },
            { key: 'days', title: t('credit.days'), render: (_, { from, to }) => <Period from={from} to={to} /> },
          ]}
        />
      )}
    </Flex>
  )
}
