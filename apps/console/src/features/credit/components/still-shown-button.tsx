import { Form } from 'antd'
import type { WithdrawalRow } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActDialogButton } from '../../../components/act-dialog.tsx'
import { InstantField } from '../../../components/date-field.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { shorten } from '../../../lib/format.ts'
import { DocumentDigest } from '../../../domain/document-digest.tsx'

interface Entry {
  readonly shownAt: string
  readonly evidenceDigest: string
}

/** Evidence that a subscriber goes on showing what was withdrawn. */
export function StillShownButton({ row }: { readonly row: WithdrawalRow }): ReactElement {
  const { t } = useI18n()
  const { entryId, client, subscriber } = row
  return (
    <ActDialogButton<Entry>
      title={t('credit.act.stillShown')}
      about={`${shorten(entryId)} ${subscriber}`}
      explain={t('credit.act.stillShown.explain')}
      requestOf={({ shownAt, evidenceDigest }) => ({
        route: 'reportStillShown',
        params: { entryId },
        body: { client, subscriber, shownAtMs: Date.parse(`${shownAt}+08:00`), evidenceDigest },
      })}
    >
      <Form.Item
        name="shownAt"
        label={t('credit.act.shownAt')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <InstantField />
      </Form.Item>
      <DocumentDigest name="evidenceDigest" label={t('credit.act.shownEvidence')} />
    </ActDialogButton>
  )
}
