import { Button, Form, Input, Select } from 'antd'
import { DEPOSIT_KINDS, INTERESTS } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { ActDialog } from '../../../components/act-dialog.tsx'
import { FilePick } from '../../../components/file-pick.tsx'
import { Identifier } from '../../../components/identifier.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { PagedTable, usePaging } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { digestOf } from '../../../lib/digest.ts'
import { formatInstant } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'
import type { ActRequest } from '../../../lib/signer.ts'
import { DepositStateTag } from '../components/deposit-tags.tsx'

/** Evidence and served documents of a case, by digest. */
export function CaseDepositsPage(): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const { caseId = '' } = useParams()
  const paging = usePaging()
  const query = useRoute('listDeposits', { params: { caseId }, query: { limit: 25, ...paging.at } })
  const [isOpen, setOpen] = useState(false)
  return (
    <Page
      title={t('nav.deposits')}
      explain={t('deposit.explain')}
      extra={
        <>
          <Link to={`/cases/${caseId}`}>{t('deposit.backToCase')}</Link>
          {may('depositFile') && (
            <Button type="primary" onClick={() => setOpen(true)}>
              {t('deposit.file')}
            </Button>
          )}
        </>
      }
    >
      <Section title={t('nav.deposits')}>
        <PagedTable
          label={t('nav.deposits')}
          query={query}
          paging={paging}
          empty={t('deposit.empty')}
          rowKey={({ depositId }) => depositId}
          columns={[
            {
              key: 'id',
              title: t('deposit.id'),
              render: (_, { depositId }) => <Link to={`/deposits/${depositId}`}>{depositId.slice(0, 8)}</Link>,
            },
            { key: 'kind', title: t('common.kind'), render: (_, { kind }) => t(`deposit.kind.${kind}`) },
            { key: 'at', title: t('deposit.depositedAt'), render: (_, row) => formatInstant(row.depositedAtMs) },
            { key: 'state', title: t('common.status'), render: (_, { state }) => <DepositStateTag state={state} /> },
            { key: 'digest', title: t('deposit.digest'), render: (_, { digest }) => <Identifier value={digest} /> },
            {
              key: 'interest',
              title: t('deposit.interest'),
              render: (_, { interest }) => t(`deposit.interest.${interest}`),
            },
            { key: 'objections', title: t('deposit.objections'), dataIndex: 'objections' },
            {
              key: 'proof',
              title: t('proof.open'),
              render: (_, { recordKey, depositId }) => <ProofButton recordKey={recordKey} about={depositId} />,
            },
          ]}
        />
      </Section>
      {isOpen && <FileDialog caseId={caseId} onClose={() => setOpen(false)} />}
    </Page>
  )
}

interface Picked {
  readonly name: string
  /** What the ledger gets of the file. */
  readonly stated: Readonly<Record<'digest' | 'mediaType', string> & Record<'sizeBytes' | 'collectedAtMs', number>>
}

interface Entry {
  readonly kind: (typeof DEPOSIT_KINDS)[number]
  readonly interest: (typeof INTERESTS)[number]
  readonly platformId?: string
  readonly sourceSystem: string
}

const OCTETS = 'application/octet-stream'

async function picked(file: File): Promise<Picked> {
  const digest = digestOf('sm3', new Uint8Array(await file.arrayBuffer()))
  const mediaType = /^[a-z]+\/[a-z0-9.+-]+$/.test(file.type) ? file.type : OCTETS
  return { name: file.name, stated: { digest, mediaType, sizeBytes: file.size, collectedAtMs: file.lastModified } }
}

/** Times of the fact and notes of before are for systems that file; this form has none. */
function requestOf(caseId: string, entry: Entry, file: Picked | null): ActRequest {
  const { kind, interest, sourceSystem, platformId } = entry
  const stated = { kind, interest, sourceSystem, platformId: platformId ?? null }
  const open = { factAtMs: null, preChainNotes: null, supersedes: null }
  return { route: 'depositFile', params: { caseId }, body: { ...file?.stated, ...stated, ...open } }
}

function FileDialog({ caseId, onClose }: { readonly caseId: string; readonly onClose: () => void }): ReactElement {
  const { t } = useI18n()
  const [file, setFile] = useState<Picked | null>(null)
  return (
    <ActDialog<Entry>
      title={t('deposit.file')}
      initial={{ kind: 'EVIDENCE', interest: 'NOT_DECLARED', sourceSystem: 'PARTY_UPLOAD' }}
      isReady={file !== null}
      requestOf={(entry) => requestOf(caseId, entry, file)}
      onClose={onClose}
      width={560}
    >
      <Form.Item label={t('deposit.check.pick')} extra={t('deposit.file.stays')}>
        <FilePick text={t('deposit.check.pick')} onPick={(chosen) => void picked(chosen).then(setFile)} />
        {file !== null && (
          <span style={{ marginInlineStart: 8 }}>
            {file.name} <Identifier value={file.stated.digest} />
          </span>
        )}
      </Form.Item>
      <Form.Item name="kind" label={t('common.kind')}>
        <Select options={DEPOSIT_KINDS.map((value) => ({ value, label: t(`deposit.kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="platformId" label={t('deposit.platform')}>
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
      <Form.Item name="interest" label={t('deposit.interest')}>
        <Select options={INTERESTS.map((value) => ({ value, label: t(`deposit.interest.${value}`) }))} />
      </Form.Item>
      <Form.Item
        name="sourceSystem"
        label={t('deposit.source')}
        rules={[{ required: true, pattern: /^[A-Z][A-Z0-9_]*$/, message: t('deposit.source.invalid') }]}
      >
        <Input maxLength={48} autoComplete="off" />
      </Form.Item>
    </ActDialog>
  )
}
