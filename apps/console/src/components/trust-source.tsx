import { Button, Flex, Typography } from 'antd'
import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { useTrustChoice } from '../lib/trust.tsx'
import type { TrustOrigin } from '../lib/verify.ts'
import { FilePick } from './file-pick.tsx'
import { Tag } from './tag.tsx'

interface TrustSourceProps {
  readonly origin: TrustOrigin
  /** What the trust file says of itself; null: it cannot be read. */
  readonly source: string | null
}

/** Says whose anchors were used, and lets the person use a file of the own machine instead of the gateway's. */
export function TrustSource({ origin, source }: TrustSourceProps): ReactElement {
  const { t } = useI18n()
  const { choose } = useTrustChoice()
  const take = async (file: File): Promise<void> =>
    choose({ fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
  const isGateway = origin.kind === 'gateway'
  return (
    <Flex vertical gap={6}>
      <Flex gap={8} align="center" wrap>
        <Typography.Text strong>{t('trust.title')}</Typography.Text>
        <Tag
          tone={isGateway ? 'notice' : 'good'}
          text={isGateway ? t('trust.gateway') : t('trust.person', { fileName: origin.fileName })}
        />
        {source !== null && <Typography.Text type="secondary">{t('trust.source', { source })}</Typography.Text>}
      </Flex>
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {isGateway ? t('trust.gateway.hint') : t('trust.person.hint')}
      </Typography.Text>
      <Flex gap={8}>
        <FilePick
          size="small"
          text={t('trust.choose')}
          accept=".json,application/json"
          onPick={(file) => void take(file)}
        />
        {!isGateway && (
          <Button size="small" type="text" onClick={() => choose(null)}>
            {t('trust.reset')}
          </Button>
        )}
      </Flex>
    </Flex>
  )
}
