import { Flex } from 'antd'
import type { StatusProposal } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useFormSigning } from '../../../components/signing-host.tsx'
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
  const { unchanged, sign } = useFormSigning()
  const propose = (body: StatusProposal): void =>
    sign(
      { title: t('proposal.new'), act: { route: 'proposeStatus', params: { licence }, body } },
      () => void navigate('/proposals'),
    )
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
              <ProposalForm lawyer={lawyer} unchanged={unchanged} onPropose={propose} />
            </Section>
            <LawyerRecord lawyer={lawyer} />
          </Flex>
        )}
      </QueryView>
    </Page>
  )
}
