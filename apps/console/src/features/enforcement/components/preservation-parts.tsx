import { Flex, Typography } from 'antd'
import type { TableColumnsType } from 'antd'
import type { PreservationView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { ActDialogButton } from '../../../components/act-dialog.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { DocumentDigest } from '../../../domain/document-digest.tsx'
import { Money } from '../../../domain/money.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { TermDay } from '../../../domain/term-day.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useSession } from '../../../lib/session.ts'
import { DayField } from './matter-fields.tsx'

export function usePreservationColumns(): TableColumnsType<PreservationView> {
  const { t, say } = useI18n()
  const { may } = useSession()
  return [
    {
      key: 'case',
      title: t('alarm.case'),
      render: (_, { caseId, caseNumber }) => {
        const name = caseNumber ?? caseId.slice(0, 8)
        return <Link to={may('getEnforcement') ? `/enforcement/cases/${caseId}` : `/cases/${caseId}`}>{name}</Link>
      },
    },
    { key: 'kind', title: t('common.kind'), render: (_, { kindText }) => say(kindText) },
    { key: 'basis', title: t('preservation.legalBasis'), render: (_, { legalBasis }) => say(legalBasis) },
    {
      key: 'amount',
      title: t('preservation.amount'),
      align: 'right',
      render: (_, { amountCents, currency }) => <Money cents={amountCents} currency={currency} />,
    },
    {
      key: 'security',
      title: t('preservation.security'),
      align: 'right',
      render: (_, { security, currency }) =>
        security === null ? t('preservation.noSecurity') : <Money cents={security.cents} currency={currency} />,
    },
    { key: 'filing', title: t('preservation.filing'), render: (_, one) => <Filing preservation={one} /> },
    {
      key: 'state',
      title: t('common.status'),
      render: (_, { state }) => <OrderTag family="preservation.state" code={state} />,
    },
    {
      key: 'do',
      title: t('common.actions'),
      render: (_, one) => (
        <Flex gap={8}>
          <FilingButton preservation={one} />
          <ProofButton recordKey={one.recordKey} about={one.caseNumber ?? one.caseId.slice(0, 8)} />
        </Flex>
      ),
    },
  ]
}

interface PreservationProps {
  readonly preservation: PreservationView
}

function Filing({ preservation: { filedOn, filing } }: PreservationProps): ReactElement {
  const { t } = useI18n()
  if (filedOn !== null) return <>{t('preservation.filedOn', { day: filedOn })}</>
  if (filing === null) return <Typography.Text type="secondary">{t('preservation.notRunning')}</Typography.Text>
  return <TermDay term={filing.until} />
}

interface FilingEntry {
  readonly on: string
  readonly documentDigest: string
}

function FilingButton({ preservation }: PreservationProps): ReactElement | null {
  const { t } = useI18n()
  const { session, may } = useSession()
  const { caseId, caseNumber, state, filedOn } = preservation
  if (state !== 'OPEN' || filedOn !== null || !may('recordFiling')) return null
  return (
    <ActDialogButton<FilingEntry>
      title={t('preservation.file')}
      about={caseNumber ?? caseId.slice(0, 8)}
      initial={{ on: session.today }}
      requestOf={(body) => ({ route: 'recordFiling', params: { caseId }, body })}
    >
      <DayField name="on" label={t('common.day')} />
      <DocumentDigest name="documentDigest" label={t('enforcement.document')} />
    </ActDialogButton>
  )
}
