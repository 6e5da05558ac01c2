import { Flex } from 'antd'
import type { StatusProposal } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { SignDialog } from '../../../components/sign-dialog.tsx'
import { LawyerRecord } from '../../../domain/lawyer-record.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { ProposalForm } from '../components/proposal-form.tsx'

/** Proposes a change of a lawyer's status; another officer has to approve it before anything changes. */
export function ProposePage(): ReactElement {
  const { t } = useI18n()
  const { licence = '' } = useParams()
  const navigate = useNavigate()
  const query = useRoute('getLawyer', { params: { licence } })
  const [proposal, setProposal] = useState<StatusProposal | null>(null)
  return (
    <Page
      title={t('proposal.new')}
      explain={t('proposal.explain')}
      extra={<Link to={`/lawyers/${licence}`}>{t('action.back')}</Link>}
    >
      <QueryView query={query}>
        {(lawyer) => (
          <Flex vertical gap={16}>
            <Section title={t('proposal.what')}>
              <ProposalForm lawyer={lawyer} onPropose={setProposal} />
            </Section>
            <LawyerRecord lawyer={lawyer} />
          </Flex>
        )}
      </QueryView>
      {proposal !== null && (
        <SignDialog
          title={t('proposal.new')}
          act={{ route: 'proposeStatus', params: { licence }, body: proposal }}
          onClose={(row) => {
            setProposal(null)
            if (row !== null) void navigate('/proposals')
          }}
        />
      )}
    </Page>
  )
}
