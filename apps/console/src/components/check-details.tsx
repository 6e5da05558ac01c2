import { Typography } from 'antd'
import type { Check, NotCovered, VerificationResult, ZoneAssurance } from '@xiezhi/verifier'
import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { assuranceText, checkText, notCoveredTexts, timestampText } from '../lib/verifier.ts'

interface CheckDetailsProps {
  readonly checks: readonly Check[]
  readonly assurance: readonly ZoneAssurance[]
  readonly timestamps: VerificationResult['timestamps']
  readonly notCovered: readonly NotCovered[]
}

/** So many are read at a glance; more are folded. What failed is never folded. */
const SHOWN_MAX = 6

/** Loaded with the verifier, whose words these are. */
export function CheckDetails({ checks, assurance, timestamps, notCovered }: CheckDetailsProps): ReactElement {
  const { language, t } = useI18n()
  const failed = checks.filter(({ outcome }) => outcome === 'failed')
  const passed = checks.filter(({ outcome }) => outcome === 'ok')
  return (
    <>
      <div>
        <Typography.Text strong>{t('proof.checks')}</Typography.Text>
        <CheckLines checks={failed} />
        <details open={passed.length <= SHOWN_MAX}>
          <summary>{t('proof.passed', { count: passed.length })}</summary>
          <CheckLines checks={passed} />
        </details>
      </div>
      {assurance.length > 0 && (
        <div>
          <Typography.Text strong>{t('proof.assurance')}</Typography.Text>
          {assurance.map((zone) => (
            <div key={zone.chainId}>{assuranceText(zone, language)}</div>
          ))}
        </div>
      )}
      {timestamps.length > 0 && (
        <div>
          <Typography.Text strong>{t('proof.timestamps')}</Typography.Text>
          {timestamps.map((stamp, at) => (
            <div key={at}>{timestampText(stamp, language)}</div>
          ))}
        </div>
      )}
      {notCovered.length > 0 && (
        <div>
          <Typography.Text strong>{t('proof.notCovered')}</Typography.Text>
          <ul style={{ margin: '6px 0 0', paddingInlineStart: 20 }}>
            {notCoveredTexts(notCovered, language).map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

function CheckLines({ checks }: { readonly checks: readonly Check[] }): ReactElement | null {
  const { language, t } = useI18n()
  if (checks.length === 0) return null
  return (
    <ul style={{ listStyle: 'none', padding: 0, margin: '6px 0 0', overflowWrap: 'anywhere' }}>
      {checks.map((check, at) => {
        const isOk = check.outcome === 'ok'
        return (
          <li key={at} style={isOk ? { marginBlock: 3 } : { marginBlock: 3, color: '#b42318' }}>
            <span aria-label={isOk ? t('proof.ok') : t('proof.failed')} role="img">
              {isOk ? '✓' : '✕'}
            </span>{' '}
            {checkText(check, language)}
          </li>
        )
      })}
    </ul>
  )
}
