import { Alert, Descriptions, Flex } from 'antd'
import type { CreditReport } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Identifier } from '../components/identifier.tsx'
import { Section } from '../components/page.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { formatInstant } from '../lib/format.ts'

const LOOKS = {
  none: 'info',
  expected: 'info',
  retrieved: 'success',
  failed: 'warning',
  mismatched: 'error',
} as const

/** A credit report with the comparison of its digest with the ledger's; contents that do not match are not shown. */
export function CreditReportView({ report }: { readonly report: CreditReport }): ReactElement {
  const { t, say } = useI18n()
  const state = report.isMatching === false ? 'mismatched' : report.state
  const time = (ms: number | null): string => (ms === null ? t('common.unknown') : formatInstant(ms))
  return (
    <Flex vertical gap={16}>
      <Alert
        type={LOOKS[state]}
        showIcon
        role="status"
        title={t(`report.state.${state}`)}
        description={report.reason === undefined ? t(`report.state.${state}.means`) : say(report.reason)}
      />
      <Descriptions
        size="small"
        bordered
        column={2}
        items={[
          { key: 'licence', label: t('common.licence'), children: report.licence },
          {
            key: 'digest',
            label: t('report.digest'),
            children: report.reportDigest === null ? t('common.none') : <Identifier value={report.reportDigest} />,
          },
          { key: 'made', label: t('report.generated'), children: time(report.generatedAtMs) },
          { key: 'until', label: t('report.validUntil'), children: time(report.validUntilMs) },
        ]}
      />
      {state !== 'mismatched' &&
        report.sections.map(({ title, rows }) => (
          <Section key={title.zh} title={say(title)}>
            <Descriptions
              size="small"
              column={1}
              bordered
              items={rows.map(({ label, value }) => ({ key: label.zh, label: say(label), children: value }))}
            />
          </Section>
        ))}
    </Flex>
  )
}
