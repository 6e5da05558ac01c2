import { Flex, Form, Input } from 'antd'
import type { CreditorView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { CallDialogButton } from '../../../components/call-dialog.tsx'
import { InstantField } from '../../../components/date-field.tsx'
import { MoneyField } from '../../../components/money-field.tsx'
import { Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { Tag } from '../../../components/tag.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { Money } from '../../../domain/money.tsx'
import { PrivateText } from '../../../domain/private-text.tsx'
import { ReasonFields } from '../../../domain/reason-fields.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { client } from '../../../lib/client.ts'
import { formatInstant, instantOf } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'
import { ChoiceField, DayField } from './matter-fields.tsx'

const NAME_MAX = 60
const CLASSES = ['PRIORITY', 'ORDINARY'] as const

interface CreditorsProps {
  readonly caseId: string
  readonly creditors: readonly CreditorView[]
}

/** Others who take part in the distribution; who they are lies in the vault. */
export function MatterCreditors({ caseId, creditors }: CreditorsProps): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  return (
    <Section title={t('creditor.title')} extra={may('enterCreditor') && <EnterButton caseId={caseId} />}>
      <DataTable
        label={t('creditor.title')}
        rows={creditors}
        rowKey={({ creditorId }) => creditorId}
        columns={[
          {
            key: 'name',
            title: t('creditor.name'),
            render: (_, { name, nameState }) => (
              <PrivateText text={name} state={nameState} none={t('case.nameWithheld')} />
            ),
          },
          {
            key: 'class',
            title: t('distribution.class'),
            render: (_, one) => <CodeText family="distribution.class" code={one.class} />,
          },
          {
            key: 'cents',
            title: t('creditor.cents'),
            align: 'right',
            render: (_, { cents }) => <Money cents={cents} />,
          },
          { key: 'ground', title: t('creditor.ground'), render: (_, { ground }) => ground ?? t('common.none') },
          {
            key: 'sealed',
            title: t('distribution.sealedAt'),
            render: (_, { sealedAtMs }) => (sealedAtMs === null ? t('common.none') : formatInstant(sealedAtMs)),
          },
          { key: 'applied', title: t('creditor.appliedOn'), dataIndex: 'appliedOn' },
          {
            key: 'do',
            title: t('common.actions'),
            render: (_, one) =>
              one.withdrawnAtMs === null ? (
                may('withdrawCreditor') && <WithdrawButton caseId={caseId} creditor={one} />
              ) : (
                <Tag tone="neutral" text={t('creditor.withdrawn')} />
              ),
          },
        ]}
      />
    </Section>
  )
}

interface CreditorEntry {
  readonly class: (typeof CLASSES)[number]
  readonly name: string
  readonly cents: number
  readonly reasons: string
  readonly sealedAt?: string
  readonly appliedOn: string
}

function EnterButton({ caseId }: { readonly caseId: string }): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  const required = [{ required: true, message: t('common.required') }]
  return (
    <CallDialogButton<CreditorEntry>
      title={t('creditor.enter')}
      explain={t('creditor.enter.explain')}
      initial={{ class: 'ORDINARY', appliedOn: session.today }}
      refreshes={['getMatters']}
      send={({ class: rank, name, cents, reasons, sealedAt = '', appliedOn }) =>
        client.call('enterCreditor', {
          params: { caseId },
          body: {
            class: rank,
            cents,
            appliedOn,
            name: name.trim(),
            ground: reasons.trim(),
            sealedAtMs: sealedAt === '' ? null : instantOf(sealedAt),
          },
        })
      }
    >
      <Form.Item
        name="name"
        label={t('creditor.name')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input maxLength={NAME_MAX} autoComplete="off" />
      </Form.Item>
      <Flex gap={12}>
        <div style={{ flex: 1 }}>
          <ChoiceField name="class" label={t('distribution.class')} codes={CLASSES} family="distribution.class" />
        </div>
        <Form.Item name="cents" label={t('creditor.cents')} rules={required}>
          <MoneyField min={1} />
        </Form.Item>
      </Flex>
      <ReasonFields label={t('creditor.ground')} hint={t('matters.vaultOnly')} hasFile={false} />
      <Flex gap={12}>
        <DayField name="appliedOn" label={t('creditor.appliedOn')} />
        <Form.Item name="sealedAt" label={t('creditor.sealedAt')}>
          <InstantField />
        </Form.Item>
      </Flex>
    </CallDialogButton>
  )
}

interface WithdrawProps {
  readonly caseId: string
  readonly creditor: CreditorView
}

function WithdrawButton({ caseId, creditor: { creditorId, name } }: WithdrawProps): ReactElement {
  const { t } = useI18n()
  return (
    <CallDialogButton<object>
      title={t('creditor.withdraw')}
      about={name ?? creditorId.slice(0, 8)}
      explain={t('creditor.withdraw.explain')}
      refreshes={['getMatters']}
      send={() => client.call('withdrawCreditor', { params: { caseId, creditorId } })}
    >
      {null}
    </CallDialogButton>
  )
}
