import { Alert, Descriptions, Empty, Flex, Form, Select } from 'antd'
import type { HaltState } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActButton, ActDialogButton } from '../../../components/act-dialog.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { Due } from '../../../domain/due.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import type { TextKey } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatInstant } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'

const HALT_REASONS = ['INCIDENT', 'WRONGFUL_EFFECT', 'SYSTEM_FAULT', 'ORDER_OF_SUPERIOR'] as const
const RESUME_REASONS = ['CLEARED', 'CORRECTED', 'ORDER_OF_SUPERIOR'] as const

/** The kill switch: two persons of two roles halt new effects, and let them go on. */
export function HaltPage(): ReactElement {
  const { t } = useI18n()
  const query = useRoute('getHalt', {})
  return (
    <Page title={t('nav.halt')} explain={t('halt.explain')}>
      <QueryView query={query}>
        {(halt) => (
          <Flex vertical gap={16}>
            <Section title={t('halt.now')} extra={<ProofButton recordKey={halt.recordKey} about={t('nav.halt')} />}>
              <Now halt={halt} />
            </Section>
            <Section title={t('halt.proposals')}>
              <Proposals halt={halt} />
            </Section>
          </Flex>
        )}
      </QueryView>
    </Page>
  )
}

function Now({ halt }: { readonly halt: HaltState }): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  return (
    <Flex vertical gap={12} align="flex-start">
      <Alert
        type={halt.halted ? 'error' : 'success'}
        showIcon
        role="status"
        style={{ width: '100%' }}
        title={t(halt.halted ? 'halt.isOn' : 'halt.isOff')}
        description={t(halt.halted ? 'halt.isOn.means' : 'halt.isOff.means')}
      />
      {halt.halted && (
        <Descriptions
          size="small"
          column={3}
          items={[
            {
              key: 'reason',
              label: t('common.reason'),
              children: halt.reason === null ? t('common.none') : <CodeText family="haltReason" code={halt.reason} />,
            },
            {
              key: 'since',
              label: t('halt.since'),
              children: halt.sinceMs === null ? t('common.none') : formatInstant(halt.sinceMs),
            },
            {
              key: 'officers',
              label: t('halt.officers'),
              children: halt.officers.map(({ organisation, officer }) => `${organisation} / ${officer}`).join('、'),
            },
          ]}
        />
      )}
      {may('proposeHalt') && <ProposeButton isHalted={halt.halted} />}
    </Flex>
  )
}

function ProposeButton({ isHalted }: { readonly isHalted: boolean }): ReactElement {
  const { t } = useI18n()
  const reasons = isHalted ? RESUME_REASONS : HALT_REASONS
  return (
    <ActDialogButton<{ readonly reason: string }>
      title={t(isHalted ? 'halt.proposeResume' : 'halt.propose')}
      explain={t('halt.propose.explain')}
      size="middle"
      isDanger={!isHalted}
      requestOf={({ reason }) => ({ route: 'proposeHalt', params: {}, body: { halted: !isHalted, reason } })}
    >
      <Form.Item name="reason" label={t('common.reason')} rules={[{ required: true, message: t('common.required') }]}>
        <Select options={reasons.map((code) => ({ value: code, label: t(`haltReason.${code}` satisfies TextKey) }))} />
      </Form.Item>
    </ActDialogButton>
  )
}

function Proposals({ halt: { proposals } }: { readonly halt: HaltState }): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  if (proposals.length === 0)
    return <Empty description={t('halt.proposals.empty')} image={Empty.PRESENTED_IMAGE_SIMPLE} />
  return (
    <DataTable
      label={t('halt.proposals')}
      rows={proposals}
      rowKey={({ proposalId }) => proposalId}
      columns={[
        {
          key: 'what',
          title: t('proposal.what'),
          render: (_, { halted }) => t(halted ? 'halt.propose' : 'halt.proposeResume'),
        },
        {
          key: 'reason',
          title: t('common.reason'),
          render: (_, { reason }) => <CodeText family="haltReason" code={reason} />,
        },
        {
          key: 'proposer',
          title: t('proposal.proposer'),
          render: (_, { proposer, proposedAtMs }) =>
            `${proposer.organisation} / ${proposer.officer} ${formatInstant(proposedAtMs)}`,
        },
        {
          key: 'expires',
          title: t('proposal.expires'),
          render: (_, { expiresAtMs }) => <Due dueAtMs={expiresAtMs} />,
        },
        {
          key: 'do',
          title: t('common.actions'),
          render: (_, { proposalId, digest, halted, mayApprove }) =>
            mayApprove && may('approveHalt') ? (
              <ActButton
                text={t(halted ? 'halt.approve' : 'halt.approveResume')}
                type="primary"
                isDanger={halted}
                act={{ route: 'approveHalt', params: { proposalId }, body: { digest } }}
              />
            ) : (
              t('halt.other')
            ),
        },
      ]}
    />
  )
}
