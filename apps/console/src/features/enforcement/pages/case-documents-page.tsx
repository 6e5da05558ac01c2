import { Button, Flex, Select, Typography } from 'antd'
import type { CaseDocumentRow } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Identifier } from '../../../components/identifier.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { Tag } from '../../../components/tag.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { client, useRoute } from '../../../lib/client.ts'
import { formatInstant } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'
import { DocumentForm } from '../components/document-form.tsx'

/** Formal documents of a case: those that were made, and a form for each kind. */
export function CaseDocumentsPage(): ReactElement {
  const { t } = useI18n()
  const { caseId = '' } = useParams()
  const { may } = useSession()
  const query = useRoute('listCaseDocuments', { params: { caseId } })
  return (
    <Page
      title={t('caseDocument.page')}
      explain={t('caseDocument.explain')}
      extra={may('getEnforcement') && <Link to={`/enforcement/cases/${caseId}`}>{t('distribution.toCase')}</Link>}
    >
      <Flex vertical gap={16}>
        {may('makeCaseDocument') && (
          <Section title={t('caseDocument.new')}>
            <NewDocument caseId={caseId} />
          </Section>
        )}
        <Section title={t('caseDocument.list')}>
          <QueryView query={query} isEmpty={({ items }) => items.length === 0} empty={t('caseDocument.empty')}>
            {({ items }) => <DocumentTable caseId={caseId} items={items} />}
          </QueryView>
        </Section>
      </Flex>
    </Page>
  )
}

function NewDocument({ caseId }: { readonly caseId: string }): ReactElement {
  const { t, say } = useI18n()
  const [kind, setKind] = useState<string | null>(null)
  const kinds = useRoute('listDocumentKinds', {})
  return (
    <QueryView query={kinds}>
      {({ items }) => (
        <Flex vertical gap={16}>
          <Select<string>
            aria-label={t('caseDocument.kind')}
            placeholder={t('caseDocument.kind')}
            value={kind}
            onChange={setKind}
            style={{ width: 420 }}
            options={items.map((one) => ({
              value: one.kind,
              label: `${say(one.title)}${one.isInstrument ? t('caseDocument.withInstrument') : ''}`,
              disabled: one.isInstrument,
            }))}
          />
          {kind !== null && <KindForm key={kind} caseId={caseId} kind={kind} />}
        </Flex>
      )}
    </QueryView>
  )
}

function KindForm({ caseId, kind }: { readonly caseId: string; readonly kind: string }): ReactElement {
  const query = useRoute('getDocumentForm', { params: { caseId, kind } })
  return <QueryView query={query}>{(form) => <DocumentForm caseId={caseId} form={form} />}</QueryView>
}

interface TableProps {
  readonly caseId: string
  readonly items: readonly CaseDocumentRow[]
}

function DocumentTable({ caseId, items }: TableProps): ReactElement {
  const { t, say } = useI18n()
  return (
    <DataTable
      label={t('caseDocument.list')}
      rows={items}
      rowKey={({ documentId }) => documentId}
      columns={[
        { key: 'title', title: t('caseDocument.title'), render: (_, { title }) => say(title) },
        {
          key: 'made',
          title: t('caseDocument.madeAt'),
          render: (_, { madeAtMs, madeBy }) => (
            <Flex vertical>
              <span>{formatInstant(madeAtMs)}</span>
              <Typography.Text type="secondary">{madeBy}</Typography.Text>
            </Flex>
          ),
        },
        {
          key: 'code',
          title: t('caseDocument.code'),
          render: (_, { verificationCode }) => <Typography.Text code>{verificationCode}</Typography.Text>,
        },
        { key: 'digest', title: t('draft.document'), render: (_, { digest }) => <Identifier value={digest} /> },
        {
          key: 'state',
          title: t('common.status'),
          render: (_, { instrumentId }) =>
            instrumentId === null ? (
              <Tag tone="neutral" text={t('caseDocument.notIssued')} />
            ) : (
              <Tag tone="good" text={t('caseDocument.issued')} />
            ),
        },
        {
          key: 'get',
          title: t('common.actions'),
          render: (_, { documentId, title }) => (
            <Button
              size="small"
              aria-label={t('caseDocument.getOf', { title: say(title) })}
              href={client.url('getDocument', { params: { caseId, documentId } })}
              download={`${documentId}.pdf`}
            >
              {t('caseDocument.get')}
            </Button>
          ),
        },
      ]}
    />
  )
}
