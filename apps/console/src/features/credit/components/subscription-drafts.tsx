import { Flex, Typography } from 'antd'
import type { SubscriptionDraftView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActButton } from '../../../components/act-dialog.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { WordsList } from '../../../components/words-list.tsx'
import { Due } from '../../../domain/due.tsx'
import { PrivateText } from '../../../domain/private-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useSession } from '../../../lib/session.ts'

/** A decision on a subscription before its second signature: what is signed, in words, and why. */
export function SubscriptionDraft({ draft }: { readonly draft: SubscriptionDraftView }): ReactElement {
  const { t, say } = useI18n()
  const { may } = useSession()
  const { draftId, digest, subscriber, proposer, expiresAtMs, mayApprove } = draft
  const params = { draftId }
  return (
    <Flex vertical gap={8} role="group" aria-label={`${say(draft.decisionText)}: ${subscriber}`}>
      <Flex gap={12} align="center" wrap>
        <Typography.Text strong>
          {say(draft.decisionText)} · {subscriber}
        </Typography.Text>
        <span>
          {t('proposal.proposer')}: {proposer.organisation} / {proposer.officer}
        </span>
        <Due dueAtMs={expiresAtMs} isDone={false} />
        <ProofButton recordKey={draft.recordKey} about={subscriber} />
      </Flex>
      <WordsList words={draft.words} fontSize={14} />
      <span>
        {t('credit.act.decisionNo')}: {draft.decisionNo ?? t('common.none')}
      </span>
      <PrivateText text={draft.reasons} state={draft.reasonsState} none={t('common.none')} />
      <Flex gap={8} align="center">
        {mayApprove && may('signSubscriptionDraft') ? (
          <ActButton
            text={t('draft.sign')}
            type="primary"
            size="middle"
            act={{ route: 'signSubscriptionDraft', params, body: { digest } }}
          />
        ) : (
          <span>{t('credit.subscriptionDraft.mayNotSign')}</span>
        )}
        {may('withdrawSubscriptionDraft') && (
          <ActButton
            text={t('proposal.withdraw')}
            size="middle"
            act={{ route: 'withdrawSubscriptionDraft', params, body: {} }}
          />
        )}
      </Flex>
    </Flex>
  )
}
