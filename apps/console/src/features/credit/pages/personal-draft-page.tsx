import { Descriptions, Flex, Typography } from 'antd'
import type { PersonalDraftView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { ActButton } from '../../../components/act-dialog.tsx'
import { Identifier } from '../../../components/identifier.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { WordsList } from '../../../components/words-list.tsx'
import { Due } from '../../../domain/due.tsx'
import { PrivateText } from '../../../domain/private-text.tsx'
import { StateTag } from '../../../domain/tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useSession } from '../../../lib/session.ts'
import { PersonCell } from '../components/person-cell.tsx'

/** One decision on a person before its second signature: its whole effect in words, and why. */
export function PersonalDraftPage(): ReactElement {
  const { t } = useI18n()
  const { draftId = '' } = useParams()
  const query = useRoute('getPersonalDraft', { params: { draftId } })
  return (
    <Page title={t('personal.draft')} extra={<Link to="/personal">{t('nav.personal')}</Link>}>
      <QueryView query={query}>{(draft) => <Draft draft={draft} />}</QueryView>
    </Page>
  )
}

interface DraftProps {
  readonly draft: PersonalDraftView
}

function Draft({ draft }: DraftProps): ReactElement {
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
        <Facts draft={draft} />
      </Section>
      <Signing draft={draft} />
    </Flex>
  )
}

function Facts({ draft }: DraftProps): ReactElement {
  const { t, say } = useI18n()
  const none = t('common.none')
  return (
    <Descriptions
      size="small"
      column={3}
      items={[
        { key: 'state', label: t('common.status'), children: <StateTag code={draft.state} /> },
        { key: 'decision', label: t('credit.decision'), children: say(draft.decisionText) },
        {
          key: 'kind',
          label: t('personal.kind'),
          children: draft.kind === null ? none : t(`personal.kind.${draft.kind}`),
        },
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

/** The other office signs what was shown; not signing has no effect, and the draft ends by itself. */
function Signing({ draft }: DraftProps): ReactElement | null {
  const { t } = useI18n()
  const { may } = useSession()
  const { draftId, digest, state, mayApprove } = draft
  if (state !== 'OPEN' || !may('signPersonalDraft')) return null
  const params = { draftId }
  return (
    <Section title={t('draft.decision')}>
      <Flex vertical gap={10}>
        <Typography.Text type="secondary">{t('credit.draft.twoSign')}</Typography.Text>
        <Flex gap={8} align="center">
          {mayApprove ? (
            <ActButton
              text={t('draft.sign')}
              type="primary"
              size="middle"
              act={{ route: 'signPersonalDraft', params, body: { digest } }}
            />
          ) : (
            <span>{t('credit.draft.mayNotSign')}</span>
          )}
          <ActButton
            text={t('proposal.withdraw')}
            size="middle"
            act={{ route: 'withdrawPersonalDraft', params, body: {} }}
          />
        </Flex>
      </Flex>
    </Section>
  )
}
