import { Button, Checkbox, Flex, Form, Input, Select } from 'antd'
import { DEBTOR_KINDS } from '@xiezhi/gateway-api'
import type { CreditorView, EnforcementView, RouteInput, Routes } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { DateField, InstantField } from '../../../components/date-field.tsx'
import { MoneyField } from '../../../components/money-field.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatInstant, instantOf } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'

export type DistributionQuestion = RouteInput<Routes['evaluateDistribution']>['body']

const NAME_MAX = 60
/** Name of the case's own claim in the answer. */
export const OWN_CLAIM = 'OWN'

interface ClaimEntry {
  readonly id: string
  readonly cents: number
  readonly sealedAt?: string
}

interface Entry {
  readonly asOf: string
  readonly proceedsCents: number
  readonly costsCents: number
  readonly debtorKind: DistributionQuestion['debtorKind']
  readonly bankruptcyConsent: boolean
  readonly ownSealedAt: string
  readonly priority?: readonly ClaimEntry[]
  readonly ordinary?: readonly ClaimEntry[]
}

interface DistributionFormProps {
  readonly view: EnforcementView
  /** Entered in the case; the form begins with them. */
  readonly creditors: readonly CreditorView[]
  readonly onAsk: (question: DistributionQuestion) => void
}

/** What was got, from whom, and who else has a claim; the case's own claim is taken from the case. */
export function DistributionForm({ view, creditors, onAsk }: DistributionFormProps): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  const required = [{ required: true, message: t('common.required') }]
  return (
    <Form<Entry>
      name="distribution"
      layout="vertical"
      initialValues={{
        asOf: session.today,
        costsCents: 0,
        debtorKind: view.debtors[0]?.kind ?? 'NATURAL',
        bankruptcyConsent: false,
        ownSealedAt: firstSeal(view),
        priority: claimsOf(creditors, 'PRIORITY'),
        ordinary: claimsOf(creditors, 'ORDINARY'),
      }}
      onFinish={(entry) => onAsk(questionOf(entry))}
    >
      <Flex gap={16} wrap>
        <Form.Item name="asOf" label={t('common.day')} rules={required}>
          <DateField />
        </Form.Item>
        <Form.Item name="proceedsCents" label={t('distribution.proceeds')} rules={required}>
          <MoneyField min={1} />
        </Form.Item>
        <Form.Item name="costsCents" label={t('distribution.costs')} rules={required}>
          <MoneyField />
        </Form.Item>
        <Form.Item name="debtorKind" label={t('distribution.debtorKind')} rules={required}>
          <Select
            style={{ width: 170 }}
            options={DEBTOR_KINDS.map((code) => ({ value: code, label: t(`debtorKind.${code}`) }))}
          />
        </Form.Item>
        <Form.Item
          name="ownSealedAt"
          label={t('distribution.ownSealedAt')}
          extra={t('distribution.ownSealedAt.hint')}
          rules={required}
        >
          <InstantField />
        </Form.Item>
      </Flex>
      <Form.Item name="bankruptcyConsent" valuePropName="checked">
        <Checkbox>{t('distribution.bankruptcyConsent')}</Checkbox>
      </Form.Item>
      <Claims name="priority" title={t('distribution.priority')} />
      <Claims name="ordinary" title={t('distribution.ordinary')} isSealed />
      <Button type="primary" htmlType="submit">
        {t('distribution.evaluate')}
      </Button>
    </Form>
  )
}

interface ClaimsProps {
  readonly name: 'priority' | 'ordinary'
  readonly title: string
  /** Ordinary claims against an enterprise go by the second of sealing. */
  readonly isSealed?: boolean
}

function Claims({ name: list, title, isSealed = false }: ClaimsProps): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, message: t('common.required') }]
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <legend style={{ padding: '0 0 8px', fontWeight: 600 }}>{title}</legend>
      <Form.List name={list}>
        {(fields, { add, remove }) => (
          <Flex vertical gap={4} align="flex-start" style={{ marginBottom: 16 }}>
            {fields.map(({ key, name }) => (
              <Flex key={key} gap={12} wrap align="flex-end">
                <Form.Item
                  name={[name, 'id']}
                  label={t('distribution.creditor')}
                  rules={[{ required: true, whitespace: true, message: t('common.required') }]}
                >
                  <Input maxLength={NAME_MAX} style={{ width: 240 }} autoComplete="off" />
                </Form.Item>
                <Form.Item name={[name, 'cents']} label={t('distribution.claim')} rules={required}>
                  <MoneyField min={1} />
                </Form.Item>
                {isSealed && (
                  <Form.Item name={[name, 'sealedAt']} label={t('distribution.sealedAt')} rules={required}>
                    <InstantField />
                  </Form.Item>
                )}
                <Form.Item>
                  <Button
                    aria-label={t('form.removeOf', { name: `${title} ${String(name + 1)}` })}
                    onClick={() => remove(name)}
                  >
                    {t('form.remove')}
                  </Button>
                </Form.Item>
              </Flex>
            ))}
            <Button onClick={() => add({})}>{t('form.add', { name: title })}</Button>
          </Flex>
        )}
      </Form.List>
    </fieldset>
  )
}

function questionOf(entry: Entry): DistributionQuestion {
  const { ownSealedAt, priority = [], ordinary = [], ...rest } = entry
  return {
    ...rest,
    ownSealedAtMs: instantOf(ownSealedAt),
    priority: priority.map(({ id, cents }) => ({ id: id.trim(), cents })),
    ordinary: ordinary.map(({ id, cents, sealedAt = '' }) => ({
      id: id.trim(),
      cents,
      sealedAtMs: instantOf(sealedAt),
    })),
  }
}

/** Creditors of one class as the form has them; whose name the vault no longer holds is named by the entry. */
function claimsOf(creditors: readonly CreditorView[], rank: CreditorView['class']): ClaimEntry[] {
  return creditors
    .filter((one) => one.class === rank && one.withdrawnAtMs === null)
    .map(({ creditorId, name, cents, sealedAtMs }) => ({
      id: name ?? creditorId.slice(0, 8),
      cents,
      ...(sealedAtMs === null ? {} : { sealedAt: formatInstant(sealedAtMs).replace(' ', 'T') }),
    }))
}

/** When the ledger heard of the case's first measure; empty: of none. */
function firstSeal({ controls }: EnforcementView): string {
  const times = controls.flatMap(({ history }) => history.map(({ atMs }) => atMs))
  return times.length === 0 ? '' : formatInstant(Math.min(...times)).replace(' ', 'T')
}
