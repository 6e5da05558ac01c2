import { Flex } from 'antd'
import type { WrittenView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Identifier } from '../components/identifier.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { PrivateText } from './private-text.tsx'

/** What a person wrote behind a digest of the ledger, and the digest of the paper that came with it. */
export function WrittenText({ written }: { readonly written: WrittenView }): ReactElement {
  const { t } = useI18n()
  const { digest, text, state, fileDigest } = written
  return (
    <Flex vertical gap={2} style={{ maxWidth: 360 }}>
      <span>
        <PrivateText text={text} state={state} none={<Identifier value={digest} />} />
      </span>
      {fileDigest !== null && (
        <span style={{ fontSize: 12 }}>
          {t('matters.file')} <Identifier value={fileDigest} />
        </span>
      )}
    </Flex>
  )
}
