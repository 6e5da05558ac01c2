import { Button, Descriptions, Drawer, Flex, Typography } from 'antd'
import type { RecordProof } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { useRoute } from '../lib/client.ts'
import { formatInstant } from '../lib/format.ts'
import { useSession } from '../lib/session.ts'
import { useRecordCheck } from '../lib/verify.ts'
import { CheckResult } from './check-result.tsx'
import { Identifier } from './identifier.tsx'
import { QueryView } from './query-view.tsx'

interface ProofButtonProps {
  readonly recordKey: string
  /** What the record is, for whoever hears the page. */
  readonly about: string
}

/** Opens the proof of a record in a drawer, checked in this browser. Not for whom the gateway gives none. */
export function ProofButton({ recordKey, about }: ProofButtonProps): ReactElement | null {
  const { t } = useI18n()
  const { may } = useSession()
  const [isOpen, setOpen] = useState(false)
  if (!may('getRecordProof')) return null
  return (
    <>
      <Button size="small" aria-label={t('proof.openOf', { about })} onClick={() => setOpen(true)}>
        {t('proof.open')}
      </Button>
      {isOpen && <ProofDrawer recordKey={recordKey} about={about} onClose={() => setOpen(false)} />}
    </>
  )
}

interface ProofDrawerProps extends ProofButtonProps {
  readonly onClose: () => void
}

function ProofDrawer({ recordKey, about, onClose }: ProofDrawerProps): ReactElement {
  const { t } = useI18n()
  const query = useRoute('getRecordProof', { params: { key: recordKey } })
  return (
    <Drawer open title={t('proof.title', { about })} size={680} onClose={onClose}>
      <QueryView query={query}>{(proof) => <Proof proof={proof} />}</QueryView>
    </Drawer>
  )
}

function Proof({ proof }: { readonly proof: RecordProof }): ReactElement {
  const { t } = useI18n()
  const check = useRecordCheck(proof)
  return (
    <Flex vertical gap={20}>
      <QueryView query={check}>{(checked) => <CheckResult checked={checked} />}</QueryView>
      <Descriptions
        title={t('proof.record')}
        size="small"
        column={1}
        bordered
        items={[
          { key: 'chain', label: t('sign.chain'), children: proof.chainId },
          { key: 'key', label: t('proof.key'), children: <Identifier value={proof.key} isWhole /> },
          { key: 'height', label: t('common.height'), children: proof.height },
          { key: 'time', label: t('proof.headerTime'), children: formatInstant(proof.headerTimeMs) },
          { key: 'header', label: t('proof.headerHash'), children: <Identifier value={proof.headerHash} /> },
          { key: 'root', label: t('proof.appHash'), children: <Identifier value={proof.appHash} /> },
        ]}
      />
      <div>
        <Typography.Text strong>{t('proof.content')}</Typography.Text>
        {proof.value === null ? (
          <p>{t('proof.absent')}</p>
        ) : (
          <pre className="json" tabIndex={0}>
            {JSON.stringify(proof.record, null, 2)}
          </pre>
        )}
      </div>
    </Flex>
  )
}
