import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Flex, Typography } from 'antd'
import type { OwnCertificateFile, OwnCertificateView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Identifier } from '../../../components/identifier.tsx'
import { Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { Tag } from '../../../components/tag.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { client, useRoute } from '../../../lib/client.ts'
import { formatInstant } from '../../../lib/format.ts'

/** What was about the person and is gone, as long as the court can certify it. */
export function OwnCertificates(): ReactElement {
  const query = useRoute('listOwnCertificates', {})
  return (
    <QueryView query={query}>
      {({ items }) => items.map((one) => <Certificate key={one.entryId} gone={one} />)}
    </QueryView>
  )
}

function Certificate({ gone }: { readonly gone: OwnCertificateView }): ReactElement {
  const { t, say } = useI18n()
  const queries = useQueryClient()
  const { entryId, listText, endText, endedOn, receipts, isFinal, keptUntil } = gone
  const fetched = useMutation({
    mutationFn: () => client.call('makeOwnCertificate', { params: { entryId } }),
    onSuccess: (file) => {
      save(file)
      return queries.invalidateQueries({ queryKey: ['listOwnCertificates'] })
    },
  })
  return (
    <Section title={`${t('credit.own.certificate')}：${say(listText)}`}>
      <Flex vertical gap={12} align="flex-start">
        <Alert
          type={isFinal ? 'success' : 'info'}
          showIcon
          role="status"
          style={{ width: '100%' }}
          title={t('credit.own.certificate.gone', { on: endedOn, end: say(endText) })}
          description={t(isFinal ? 'credit.own.certificate.final' : 'credit.own.certificate.open', {
            until: keptUntil,
          })}
        />
        {receipts.length > 0 && <Receipts receipts={receipts} />}
        <Button type="primary" loading={fetched.isPending} onClick={() => fetched.mutate()}>
          {t('credit.own.certificate.get')}
        </Button>
        {fetched.error !== null && <ProblemView error={fetched.error} />}
        {fetched.data !== undefined && <Fetched file={fetched.data} />}
      </Flex>
    </Section>
  )
}

function Receipts({ receipts }: Pick<OwnCertificateView, 'receipts'>): ReactElement {
  const { t } = useI18n()
  return (
    <DataTable
      label={t('credit.own.certificate.receipts')}
      rows={receipts}
      rowKey={({ subscriber }) => subscriber}
      columns={[
        { key: 'subscriber', title: t('credit.subscriber'), dataIndex: 'subscriber' },
        {
          key: 'told',
          title: t('credit.own.certificate.told'),
          render: (_, { toldAtMs }) => formatInstant(toldAtMs),
        },
        {
          key: 'receipt',
          title: t('credit.own.certificate.receipt'),
          render: (_, { confirmedAtMs, isLate }) =>
            confirmedAtMs !== null ? (
              <Tag tone="good" text={t('credit.own.certificate.confirmed', { at: formatInstant(confirmedAtMs) })} />
            ) : (
              <Tag
                tone={isLate ? 'bad' : 'neutral'}
                text={t(isLate ? 'credit.own.certificate.late' : 'credit.own.certificate.waiting')}
              />
            ),
        },
      ]}
    />
  )
}

function Fetched({ file }: { readonly file: OwnCertificateFile }): ReactElement {
  const { t } = useI18n()
  return (
    <Flex vertical gap={4}>
      <Typography.Text>
        {t('credit.own.certificate.code')} <Typography.Text code>{file.verificationCode}</Typography.Text>
      </Typography.Text>
      <Flex gap={8}>
        {t('draft.document')} <Identifier value={file.digest} />
      </Flex>
      <Typography.Text type="secondary">{t('credit.own.certificate.keep')}</Typography.Text>
      <Link to="/check-file">{t('nav.checkFile')}</Link>
    </Flex>
  )
}

/** The court keeps no copy: what the person does not save now is printed anew, or gone. */
function save({ documentId, pdfBase64 }: OwnCertificateFile): void {
  const bytes = Uint8Array.from(atob(pdfBase64), (character) => character.codePointAt(0) ?? 0)
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `certificate-${documentId}.pdf`
  link.click()
  URL.revokeObjectURL(url)
}
