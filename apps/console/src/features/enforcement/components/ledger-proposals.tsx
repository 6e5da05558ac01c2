import { Checkbox, Flex, Form, Input, InputNumber, Typography } from 'antd'
import type { EnforcementView, ReleaseProposalView } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { ActDialogButton } from '../../../components/act-dialog.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { ReasonList } from '../../../components/statute.tsx'
import { Money } from '../../../domain/money.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { PrivateText } from '../../../domain/private-text.tsx'
import { reasonRule } from '../../../domain/reason-fields.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useSession } from '../../../lib/session.ts'
import { DOCUMENT_DEFAULTS, documentBody, DocumentFields } from './document-fields.tsx'
import type { DocumentEntry } from './document-fields.tsx'

const MONTHS_MAX = 120

/** What the ledger proposes: releases, lower limits, renewals. A person decides, another signs. */
export function LedgerProposals({ view }: { readonly view: EnforcementView }): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const isFree = ({ state, draftId }: ReleaseProposalView): boolean => state === 'OPEN' && draftId === null
  const selected = view.proposals.filter((one) => isFree(one) && chosen.includes(one.proposalId))
  const isRenewal = selected[0]?.kind === 'RENEW'
  // One instrument is of one kind: releases and lower limits together, renewals by themselves.
  const isOther = ({ kind }: ReleaseProposalView): boolean => selected.length > 0 && (kind === 'RENEW') !== isRenewal
  const toggle = (proposalId: string, isChosen: boolean): void =>
    setChosen(isChosen ? [...chosen, proposalId] : chosen.filter((one) => one !== proposalId))
  return (
    <Flex vertical gap={12}>
      <DataTable
        label={t('proposal.ofLedger')}
        rows={view.proposals}
        rowKey={({ proposalId }) => proposalId}
        columns={[
          ...(may('proposeFromProposals')
            ? [
                {
                  key: 'choose',
                  title: t('measure.select'),
                  render: (_: unknown, one: ReleaseProposalView) =>
                    isFree(one) && (
                      <Checkbox
                        aria-label={t('measure.selectOf', { label: one.label ?? one.kindText.zh })}
                        checked={chosen.includes(one.proposalId)}
                        disabled={isOther(one)}
                        onChange={({ target }) => toggle(one.proposalId, target.checked)}
                      />
                    ),
                },
              ]
            : []),
          { key: 'kind', title: t('common.kind'), render: (_, one) => <Kind proposal={one} /> },
          { key: 'label', title: t('property.what'), render: (_, { label }) => label ?? t('measure.noLabel') },
          {
            key: 'limit',
            title: t('measure.limit'),
            align: 'right',
            render: (_, one) => <LimitChange proposal={one} currency={view.currency} />,
          },
          { key: 'reason', title: t('common.reason'), render: (_, { reason }) => <ReasonList reasons={[reason]} /> },
          { key: 'due', title: t('common.due'), minWidth: 104, render: (_, { dueOn }) => dueOn ?? t('common.none') },
          { key: 'state', title: t('common.status'), render: (_, one) => <State proposal={one} /> },
          {
            key: 'do',
            title: t('common.actions'),
            render: (_, one) => <Actions caseId={view.caseId} proposal={one} isFree={isFree(one)} />,
          },
        ]}
      />
      {may('proposeFromProposals') && view.proposals.some(isFree) && (
        <Flex gap={8} align="center">
          <FromProposals view={view} selected={selected} isRenewal={isRenewal} onSent={() => setChosen([])} />
          {selected.length === 0 && <Typography.Text type="secondary">{t('proposal.chooseOne')}</Typography.Text>}
        </Flex>
      )}
    </Flex>
  )
}

function Kind({ proposal: { kind } }: { readonly proposal: ReleaseProposalView }): ReactElement {
  const { t } = useI18n()
  return <>{t(`ledgerProposal.${kind}`)}</>
}

interface LimitChangeProps {
  readonly proposal: ReleaseProposalView
  readonly currency: string
}

/** The limit of the measure, and what a lower one keeps of it. */
function LimitChange({ proposal: { limitCents, keepCents }, currency }: LimitChangeProps): ReactElement {
  return (
    <Flex vertical align="flex-end">
      <Money cents={limitCents} currency={currency} />
      {keepCents !== null && (
        <span>
          → <Money cents={keepCents} currency={currency} />
        </span>
      )}
    </Flex>
  )
}

function State({ proposal }: { readonly proposal: ReleaseProposalView }): ReactElement {
  const { t } = useI18n()
  const { state, draftId, dismissal } = proposal
  return (
    <Flex vertical gap={4} align="flex-start">
      <OrderTag family="ledgerProposal.state" code={state} />
      {state === 'OPEN' && draftId !== null && (
        <Link to={`/enforcement/drafts/${draftId}`}>{t('proposal.inDraft')}</Link>
      )}
      {dismissal !== null && (
        <span>
          {dismissal.officer}
          {' · '}
          <PrivateText text={dismissal.reasons} state={dismissal.reasonsState} none={t('common.none')} />
        </span>
      )}
    </Flex>
  )
}

interface ActionsProps {
  readonly caseId: string
  readonly proposal: ReleaseProposalView
  readonly isFree: boolean
}

function Actions({ caseId, proposal, isFree }: ActionsProps): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const about = proposal.label ?? proposal.kindText.zh
  return (
    <Flex gap={8} wrap>
      {isFree && may('dismissProposal') && (
        <ActDialogButton<{ readonly reasons: string }>
          title={t('proposal.dismiss')}
          about={about}
          explain={t('proposal.dismiss.explain')}
          requestOf={({ reasons }) => ({
            route: 'dismissProposal',
            params: { caseId, proposalId: proposal.proposalId },
            body: { reasons: reasons.trim() },
          })}
        >
          <Form.Item name="reasons" label={t('common.reason')} rules={[reasonRule(t('enforcement.reasons.needed'))]}>
            <Input.TextArea rows={3} maxLength={2_000} />
          </Form.Item>
        </ActDialogButton>
      )}
      <ProofButton recordKey={proposal.recordKey} about={about} />
    </Flex>
  )
}

interface FromProposalsProps {
  readonly view: EnforcementView
  readonly selected: readonly ReleaseProposalView[]
  readonly isRenewal: boolean
  readonly onSent: () => void
}

interface ProposalRulingEntry extends DocumentEntry {
  readonly months?: number | null
}

function FromProposals({ view, selected, isRenewal, onSent }: FromProposalsProps): ReactElement {
  const { t } = useI18n()
  return (
    <ActDialogButton<ProposalRulingEntry>
      title={t('proposal.toRuling')}
      explain={t('proposal.toRuling.explain', { count: selected.length })}
      type="primary"
      size="middle"
      isDisabled={selected.length === 0}
      onSent={onSent}
      initial={DOCUMENT_DEFAULTS}
      requestOf={({ months, ...entry }) => ({
        route: 'proposeFromProposals',
        params: { caseId: view.caseId },
        body: {
          ...documentBody(entry),
          proposals: selected.map(({ proposalId }) => proposalId),
          ...(months === undefined || months === null ? {} : { months }),
        },
      })}
    >
      {isRenewal && (
        <Form.Item name="months" label={t('plan.months')} extra={t('proposal.months.longest')}>
          <InputNumber min={1} max={MONTHS_MAX} precision={0} />
        </Form.Item>
      )}
      <DocumentFields hasRuling />
    </ActDialogButton>
  )
}
