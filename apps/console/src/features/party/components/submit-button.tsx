import { Form, Select } from 'antd'
import type { RouteInput, Routes } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { CallDialogButton } from '../../../components/call-dialog.tsx'
import { ReasonFields, reasonsOf } from '../../../domain/reason-fields.tsx'
import type { ReasonEntry } from '../../../domain/reason-fields.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { client } from '../../../lib/client.ts'

type Submitted = RouteInput<Routes['submitPartyObjection']>['body']
export type SubmissionKind = Submitted['kind']

interface SubmitButtonProps {
  readonly caseId: string
  /** What it may be; of several the person chooses. */
  readonly kinds: readonly SubmissionKind[]
  /** What it is about, for whoever hears the page. */
  readonly about: string
  readonly subject: Pick<Submitted, 'orderId' | 'earlierId'>
}

interface Entry extends ReasonEntry {
  readonly kind: SubmissionKind
}

/** Hands in an objection. The court's counter takes it on; the term is kept by the day on which it was handed in. */
export function SubmitButton({ caseId, kinds, about, subject }: SubmitButtonProps): ReactElement {
  const { t } = useI18n()
  const [first] = kinds
  return (
    <CallDialogButton<Entry>
      title={t('party.submit')}
      about={about}
      explain={t('party.submit.explain')}
      {...(first === undefined ? {} : { initial: { kind: first } })}
      refreshes={['getPartyMatter', 'listPartyMatters']}
      send={({ kind, ...written }) =>
        client.call('submitPartyObjection', { params: { caseId }, body: { kind, ...subject, ...reasonsOf(written) } })
      }
    >
      <Form.Item name="kind" label={t('common.kind')} rules={[{ required: true, message: t('common.required') }]}>
        <Select options={kinds.map((code) => ({ value: code, label: t(`objectionKind.${code}`) }))} />
      </Form.Item>
      <ReasonFields hint={t('party.submit.hint')} />
    </CallDialogButton>
  )
}
