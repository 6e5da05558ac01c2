import { Alert, Button, Descriptions, Flex, Form, Input, Modal, Typography } from 'antd'
import type { OutboxRow, Preview } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { useSession } from '../lib/session.ts'
import { usePreview, useSign } from '../lib/signer.ts'
import type { ActRequest } from '../lib/signer.ts'
import { OutboxView } from './outbox-view.tsx'
import { ProblemView } from './problem-view.tsx'
import { QueryView } from './query-view.tsx'
import { WordsList } from './words-list.tsx'

interface SignDialogProps {
  readonly title: string
  readonly act: ActRequest
  readonly onClose: (row: OutboxRow | null) => void
  /** Shown below the steps once the act is on its way. */
  readonly after?: (row: OutboxRow) => ReactElement | null
}

/** Shows in words what will be signed, asks for the key's passphrase where it is locked, sends, and follows the act. */
export function SignDialog({ title, act, onClose, after }: SignDialogProps): ReactElement {
  const { t } = useI18n()
  const preview = usePreview(act)
  const sign = useSign(act)
  const row = sign.data ?? null
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
      onCancel={() => onClose(row)}
      mask={{ closable: false }}
      footer={row === null ? null : <Button onClick={() => onClose(row)}>{t('action.close')}</Button>}
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
                onCancel={() => onClose(null)}
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
