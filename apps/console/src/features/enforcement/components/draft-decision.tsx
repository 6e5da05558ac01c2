import { Alert, Flex, Typography } from 'antd'
import type { DraftView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActButton } from '../../../components/act-dialog.tsx'
import { CallDialogButton } from '../../../components/call-dialog.tsx'
import { Section } from '../../../components/page.tsx'
import { PrivateText } from '../../../domain/private-text.tsx'
import { ReasonFields } from '../../../domain/reason-fields.tsx'
import type { ReasonEntry } from '../../../domain/reason-fields.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { client } from '../../../lib/client.ts'
import { formatInstant } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'

interface DraftProps {
  readonly draft: DraftView
}

/** Why a judge sent the draft back, for whoever drew it up. */
export function DraftRefusal({ draft: { refusal } }: DraftProps): ReactElement | null {
  const { t } = useI18n()
  const { may } = useSession()
  if (refusal === null) return null
  const { officer, reasons, reasonsState, atMs } = refusal
  return (
    <Alert
      type="warning"
      showIcon
      role="status"
      title={t('draft.refused')}
      description={
        <Flex vertical gap={4}>
          <span>
            <PrivateText text={reasons} state={reasonsState} none={t('common.none')} />
          </span>
          <Typography.Text type="secondary">
            {t('draft.refusedBy', { officer, at: formatInstant(atMs) })}
          </Typography.Text>
          {may('withdrawDraft') && <span>{t('draft.refused.todo')}</span>}
        </Flex>
      }
    />
  )
}

/** A judge signs what was shown, or sends it back with reasons; without either it ends by itself. */
export function DraftDecision({ draft }: DraftProps): ReactElement | null {
  const { t } = useI18n()
  const { may } = useSession()
  const { draftId, digest, state, mayApprove } = draft
  const isOpen = state === 'OPEN'
  if (!isOpen && !(state === 'REFUSED' && may('withdrawDraft'))) return null
  const params = { draftId }
  return (
    <Section title={t('draft.decision')}>
      <Flex vertical gap={10}>
        {isOpen && <Typography.Text type="secondary">{t('draft.notSigned')}</Typography.Text>}
        <Flex gap={8} align="center">
          {isOpen && mayApprove && may('signDraft') && (
            <ActButton
              text={t('draft.sign')}
              type="primary"
              size="middle"
              act={{ route: 'signDraft', params, body: { digest } }}
            />
          )}
          {isOpen && mayApprove && may('refuseDraft') && <RefuseButton draftId={draftId} />}
          {may('withdrawDraft') && (
            <ActButton text={t('proposal.withdraw')} size="middle" act={{ route: 'withdrawDraft', params, body: {} }} />
          )}
          {isOpen && !mayApprove && may('signDraft') && <span>{t('draft.mayNotSign')}</span>}
        </Flex>
      </Flex>
    </Section>
  )
}

function RefuseButton({ draftId }: { readonly draftId: string }): ReactElement {
  const { t } = useI18n()
  return (
    <CallDialogButton<ReasonEntry>
      title={t('draft.refuse')}
      explain={t('draft.refuse.explain')}
      refreshes={['getDraft', 'listDrafts', 'getEnforcement']}
      send={({ reasons }) => client.call('refuseDraft', { params: { draftId }, body: { reasons: reasons.trim() } })}
    >
      <ReasonFields hasFile={false} />
    </CallDialogButton>
  )
}
