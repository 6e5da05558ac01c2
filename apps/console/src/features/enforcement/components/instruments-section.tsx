import { Flex, Form, Select } from 'antd'
import { REVOCATIONS } from '@xiezhi/gateway-api'
import type { EnforcementView, InstrumentView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActButton, ActDialogButton } from '../../../components/act-dialog.tsx'
import { Identifier } from '../../../components/identifier.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { Tag } from '../../../components/tag.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { Due } from '../../../domain/due.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatInstant } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'

/** Signed instruments of the case: who signed, whether they are in force, and the way to revoke or ratify them. */
export function InstrumentsSection({ view }: { readonly view: EnforcementView }): ReactElement {
  const { t } = useI18n()
  return (
    <DataTable
      label={t('instrument.title')}
      rows={view.instruments}
      rowKey={({ instrumentId }) => instrumentId}
      columns={[
        {
          key: 'kind',
          title: t('common.kind'),
          render: (_, { kind, emergency }) => (
            <Flex gap={6} wrap>
              <CodeText family="instrumentKind" code={kind} />
              {emergency && <Tag tone="warning" text={t('instrument.emergency')} />}
            </Flex>
          ),
        },
        {
          key: 'numbers',
          title: t('instrument.numbers'),
          render: (_, { rulingNo, noticeNo, documentDigest }) => (
            <Flex vertical>
              {rulingNo !== null && <span>{rulingNo}</span>}
              {noticeNo !== null && <span>{noticeNo}</span>}
              <Identifier value={documentDigest} />
            </Flex>
          ),
        },
        {
          key: 'signers',
          title: t('instrument.signers'),
          render: (_, { signers, signedAtMs }) => (
            <Flex vertical>
              {signers.map(({ officer, role }) => (
                <span key={officer}>
                  {officer} · <CodeText family="role" code={role} />
                </span>
              ))}
              <span>{formatInstant(signedAtMs)}</span>
            </Flex>
          ),
        },
        { key: 'orders', title: t('instrument.orders'), dataIndex: 'orders', align: 'right' },
        { key: 'state', title: t('common.status'), render: (_, one) => <State instrument={one} /> },
        { key: 'do', title: t('common.actions'), render: (_, one) => <Actions instrument={one} /> },
      ]}
    />
  )
}

function State({ instrument }: { readonly instrument: InstrumentView }): ReactElement {
  const { t, say } = useI18n()
  const { state, revocation, ratification, ratifyByMs } = instrument
  return (
    <Flex vertical gap={4} align="flex-start">
      <OrderTag family="instrument.state" code={state} />
      {revocation !== null && <span>{`${say(revocation.text)} ${formatInstant(revocation.atMs)}`}</span>}
      {ratification !== null && (
        <span>{t('instrument.ratified', { officer: ratification.officer, at: formatInstant(ratification.atMs) })}</span>
      )}
      {ratification === null && ratifyByMs !== null && (
        <span>
          {t('instrument.ratifyBy')} <Due dueAtMs={ratifyByMs} />
        </span>
      )}
    </Flex>
  )
}

function Actions({ instrument }: { readonly instrument: InstrumentView }): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const { instrumentId, state, emergency, ratification, recordKey, rulingNo, kindText } = instrument
  const about = rulingNo ?? kindText.zh
  const params = { instrumentId }
  const isInForce = state === 'IN_FORCE'
  return (
    <Flex gap={8} wrap>
      {isInForce && emergency && ratification === null && may('ratifyInstrument') && (
        <ActButton
          text={t('instrument.ratify')}
          about={about}
          type="primary"
          act={{ route: 'ratifyInstrument', params, body: {} }}
        />
      )}
      {isInForce && may('revokeInstrument') && (
        <ActDialogButton<{ readonly reason: (typeof REVOCATIONS)[number] }>
          title={t('instrument.revoke')}
          about={about}
          explain={t('instrument.revoke.explain')}
          isDanger
          requestOf={(body) => ({ route: 'revokeInstrument', params, body })}
        >
          <Form.Item
            name="reason"
            label={t('common.reason')}
            rules={[{ required: true, message: t('common.required') }]}
          >
            <Select options={REVOCATIONS.map((code) => ({ value: code, label: t(`revocation.${code}`) }))} />
          </Form.Item>
        </ActDialogButton>
      )}
      <ProofButton recordKey={recordKey} about={about} />
    </Flex>
  )
}
