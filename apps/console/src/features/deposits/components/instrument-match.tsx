import { Alert, Descriptions, Flex, Typography } from 'antd'
import type { DocumentAnswer } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { CheckResult } from '../../../components/check-result.tsx'
import { Identifier } from '../../../components/identifier.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import type { Translate } from '../../../i18n/i18n.tsx'
import { formatInstant } from '../../../lib/format.ts'
import { useRecordCheck } from '../../../lib/verify.ts'

type Instrument = DocumentAnswer['instruments'][number]

const LOOKS = { REVOKED: 'error', SUPERSEDED: 'warning', ENDED: 'warning', IN_FORCE: 'success' } as const

/** An instrument whose document this is: first what has become of it, then what the ledger holds, judged here. */
export function InstrumentMatch({ instrument }: { readonly instrument: Instrument }): ReactElement {
  const { t, say } = useI18n()
  const proof = useRecordCheck(instrument.proof)
  const { instrumentId, title, state } = instrument
  return (
    <article aria-label={instrumentId} style={{ border: '1px solid #e5e7eb', borderRadius: 6, padding: '10px 14px' }}>
      <Flex vertical gap={12}>
        <Flex gap={10} align="center" wrap>
          <Typography.Text strong>{say(title)}</Typography.Text>
          <Identifier value={instrumentId} />
        </Flex>
        <Alert type={LOOKS[state]} showIcon title={t(`document.state.${state}`)} description={meansOf(instrument, t)} />
        <Descriptions size="small" column={2} items={factsOf(instrument, t)} />
        <QueryView query={proof}>{(checked) => <CheckResult checked={checked} />}</QueryView>
      </Flex>
    </article>
  )
}

function meansOf({ state, revocation, orders, superseded, validTo }: Instrument, t: Translate): string {
  if (revocation !== null) {
    const reason = t(`document.revocation.${revocation.reason}`)
    return t('document.state.REVOKED.means', { at: formatInstant(revocation.atMs), reason })
  }
  if (state === 'ENDED') return t('document.state.ENDED.means', { on: validTo ?? '' })
  if (superseded > 0) return t('document.superseded.means', { superseded, orders })
  return t('document.state.IN_FORCE.means')
}

function factsOf(
  { signedAtMs, validFrom, validTo, organisation, digest, emergency, ratified }: Instrument,
  t: Translate,
): { key: string; label: string; children: ReactElement | string }[] {
  const urgency = t(ratified ? 'document.urgency.ratified' : 'document.urgency.open')
  return [
    { key: 'at', label: t('document.signedAt'), children: formatInstant(signedAtMs) },
    { key: 'by', label: t('document.organisation'), children: organisation },
    { key: 'from', label: t('document.validFrom'), children: validFrom },
    { key: 'to', label: t('document.validTo'), children: validTo ?? t('document.validTo.open') },
    { key: 'digest', label: t('deposit.digest'), children: <Identifier value={digest} /> },
    { key: 'urgency', label: t('document.urgency'), children: emergency ? urgency : t('common.no') },
  ]
}
