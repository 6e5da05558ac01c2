import { Typography } from 'antd'
import type { Check, NotCovered, ZoneAssurance } from '@xiezhi/verifier'
import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { assuranceText, checkText, notCoveredTexts } from '../lib/verifier.ts'

interface CheckDetailsProps {
  readonly checks: readonly Check[]
  readonly assurance: readonly ZoneAssurance[]
  readonly notCovered: readonly NotCovered[]
}

/** Loaded with the verifier, whose words these are. */
export function CheckDetails({ checks, assurance, notCovered }: CheckDetailsProps): ReactElement {
  const { language, t } = useI18n()
  return (
    <>
      <div>
        <Typography.Text strong>{t('proof.checks')}</Typography.Text>
        <ul style={{ listStyle: 'none', padding: 0, margin: '6px 0 0', overflowWrap: 'anywhere' }}>
          {checks.map((check) => {
            const text = checkText(check, language)
            const isOk = check.outcome === 'ok'
            return (
              <li key={text} style={{ marginBlock: 3, color: isOk ? undefined : '#b42318' }}>
                <span aria-label={isOk ? t('proof.ok') : t('proof.failed')} role="img">
                  {isOk ? '✓' : '✕'}
                </span>{' '}
                {text}
              </li>
            )
          })}
        </ul>
      </div>
      {assurance.length > 0 && (
        <div>
          <Typography.Text strong>{t('proof.assurance')}</Typography.Text>
          {assurance.map((zone) => (
            <div key={zone.chainId}>{assuranceText(zone, language)}</div>
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
