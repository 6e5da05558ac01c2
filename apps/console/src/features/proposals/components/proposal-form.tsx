import { Button, Checkbox, Form, InputNumber, Select } from 'antd'
import type { LawyerView, StatusProposal } from '@xiezhi/gateway-api'
import type { ReactElement, ReactNode } from 'react'
import { DateField } from '../../../components/date-field.tsx'
import { DIGEST_PATTERN, DigestField } from '../../../domain/digest-field.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { proposalOf } from '../api/proposal-of.ts'
import type { ProposalFields, ProposalKind } from '../api/proposal-of.ts'

const KINDS: readonly ProposalKind[] = [
  'SUSPENSION',
  'REVOCATION',
  'CANCELLED',
  'WITHDRAWN',
  'SANCTION_SET_ASIDE',
  'OFFICE_CHANGED',
]
/** Articles of the Lawyers Law that name the offences (律师法 47 to 49). */
const ARTICLES = [47, 48, 49]
const DESERVED = ['WARNING', 'SUSPENSION', 'REVOCATION'] as const

interface ProposalFormProps {
  readonly lawyer: LawyerView
  /** Why what was proposed before changed nothing. */
  readonly unchanged: ReactNode
  readonly onPropose: (proposal: StatusProposal) => void
}

/** One form for all kinds; each asks for its own facts. */
export function ProposalForm({ lawyer, unchanged, onPropose }: ProposalFormProps): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, message: t('common.required') }]
  return (
    <Form<ProposalFields>
      layout="vertical"
      style={{ maxWidth: 560 }}
      initialValues={{
        kind: 'SUSPENSION',
        npcStandingMember: lawyer.npcStandingMember,
        civilServant: lawyer.civilServant,
      }}
      onFinish={(fields) => onPropose(proposalOf(fields))}
    >
      <Form.Item name="kind" label={t('proposal.kind')} rules={required}>
        <Select options={KINDS.map((kind) => ({ value: kind, label: t(`proposal.${kind}`) }))} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(before: ProposalFields, after: ProposalFields) => before.kind !== after.kind}>
        {({ getFieldValue }) => <KindFields kind={getFieldValue('kind') as ProposalKind} lawyer={lawyer} />}
      </Form.Item>
      <Form.Item
        name="instrumentDigest"
        label={t('form.digest')}
        extra={t('form.digest.hint')}
        rules={[{ required: true, pattern: DIGEST_PATTERN, message: t('form.digest.invalid') }]}
      >
        <DigestField />
      </Form.Item>
      {unchanged}
      <Button type="primary" htmlType="submit">
        {t('sign.next')}
      </Button>
    </Form>
  )
}

function KindFields({ kind, lawyer }: { readonly kind: ProposalKind; readonly lawyer: LawyerView }): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, message: t('common.required') }]
  const from = (
    <Form.Item name="from" label={t('proposal.from')} rules={required}>
      <DateField />
    </Form.Item>
  )
  switch (kind) {
    case 'SUSPENSION':
    case 'REVOCATION':
      return <SanctionFields isSuspension={kind === 'SUSPENSION'} />
    case 'CANCELLED':
    case 'WITHDRAWN':
      return from
    case 'SANCTION_SET_ASIDE':
      return (
        <>
          <Form.Item name="sanctionId" label={t('proposal.sanction')} rules={required}>
            <Select
              options={lawyer.sanctions
                .filter(({ setAsideOn }) => setAsideOn === null)
                .map(({ sanctionId, text, decidedOn }) => ({ value: sanctionId, label: `${text.zh} ${decidedOn}` }))}
            />
          </Form.Item>
          <Form.Item name="on" label={t('common.day')} rules={required}>
            <DateField />
          </Form.Item>
        </>
      )
    case 'OFFICE_CHANGED':
      return (
        <>
          <Form.Item name="npcStandingMember" valuePropName="checked">
            <Checkbox>{t('lawyer.npcStandingMember')}</Checkbox>
          </Form.Item>
          <Form.Item name="civilServant" valuePropName="checked">
            <Checkbox>{t('lawyer.civilServant')}</Checkbox>
          </Form.Item>
          {from}
        </>
      )
  }
}

function SanctionFields({ isSuspension }: { readonly isSuspension: boolean }): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, message: t('common.required') }]
  return (
    <>
      <Form.Item name="offenceOn" label={t('proposal.offenceOn')} rules={required}>
        <DateField />
      </Form.Item>
      <Form.Item name="article" label={t('sanction.article')} rules={required} extra={t('proposal.article.hint')}>
        <Select
          options={ARTICLES.map((article) => ({ value: article, label: t('sanction.article.of', { article }) }))}
        />
      </Form.Item>
      <Form.Item name="deserved" label={t('proposal.deserved')} rules={required}>
        <Select options={DESERVED.map((code) => ({ value: code, label: t(`sanction.${code}`) }))} />
      </Form.Item>
      <Form.Item name="decidedOn" label={t('sanction.decidedOn')} rules={required}>
        <DateField />
      </Form.Item>
      <Form.Item name="from" label={t('proposal.from')} rules={required}>
        <DateField />
      </Form.Item>
      {isSuspension && (
        <Form.Item name="months" label={t('proposal.months')} rules={required}>
          <InputNumber min={1} max={12} precision={0} />
        </Form.Item>
      )}
      <Form.Item name="publicUntil" label={t('proposal.publicUntil')}>
        <DateField />
      </Form.Item>
    </>
  )
}
