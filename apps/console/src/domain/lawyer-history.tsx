import { Button, Flex, Form, Typography } from 'antd'
import type { LawyerView, StatusEvent } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { DateField, InstantField } from '../components/date-field.tsx'
import { BitemporalChart } from '../components/bitemporal-chart.tsx'
import { Identifier } from '../components/identifier.tsx'
import { Section } from '../components/page.tsx'
import { DataTable } from '../components/paged-table.tsx'
import { ProofButton } from '../components/proof-drawer.tsx'
import { BilingualText } from '../components/statute.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { heldAt } from '../lib/bitemporal.ts'
import type { BitemporalFact } from '../lib/bitemporal.ts'
import { formatInstant } from '../lib/format.ts'
import { keyText } from '../lib/problem.ts'
import { Period } from './period.tsx'
import { StatusTag } from './tags.tsx'

const COLORS: Readonly<Record<StatusEvent['status'], string>> = {
  ACTIVE: '#bfe3ca',
  TRANSFERRING: '#c9dbf2',
  SUSPENDED: '#f5c6bf',
  CANCELLED: '#d1d5db',
  REVOKED: '#e9a49b',
  WITHDRAWN: '#e3b8a0',
}

/** A point on both axes. */
export interface AsOf {
  readonly validAt: string
  readonly knownAtMs: number
}

interface LawyerHistoryProps {
  readonly lawyer: LawyerView
  /** The point that was asked for; null: none. */
  readonly asOf: AsOf | null
  readonly onAsk: (asOf: AsOf) => void
}

/** The history of the status on both time axes, and what held on a day as it was known at an instant. */
export function LawyerHistory({ lawyer, asOf, onAsk }: LawyerHistoryProps): ReactElement {
  const { t, language } = useI18n()
  const facts = lawyer.history.map((event): BitemporalFact => ({
    id: event.eventId,
    label: keyText(language, `status.${event.status}`) ?? event.status,
    color: COLORS[event.status],
    from: event.from,
    to: event.to,
    recordedAtMs: event.recordedAtMs,
  }))
  return (
    <Section title={t('history.title')}>
      <Flex vertical gap={12}>
        <Typography.Text type="secondary">{t('history.explain')}</Typography.Text>
        <BitemporalChart facts={facts} nowMs={Date.now()} probe={asOf} title={t('history.title')} />
        <AsOfForm onAsk={onAsk} />
        {asOf !== null && <Answer asOf={asOf} held={heldIn(lawyer, asOf)} />}
        <EventTable events={lawyer.history} />
      </Flex>
    </Section>
  )
}

function AsOfForm({ onAsk }: { readonly onAsk: (asOf: AsOf) => void }): ReactElement {
  const { t } = useI18n()
  const [validAt, setValidAt] = useState('')
  const [knownAt, setKnownAt] = useState('')
  const ask = (): void => {
    const knownAtMs = knownAt === '' ? Date.now() : Date.parse(`${knownAt}+08:00`)
    if (validAt !== '') onAsk({ validAt, knownAtMs })
  }
  return (
    <Form layout="inline" onFinish={ask} style={{ rowGap: 8 }}>
      <Form.Item label={t('history.validAt')} htmlFor="history-valid-at">
        <DateField id="history-valid-at" value={validAt} onChange={setValidAt} />
      </Form.Item>
      <Form.Item label={t('history.knownAt')} htmlFor="history-known-at">
        <InstantField id="history-known-at" value={knownAt} onChange={setKnownAt} />
      </Form.Item>
      <Button htmlType="submit" disabled={validAt === ''}>
        {t('history.ask')}
      </Button>
    </Form>
  )
}

interface Held {
  readonly status: string
  readonly from: string
  readonly to: string | null
}

/** The ledger's own answer to the question, or, where it was not asked, what the history says. */
function heldIn(lawyer: LawyerView, { validAt, knownAtMs }: AsOf): Held | null {
  const { asOf } = lawyer
  if (asOf !== null) {
    const { status, statusFrom, statusTo } = asOf
    return status === null || statusFrom === null ? null : { status, from: statusFrom, to: statusTo }
  }
  return heldAt(lawyer.history, validAt, knownAtMs)
}

function Answer({ asOf, held }: { readonly asOf: AsOf; readonly held: Held | null }): ReactElement {
  const { t } = useI18n()
  const known = formatInstant(asOf.knownAtMs)
  return (
    <Flex gap={8} align="center" role="status" wrap>
      <span>{t('history.answer', { known, day: asOf.validAt })}</span>
      {held === null ? (
        <span>{t('history.nothing')}</span>
      ) : (
        <>
          <StatusTag code={held.status} />
          <Period from={held.from} to={held.to} />
        </>
      )}
    </Flex>
  )
}

function EventTable({ events }: { readonly events: readonly StatusEvent[] }): ReactElement {
  const { t } = useI18n()
  return (
    <DataTable
      label={t('history.title')}
      rows={events}
      rowKey={({ eventId }) => eventId}
      columns={[
        { key: 'event', title: t('history.event'), render: (_, { text }) => <BilingualText text={text} /> },
        { key: 'status', title: t('common.status'), render: (_, { status }) => <StatusTag code={status} /> },
        { key: 'valid', title: t('history.valid'), render: (_, { from, to }) => <Period from={from} to={to} /> },
        { key: 'recorded', title: t('history.recorded'), render: (_, { recordedAtMs }) => formatInstant(recordedAtMs) },
        { key: 'by', title: t('history.by'), render: (_, { organisation }) => organisation ?? t('common.none') },
        {
          key: 'instrument',
          title: t('history.instrument'),
          render: (_, { instrumentDigest }) =>
            instrumentDigest === null ? t('common.none') : <Identifier value={instrumentDigest} />,
        },
        {
          key: 'proof',
          title: t('proof.open'),
          render: (_, { recordKey, text, from }) => <ProofButton recordKey={recordKey} about={`${text.zh} ${from}`} />,
        },
      ]}
    />
  )
}
