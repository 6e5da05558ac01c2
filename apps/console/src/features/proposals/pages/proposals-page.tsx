import { Flex } from 'antd'
import type { ProposalView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { ActButton } from '../../../components/act-dialog.tsx'
import { Identifier } from '../../../components/identifier.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { PagedTable } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { BilingualText } from '../../../components/statute.tsx'
import { StateChoice, useStateChoice } from '../../../components/state-choice.tsx'
import { Due } from '../../../domain/due.tsx'
import { StateTag } from '../../../domain/tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatInstant } from '../../../lib/format.ts'

const CHOICES = ['OPEN', 'APPROVED', 'WITHDRAWN', 'EXPIRED'] as const
type Choice = (typeof CHOICES)[number]

/** Acts that wait for, or had, a second person. */
export function ProposalsPage(): ReactElement {
  const { t } = useI18n()
  const { choice, choose, paging } = useStateChoice<Choice>('OPEN')
  const query = useRoute('listProposals', { query: { limit: 25, state: choice, ...paging.at } })
  return (
    <Page title={t('nav.proposals')} explain={t('proposals.explain')}>
      <Section
        title={t('proposals.list')}
        extra={
          <StateChoice value={choice} onChange={choose} choices={CHOICES} labelOf={(code) => t(`state.${code}`)} />
        }
      >
        <PagedTable<ProposalView>
          label={t('nav.proposals')}
          query={query}
          paging={paging}
          empty={t('proposals.empty')}
          rowKey={({ proposalId }) => proposalId}
          columns={[
            { key: 'words', title: t('proposal.what'), render: (_, row) => <ProposalWords proposal={row} /> },
            {
              key: 'licence',
              title: t('common.licence'),
              render: (_, { licence }) =>
                licence === null ? t('common.none') : <Link to={`/lawyers/${licence}`}>{licence}</Link>,
            },
            {
              key: 'proposer',
              title: t('proposal.proposer'),
              render: (_, { proposer, proposedAtMs }) => (
                <Flex vertical>
                  <span>{`${proposer.organisation} / ${proposer.officer}`}</span>
                  <span>{formatInstant(proposedAtMs)}</span>
                </Flex>
              ),
            },
            {
              key: 'expires',
              title: t('proposal.expires'),
              render: (_, { expiresAtMs, state }) => <Due dueAtMs={expiresAtMs} isDone={state !== 'OPEN'} />,
            },
            { key: 'state', title: t('common.status'), render: (_, { state }) => <StateTag code={state} /> },
            {
              key: 'actions',
              title: t('common.actions'),
              render: (_, row) => <ProposalActions proposal={row} />,
            },
          ]}
        />
      </Section>
    </Page>
  )
}

function ProposalWords({ proposal }: { readonly proposal: ProposalView }): ReactElement {
  return (
    <Flex vertical gap={2}>
      {proposal.words.map((words) => (
        <BilingualText key={words.zh} text={words} />
      ))}
      <Identifier value={proposal.digest} />
    </Flex>
  )
}

/** The proposer withdraws, another officer approves: nobody does both. */
function ProposalActions({ proposal }: { readonly proposal: ProposalView }): ReactElement {
  const { t } = useI18n()
  const { proposalId, digest, state, mayApprove } = proposal
  const params = { id: proposalId }
  return (
    <Flex gap={8} wrap>
      {state === 'OPEN' && mayApprove && (
        <ActButton
          type="primary"
          text={t('proposal.approve')}
          act={{ route: 'approveProposal', params, body: { digest } }}
        />
      )}
      {state === 'OPEN' && !mayApprove && (
        <ActButton text={t('proposal.withdraw')} act={{ route: 'withdrawProposal', params, body: {} }} />
      )}
      <ProofButton recordKey={proposal.recordKey} about={proposal.words[0]?.zh ?? proposal.type} />
    </Flex>
  )
}
