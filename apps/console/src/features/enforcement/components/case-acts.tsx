import { Flex, Form, Select } from 'antd'
import { STAY_GROUNDS } from '@xiezhi/gateway-api'
import type { EnforcementView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActButton, ActDialogButton } from '../../../components/act-dialog.tsx'
import { DocumentDigest } from '../../../domain/document-digest.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useSession } from '../../../lib/session.ts'
import { ClaimFields, claimEntry, claimOf } from './claim-fields.tsx'
import type { ClaimEntry } from './claim-fields.tsx'
import { DayField } from './matter-fields.tsx'

interface DayEntry {
  readonly on: string
  readonly documentDigest: string
}

interface StayEntry {
  readonly ground?: (typeof STAY_GROUNDS)[number]
  readonly documentDigest: string
}

/** Acts on the case as a whole: performance, a new statement of the claim, stay, closing. */
export function CaseActs({ view }: { readonly view: EnforcementView }): ReactElement | null {
  const { may } = useSession()
  if (view.state === 'CLOSED') return null
  return (
    <Flex gap={8} wrap>
      {may('recordPerformance') && view.state !== 'PERFORMED' && <Performance view={view} />}
      {may('restateClaim') && view.state === 'OPEN' && <Restatement view={view} />}
      {may('stayEnforcement') && view.state !== 'PERFORMED' && <Stay view={view} />}
      {may('closeEnforcement') && <Closing view={view} />}
    </Flex>
  )
}

interface ActProps {
  readonly view: EnforcementView
}

function Performance({ view: { caseId } }: ActProps): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  return (
    <ActDialogButton<DayEntry>
      title={t('enforcement.perform')}
      explain={t('enforcement.perform.explain')}
      initial={{ on: session.today }}
      requestOf={(body) => ({ route: 'recordPerformance', params: { caseId }, body })}
    >
      <DayField name="on" label={t('common.day')} />
      <DocumentDigest name="documentDigest" label={t('enforcement.document')} />
    </ActDialogButton>
  )
}

function Restatement({ view: { caseId, claim } }: ActProps): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  return (
    <ActDialogButton<DayEntry & ClaimEntry>
      title={t('enforcement.restate')}
      explain={t('enforcement.restate.explain')}
      width={760}
      initial={{ on: session.today, ...claimEntry(claim) }}
      requestOf={({ on, documentDigest, ...fields }) => ({
        route: 'restateClaim',
        params: { caseId },
        body: { on, claim: claimOf(fields, claim.currency), calculationDigest: documentDigest },
      })}
    >
      <DayField name="on" label={t('common.day')} />
      <ClaimFields />
      <DocumentDigest name="documentDigest" label={t('enforcement.document')} />
    </ActDialogButton>
  )
}

function Stay({ view: { caseId, stay } }: ActProps): ReactElement {
  const { t } = useI18n()
  const isStayed = stay !== null
  return (
    <ActDialogButton<StayEntry>
      title={t(isStayed ? 'enforcement.resume' : 'enforcement.stayNow')}
      requestOf={({ ground = null, documentDigest }) => ({
        route: 'stayEnforcement',
        params: { caseId },
        body: { ground: isStayed ? null : ground, documentDigest },
      })}
    >
      {!isStayed && (
        <Form.Item
          name="ground"
          label={t('enforcement.stayGround')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Select options={STAY_GROUNDS.map((code) => ({ value: code, label: t(`stayGround.${code}`) }))} />
        </Form.Item>
      )}
      <DocumentDigest name="documentDigest" label={t('enforcement.document')} />
    </ActDialogButton>
  )
}

function Closing({ view: { caseId } }: ActProps): ReactElement {
  const { t } = useI18n()
  return <ActButton text={t('enforcement.close')} act={{ route: 'closeEnforcement', params: { caseId }, body: {} }} />
}
