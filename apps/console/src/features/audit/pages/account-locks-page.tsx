import { Button, Flex, Typography } from 'antd'
import type { AccountLock } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Identifier } from '../../../components/identifier.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { PagedTable, usePaging } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { Due } from '../../../domain/due.tsx'
import { StateTag, useCodeText } from '../../../domain/tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { client, useRoute } from '../../../lib/client.ts'
import { formatBytes, formatInstant } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'
import { UnlockActions } from '../components/unlock-actions.tsx'

/** Accounts locked for the volume of their look-ups: why, the packed log, and the way out by two persons. */
export function AccountLocksPage(): ReactElement {
  const { t } = useI18n()
  const paging = usePaging()
  const query = useRoute('listAccountLocks', { query: { limit: 25, ...paging.at } })
  return (
    <Page title={t('nav.accountLocks')} explain={t('locks.explain')}>
      <Section title={t('nav.accountLocks')}>
        <PagedTable
          label={t('nav.accountLocks')}
          query={query}
          paging={paging}
          empty={t('locks.empty')}
          rowKey={({ id }) => id}
          columns={[
            { key: 'person', title: t('locks.person'), render: (_, lock) => <LockedPerson lock={lock} /> },
            { key: 'why', title: t('locks.why'), render: (_, lock) => <Why lock={lock} /> },
            {
              key: 'due',
              title: t('common.due'),
              render: (_, { dueAtMs, state }) => <Due dueAtMs={dueAtMs} isDone={state === 'RELEASED'} isOffLedger />,
            },
            { key: 'state', title: t('common.status'), render: (_, { state }) => <StateTag code={state} /> },
            { key: 'log', title: t('locks.log'), render: (_, lock) => <PackedLog lock={lock} /> },
            { key: 'do', title: t('common.actions'), render: (_, lock) => <UnlockActions lock={lock} /> },
          ]}
        />
      </Section>
    </Page>
  )
}

interface LockProps {
  readonly lock: AccountLock
}

function LockedPerson({ lock: { person, lockedAtMs, refusedSignIns } }: LockProps): ReactElement {
  const { t } = useI18n()
  return (
    <Flex vertical>
      <span>{person.id}</span>
      <Small text={person.organisation ?? t('common.none')} />
      <Small text={`${t('locks.lockedAt')} ${formatInstant(lockedAtMs).slice(0, 16)}`} />
      {refusedSignIns > 0 && <Small text={t('locks.signIns', { count: refusedSignIns })} />}
    </Flex>
  )
}

function Why({ lock: { kind, purpose, count, limit, parameter, fromMs } }: LockProps): ReactElement {
  const { t } = useI18n()
  const words = useCodeText('purpose', purpose ?? '')
  return (
    <Flex vertical>
      <span>{t(`locks.${kind}`, { count, limit, purpose: words })}</span>
      <Small text={t('locks.parameter', { parameter, from: formatInstant(fromMs).slice(0, 16) })} />
    </Flex>
  )
}

function PackedLog({ lock: { id, package: log } }: LockProps): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  return (
    <Flex vertical gap={4} align="flex-start">
      <Small
        text={
          log.bytes === null
            ? t('locks.log.erased', { rows: log.rows })
            : t('locks.log.figures', { rows: log.rows, size: formatBytes(log.bytes) })
        }
      />
      <Identifier value={log.digest} />
      <Small text={log.recordKey === null ? t('locks.log.waiting') : t('locks.log.recorded')} />
      <Flex gap={8} wrap>
        {log.bytes !== null && may('getAuditPackage') && (
          <Button size="small" href={client.url('getAuditPackage', { params: { lockId: id } })} download>
            {t('locks.log.download')}
          </Button>
        )}
        {log.recordKey !== null && may('getRecordProof') && (
          <ProofButton recordKey={log.recordKey} about={t('locks.log')} />
        )}
      </Flex>
    </Flex>
  )
}

function Small({ text }: { readonly text: string }): ReactElement {
  return (
    <Typography.Text type="secondary" style={{ fontSize: 12 }}>
      {text}
    </Typography.Text>
  )
}
