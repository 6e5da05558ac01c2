import { Alert, Button, Descriptions, Flex, Form, Input, Modal, Typography } from 'antd'
import type { OutboxRow, OutboxState, Preview } from '@xiezhi/gateway-api'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { routeKey } from '../lib/client.ts'
import { useSession } from '../lib/session.ts'
import { usePreview, useSign } from '../lib/signer.ts'
import { OutboxView } from './outbox-view.tsx'
import { ProblemView } from './problem-view.tsx'
import { QueryView } from './query-view.tsx'
import type { Signing } from './signing-host.tsx'
import { WordsList } from './words-list.tsx'

type SignDialogProps = Signing & Required<Pick<Signing, 'onClose'>>

/** Ends of an act after which everything is as it was before. */
const NOTHING_CHANGED: readonly OutboxState[] = ['refused', 'failed']

/** Shows in words what will be signed, asks for the key's passphrase where it is locked, sends, and follows the act. */
export function SignDialog({ title, act, onClose, after }: SignDialogProps): ReactElement {
  const { t } = useI18n()
  const preview = usePreview(act)
  const sign = useSign(act)
  const queries = useQueryClient()
  const row = sign.data ?? null
  const close = (): void => {
    if (row === null) {
      const error = sign.error ?? preview.error
      onClose(null, error === null ? null : { kind: 'problem', error })
      return
    }
    // The row as it was followed, which may have ended since it was sent.
    const last = queries.getQueryData<OutboxRow>(routeKey('getOutboxRow', { params: { id: row.id } })) ?? row
    if (NOTHING_CHANGED.includes(last.state)) onClose(null, { kind: 'row', row: last })
    else onClose(last, null)
  }
  // Words are shown for a short time and signed once: after a refusal they are shown anew before another attempt.
  const showAgain = (): void => {
    sign.reset()
    void preview.refetch()
  }
  return (
    <Modal
      open
      title={title}
      width={680}
      onCancel={close}
      mask={{ closable: false }}
      footer={row === null ? null : <Button onClick={close}>{t('action.close')}</Button>}
    >
      {row === null ? (
        <QueryView query={preview}>
          {(shown) => (
            <Flex vertical gap={16}>
              <Words preview={shown} />
              {sign.error !== null && <ProblemView error={sign.error} onRetry={showAgain} />}
              <SignForm
                isBusy={sign.isPending}
                onSign={(passphrase) => sign.mutate({ passphrase, shownId: shown.shownId })}
                onCancel={close}
              />
            </Flex>
          )}
        </QueryView>
      ) : (
        <OutboxView begun={row}>{(current) => after?.(current) ?? null}</OutboxView>
      )}
    </Modal>
  )
}

function Words({ preview }: { readonly preview: Preview }): ReactElement {
  const { t } = useI18n()
  return (
    <Flex vertical gap={12}>
      <Alert type="info" title={t('sign.words')} description={<WordsList words={preview.words} />} />
      <Descriptions
        size="small"
        column={2}
        items={[
          {
            key: 'signer',
            label: t('sign.signer'),
            children: `${preview.signer.organisation} / ${preview.signer.officer}`,
          },
          { key: 'chain', label: t('sign.chain'), children: preview.chainId },
        ]}
      />
      <details>
        <summary>{t('sign.messages')}</summary>
        <pre className="json" tabIndex={0}>
          {JSON.stringify(preview.messages, null, 2)}
        </pre>
      </details>
    </Flex>
  )
}

interface SignFormProps {
  readonly isBusy: boolean
  readonly onSign: (passphrase: string | null) => void
  readonly onCancel: () => void
}

function SignForm({ isBusy, onSign, onCancel }: SignFormProps): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  const isUnlocked = session.signer.isUnlocked
  const [passphrase, setPassphrase] = useState('')
  return (
    <Form layout="vertical" onFinish={() => onSign(isUnlocked ? null : passphrase)}>
      {!isUnlocked && (
        <Form.Item label={t('sign.passphrase')} htmlFor="sign-passphrase" extra={t('sign.passphrase.hint')}>
          <Input.Password
            id="sign-passphrase"
            autoFocus
            autoComplete="off"
            value={passphrase}
            onChange={({ target }) => setPassphrase(target.value)}
          />
        </Form.Item>
      )}
      <Flex justify="flex-end" gap={8} align="center">
        {isUnlocked && <Typography.Text type="secondary">{t('sign.unlocked')}</Typography.Text>}
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={isBusy} disabled={!isUnlocked && passphrase === ''}>
          {t('sign.submit')}
        </Button>
      </Flex>
    </Form>
  )
}
