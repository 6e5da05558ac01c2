import { Alert, Flex, Typography } from 'antd'
import type { RecordResult, VerificationResult, ZoneAssurance } from '@xiezhi/verifier'
import { lazy, Suspense } from 'react'
import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import type { Checked } from '../lib/verify.ts'
import { TrustSource } from './trust-source.tsx'

const CheckDetails = lazy(async () => ({ default: (await import('./check-details.tsx')).CheckDetails }))

interface CheckResultProps {
  readonly checked: Checked<RecordResult | VerificationResult>
}

const LOOKS = { valid: 'success', invalid: 'error', undecidable: 'warning' } as const

/** The judgement of this browser: result, against whose anchors, each check, and what it does not prove. */
export function CheckResult({ checked: { result, origin } }: CheckResultProps): ReactElement {
  const { t } = useI18n()
  return (
    <Flex vertical gap={12}>
      <Alert
        type={LOOKS[result.result]}
        showIcon
        role="status"
        title={t(`proof.result.${result.result}`)}
        description={t(`proof.result.${result.result}.means`)}
      />
      <TrustSource origin={origin} source={result.trustSource} />
      <Suspense fallback={null}>
        <CheckDetails
          checks={result.checks}
          assurance={assuranceOf(result)}
          timestamps={'timestamps' in result ? result.timestamps : []}
          notCovered={'notCovered' in result ? result.notCovered : RECORD_NOT_COVERED}
        />
      </Suspense>
      <Typography.Text type="secondary">{t('proof.inBrowser')}</Typography.Text>
    </Flex>
  )
}

/** A single record carries fewer claims than a bundle, but the same reservations. */
const RECORD_NOT_COVERED = ['TRUTH_BEFORE_CHAIN', 'DATE_OF_VERIFICATION', 'PERSON_BEHIND_KEY', 'LATER_CHANGES'] as const

function assuranceOf(result: RecordResult | VerificationResult): readonly ZoneAssurance[] {
  const { assurance } = result
  if (assurance === null) return []
  return 'chainId' in assurance ? [assurance] : assurance
}
