import { Checkbox, Form } from 'antd'
import type { CourtEntryView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActDialogButton } from '../../../components/act-dialog.tsx'
import { DocumentDigest } from '../../../domain/document-digest.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useSession } from '../../../lib/session.ts'
import { Day, DecisionNo } from './act-fields.tsx'

interface EntryProps {
  readonly entry: CourtEntryView
}

interface BeginEntry {
  readonly decisionNo: string
  readonly approvedOn: string
  readonly rulingDigest: string
  readonly isRulingVerified?: boolean
}

/** While a plan that a court approved is carried out, the entry is lifted and marked so at every subscriber. */
export function Restructuring({ entry: { entryId } }: EntryProps): ReactElement {
  const { t } = useI18n()
  return (
    <ActDialogButton<BeginEntry>
      title={t('credit.act.restructuring')}
      explain={t('credit.act.restructuring.explain')}
      requestOf={({ decisionNo, isRulingVerified = false, ...body }) => ({
        route: 'proposeRestructuring',
        params: { entryId },
        body: { ...body, isRulingVerified, decisionNo: decisionNo.trim() },
      })}
    >
      <DecisionNo />
      <Day name="approvedOn" label={t('credit.act.approvedOn')} />
      <DocumentDigest name="rulingDigest" label={t('credit.act.ruling')} />
      <Form.Item name="isRulingVerified" valuePropName="checked">
        <Checkbox>{t('credit.act.rulingVerified')}</Checkbox>
      </Form.Item>
    </ActDialogButton>
  )
}

/** The plan has been terminated: the entry is in force again. */
export function RestructuringEnd({ entry: { entryId } }: EntryProps): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  return (
    <ActDialogButton<{ readonly decisionNo: string; readonly on: string }>
      title={t('credit.act.restructuringEnd')}
      explain={t('credit.act.restructuringEnd.explain')}
      initial={{ on: session.today }}
      requestOf={({ decisionNo, on }) => ({
        route: 'proposeRestructuringEnd',
        params: { entryId },
        body: { on, decisionNo: decisionNo.trim() },
      })}
    >
      <DecisionNo />
      <Day name="on" label={t('credit.act.terminatedOn')} />
    </ActDialogButton>
  )
}
