import { Descriptions, Flex, Typography } from 'antd'
import type { DescriptionsProps } from 'antd'
import type { CreditDraftView, PersonalDraftView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActButton } from '../../../components/act-dialog.tsx'
import { Identifier } from '../../../components/identifier.tsx'
import { Section } from '../../../components/page.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { WordsList } from '../../../components/words-list.tsx'
import { Due } from '../../../domain/due.tsx'
import { PrivateText } from '../../../domain/private-text.tsx'
import { StateTag } from '../../../domain/tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import type { ActRequest } from '../../../lib/signer.ts'
import { PersonCell } from './person-cell.tsx'

interface DraftProps {
  readonly draft: CreditDraftView | PersonalDraftView
  /** Facts of its kind, between what was decided and about whom. */
  readonly facts: NonNullable<DescriptionsProps['items']>
  /** Absent: not this person's to sign, or to withdraw. */
  readonly sign?: ActRequest | undefined
  readonly withdraw?: ActRequest | undefined
}

/** A decision before its second signature: its whole effect in words, and why. */
export function TwoPersonDraft({ draft, facts, sign, withdraw }: DraftProps): ReactElement {
  const { t, say } = useI18n()
  return (
    <Flex vertical gap={16}>
      <Section
        title={t('draft.words')}
        extra={<ProofButton recordKey={draft.recordKey} about={say(draft.decisionText)} />}
      >
        <WordsList words={draft.words} fontSize={15} />
      </Section>
      <Section title={t('draft.facts')}>
        <Facts draft={draft} facts={facts} />
      </Section>
      {draft.state === 'OPEN' && sign !== undefined && <Signing draft={draft} sign={sign} withdraw={withdraw} />}
    </Flex>
  )
}

function Facts({ draft, facts }: Pick<DraftProps, 'draft' | 'facts'>): ReactElement {
  const { t, say } = useI18n()
  const none = t('common.none')
  return (
    <Descriptions
      size="small"
      column={3}
      items={[
        { key: 'state', label: t('common.status'), children: <StateTag code={draft.state} /> },
        { key: 'decision', label: t('credit.decision'), children: say(draft.decisionText) },
        ...facts,
        { key: 'person', label: t('credit.person'), children: <PersonCell person={draft.person} /> },
        { key: 'no', label: t('credit.act.decisionNo'), children: draft.decisionNo ?? none },
        {
          key: 'proposer',
          label: t('proposal.proposer'),
          children: `${draft.proposer.organisation} / ${draft.proposer.officer}`,
        },
        {
          key: 'expires',
          label: t('proposal.expires'),
          children: <Due dueAtMs={draft.expiresAtMs} isDone={draft.state !== 'OPEN'} />,
        },
        { key: 'digest', label: t('draft.digest'), children: <Identifier value={draft.digest} /> },
        {
          key: 'reasons',
          label: t('credit.act.reasons'),
          span: 3,
          children: <PrivateText text={draft.reasons} state={draft.reasonsState} none={none} />,
        },
      ]}
    />
  )
}

interface SigningProps extends Pick<DraftProps, 'draft' | 'withdraw'> {
  readonly sign: ActRequest
}

/** The other office signs what was shown; not signing has no effect, and the draft ends by itself. */
function Signing({ draft, sign, withdraw }: SigningProps): ReactElement {
  const { t } = useI18n()
  return (
    <Section title={t('draft.decision')}>
      <Flex vertical gap={10}>
        <Typography.Text type="secondary">{t('credit.draft.twoSign')}</Typography.Text>
        <Flex gap={8} align="center">
          {draft.mayApprove ? (
            <ActButton text={t('draft.sign')} type="primary" size="middle" act={sign} />
          ) : (
            <span>{t('credit.draft.mayNotSign')}</span>
          )}
          {withdraw !== undefined && <ActButton text={t('proposal.withdraw')} size="middle" act={withdraw} />}
        </Flex>
      </Flex>
    </Section>
  )
}
