import { Descriptions, Flex, Typography } from 'antd'
import type { DepositAnswer } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { CheckResult } from '../../../components/check-result.tsx'
import { Identifier } from '../../../components/identifier.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatInstant } from '../../../lib/format.ts'
import { useRecordCheck } from '../../../lib/verify.ts'
import { DepositPlatform } from './deposit-platform.tsx'
import { ResultTag } from './deposit-tags.tsx'

const MINUTE_MS = 60_000

/** A deposit that has the digest, judged again in this browser. */
export function DepositMatch({ match }: { readonly match: DepositAnswer['checks'][number] }): ReactElement {
  const { t } = useI18n()
  const proof = useRecordCheck(match.proof)
  const { depositId, digest, depositedAtMs, delayMs, contested } = match
  const delay =
    delayMs === null || delayMs <= 0
      ? t('common.none')
      : t('deposit.delay.minutes', { minutes: Math.ceil(delayMs / MINUTE_MS) })
  return (
    <article aria-label={depositId} style={{ border: '1px solid #e5e7eb', borderRadius: 6, padding: '10px 14px' }}>
      <Flex vertical gap={12}>
        <Flex gap={10} align="center" wrap>
          <Typography.Text strong>{t(`deposit.kind.${match.kind}`)}</Typography.Text>
          <Identifier value={depositId} />
          <ResultTag result={match.result} />
        </Flex>
        <Descriptions
          size="small"
          column={2}
          items={[
            { key: 'at', label: t('deposit.depositedAt'), children: formatInstant(depositedAtMs) },
            { key: 'delay', label: t('deposit.delay'), children: delay },
            { key: 'digest', label: t('deposit.digest'), children: <Identifier value={digest} /> },
            { key: 'contested', label: t('deposit.contested'), children: t(contested ? 'common.yes' : 'common.no') },
          ]}
        />
        <DepositPlatform platform={match.platform} interest={match.interest} />
        <QueryView query={proof}>{(checked) => <CheckResult checked={checked} />}</QueryView>
      </Flex>
    </article>
  )
}
