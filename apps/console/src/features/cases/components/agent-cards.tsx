import { Descriptions, Empty, Flex, Typography } from 'antd'
import type { AgentView, CaseView } from '@xiezhi/gateway-api'
import type { ReactElement, ReactNode } from 'react'
import { Link } from 'react-router'
import { Identifier } from '../../../components/identifier.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { Tag } from '../../../components/tag.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { AdmissionTag, StateTag } from '../../../domain/tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'

/** Agents and defenders with powers of attorney, papers, admission and access to the file. */
export function AgentCards({ view }: { readonly view: CaseView }): ReactElement {
  const { t } = useI18n()
  if (view.agentList.length === 0) {
    return <Empty description={t('case.agents.empty')} image={Empty.PRESENTED_IMAGE_SIMPLE} />
  }
  return (
    <Flex vertical gap={12}>
      {view.agentList.map((agent) => (
        <AgentCard key={agent.agentId} agent={agent} side={sideOf(view, agent)} />
      ))}
    </Flex>
  )
}

function AgentCard({ agent, side }: { readonly agent: AgentView; readonly side: string }): ReactElement {
  const { t } = useI18n()
  return (
    <article
      aria-label={agent.name ?? agent.licence}
      style={{ border: '1px solid #e5e7eb', borderRadius: 6, padding: '10px 14px' }}
    >
      <Flex justify="space-between" gap={12} wrap style={{ marginBottom: 8 }}>
        <Flex gap={10} align="center" wrap>
          <Typography.Text strong>{agent.name ?? t('case.nameWithheld')}</Typography.Text>
          <span>{agent.licence}</span>
          <Typography.Text type="secondary">
            <CodeText family="side" code={side} /> · {t(`agentRole.${agent.role}`)}
          </Typography.Text>
          <AdmissionTag code={agent.admission} />
          {agent.endedOn !== null && <Tag tone="neutral" text={t('case.agent.ended', { day: agent.endedOn })} />}
        </Flex>
        <Flex gap={8} align="center">
          {agent.latestVerification !== null && (
            <Link to={`/verifications/${agent.latestVerification}`}>{t('case.agent.verification')}</Link>
          )}
          <ProofButton recordKey={agent.recordKey} about={agent.name ?? agent.licence} />
        </Flex>
      </Flex>
      <Descriptions size="small" column={3} items={useAgentItems(agent)} />
    </article>
  )
}

function useAgentItems(agent: AgentView): { key: string; label: string; children: ReactNode; span?: number }[] {
  const { t } = useI18n()
  const { powers, documents } = agent
  const papers = [
    { key: 'licence', label: t('case.paper.licence'), digest: documents.licence },
    { key: 'letter', label: t('case.paper.firmLetter'), digest: documents.firmLetter },
    { key: 'aid', label: t('case.paper.legalAidLetter'), digest: documents.legalAidLetter },
  ].filter(({ digest }) => digest !== null)
  return [
    { key: 'access', label: t('case.fileAccess'), children: <FileAccess agent={agent} /> },
    { key: 'entered', label: t('case.agent.entered'), children: agent.enteredOn },
    { key: 'firm', label: t('case.agent.letterFirm'), children: agent.letterFirmUscc },
    {
      key: 'powers',
      label: t('case.powers'),
      children:
        powers.specialPowers.length === 0 ? (
          t('case.powers.general')
        ) : (
          <span>
            {t('case.powers.special')}{' '}
            {powers.specialPowers.map((power) => (
              <span key={power} style={{ marginInlineEnd: 6 }}>
                <CodeText family="act" code={power} />
              </span>
            ))}
          </span>
        ),
    },
    { key: 'stage', label: t('case.stage'), children: <CodeText family="stage" code={powers.stage} /> },
    {
      key: 'signed',
      label: t('case.powers.signed'),
      children: `${powers.signedOn} — ${powers.expiresOn ?? t('common.openEnd')}`,
    },
    { key: 'poa', label: t('case.powers.document'), children: <Identifier value={powers.documentDigest} /> },
    {
      key: 'papers',
      label: t('case.papers'),
      span: 2,
      children:
        papers.length === 0
          ? t('common.none')
          : papers.map(({ key, label, digest }) => (
              <span key={key} style={{ marginInlineEnd: 12 }}>
                {label} <Identifier value={digest ?? ''} />
              </span>
            )),
    },
  ]
}

function FileAccess({ agent }: { readonly agent: AgentView }): ReactElement {
  const { t } = useI18n()
  if (agent.fileAccess === 'OPEN') return <Tag tone="good" text={t('case.access.open')} />
  if (agent.fileAccess === 'NONE') return <StateTag code="NONE" />
  return <Tag tone="bad" text={t('case.access.frozen', { day: agent.frozenFrom ?? '' })} />
}

function sideOf({ parties }: CaseView, { partyId }: AgentView): string {
  return parties.find((party) => party.partyId === partyId)?.side ?? ''
}
