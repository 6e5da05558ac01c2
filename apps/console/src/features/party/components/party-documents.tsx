import { Button, Empty, Flex, Typography } from 'antd'
import type { PartyMatterView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Identifier } from '../../../components/identifier.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { client } from '../../../lib/client.ts'
import { formatInstant } from '../../../lib/format.ts'

/** Documents of the court for this person: to be downloaded, and to be checked by whoever is shown one. */
export function PartyDocuments({ view: { caseId, documents } }: { readonly view: PartyMatterView }): ReactElement {
  const { t, say } = useI18n()
  if (documents.length === 0)
    return <Empty description={t('party.documents.empty')} image={Empty.PRESENTED_IMAGE_SIMPLE} />
  return (
    <Flex vertical gap={12}>
      <Flex gap={8} wrap>
        <Typography.Text type="secondary">{t('party.documents.hint')}</Typography.Text>
        <Link to="/check-file">{t('nav.checkFile')}</Link>
      </Flex>
      <DataTable
        label={t('party.documents')}
        rows={documents}
        rowKey={({ documentId }) => documentId}
        columns={[
          { key: 'title', title: t('caseDocument.title'), render: (_, { title }) => say(title) },
          { key: 'at', title: t('caseDocument.madeAt'), render: (_, { madeAtMs }) => formatInstant(madeAtMs) },
          {
            key: 'code',
            title: t('caseDocument.code'),
            render: (_, { verificationCode }) => <Typography.Text code>{verificationCode}</Typography.Text>,
          },
          { key: 'digest', title: t('draft.document'), render: (_, { digest }) => <Identifier value={digest} /> },
          {
            key: 'get',
            title: t('common.actions'),
            render: (_, { documentId, title }) => (
              <Button
                size="small"
                aria-label={t('caseDocument.getOf', { title: say(title) })}
                href={client.url('getPartyDocument', { params: { caseId, documentId } })}
                download={`${documentId}.pdf`}
              >
                {t('caseDocument.get')}
              </Button>
            ),
          },
        ]}
      />
    </Flex>
  )
}
