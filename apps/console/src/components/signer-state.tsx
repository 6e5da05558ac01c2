import { Button, Flex } from 'antd'
import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { client } from '../lib/client.ts'
import { formatClock } from '../lib/format.ts'
import { useSession } from '../lib/session.ts'
import { Tag } from './tag.tsx'

/** Whether the own signing key is open, until when, and a way to close it at once. */
export function SignerState(): ReactElement | null {
  const { t } = useI18n()
  const { session, refresh } = useSession()
  if (!session.signer.isUnlocked) return null
  const until = session.signer.unlockedUntilMs
  const lock = async (): Promise<void> => {
    await client.call('lockSigner')
    await refresh()
  }
  return (
    <Flex align="center" gap={4}>
      <Tag
        tone="notice"
        text={until === null ? t('sign.open') : t('sign.openUntil', { time: formatClock(until).slice(0, 5) })}
      />
      <Button size="small" type="text" onClick={() => void lock()}>
        {t('sign.lock')}
      </Button>
    </Flex>
  )
}
