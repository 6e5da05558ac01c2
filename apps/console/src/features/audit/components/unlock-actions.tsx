import { Button, Flex, Form, Input, Modal } from 'antd'
import type { AccountLock } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatInstant } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'
import { useUnlock } from '../api/unlock.ts'

const REASON_MIN = 4
const REASON_MAX = 500

/** What the one looking at a lock may do about it; the first person gives the reason, the second sees it. */
export function UnlockActions({ lock }: { readonly lock: AccountLock }): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  const own = session.person?.id ?? ''
  const { state, proposed, approved } = lock
  if (state === 'RELEASED') {
    const facts = { first: proposed?.person ?? '', second: approved?.person ?? '' }
    return <>{t('locks.released', { ...facts, time: formatInstant(approved?.atMs ?? 0).slice(0, 16) })}</>
  }
  if (proposed !== null && proposed.person === own)
    return <>{t('locks.proposed', { person: proposed.person, reason: reasonOf(proposed, t) })}</>
  return <UnlockDialog lock={lock} />
}

function reasonOf(
  { reason, reasonState }: NonNullable<AccountLock['proposed']>,
  t: ReturnType<typeof useI18n>['t'],
): string {
  return reason ?? t(reasonState === 'damaged' ? 'text.damaged' : 'text.erased')
}

function UnlockDialog({ lock: { id, proposed } }: { readonly lock: AccountLock }): ReactElement {
  const { t } = useI18n()
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const close = (): void => setOpen(false)
  const unlock = useUnlock(close)
  const title = proposed === null ? t('locks.propose') : t('locks.approve')
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {title}
      </Button>
      <Modal
        open={isOpen}
        title={title}
        okText={title}
        okButtonProps={{ disabled: proposed === null && reason.trim().length < REASON_MIN, loading: unlock.isPending }}
        onOk={() => unlock.mutate({ id, reason: proposed === null ? reason.trim() : null })}
        onCancel={close}
      >
        <Flex vertical gap={12}>
          {proposed === null ? (
            <Form layout="vertical">
              <Form.Item label={t('locks.reason')} htmlFor="unlock-reason" extra={t('locks.reason.hint')}>
                <Input.TextArea
                  id="unlock-reason"
                  rows={3}
                  maxLength={REASON_MAX}
                  value={reason}
                  onChange={({ target }) => setReason(target.value)}
                />
              </Form.Item>
            </Form>
          ) : (
            <span>{t('locks.approve.explain', { person: proposed.person, reason: reasonOf(proposed, t) })}</span>
          )}
          {unlock.error !== null && <ProblemView error={unlock.error} />}
        </Flex>
      </Modal>
    </>
  )
}
