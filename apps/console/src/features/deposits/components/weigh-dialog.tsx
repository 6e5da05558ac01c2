import { Checkbox, Form, Radio } from 'antd'
import { FACTORS, GROUNDS, SOURCE_KINDS } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { ActDialog } from '../../../components/act-dialog.tsx'
import { DateField, InstantField } from '../../../components/date-field.tsx'
import { FilePick } from '../../../components/file-pick.tsx'
import { Identifier } from '../../../components/identifier.tsx'
import { textOf, useI18n } from '../../../i18n/i18n.tsx'
import type { TextKey } from '../../../i18n/i18n.tsx'
import { digestOf } from '../../../lib/digest.ts'
import type { ActRequest } from '../../../lib/signer.ts'

export type WeighAct = 'contestDeposit' | 'orderSource' | 'decideAuthenticity'

interface Entry {
  readonly ground?: (typeof GROUNDS)[number]
  readonly factors?: (typeof FACTORS)[number][]
  readonly kinds?: (typeof SOURCE_KINDS)[number][]
  readonly due?: string
  readonly confirmed?: 'CONFIRMED' | 'NOT_CONFIRMED'
  readonly examinedOn?: string
}

interface WeighDialogProps {
  readonly act: WeighAct
  readonly depositId: string
  readonly onClose: () => void
}

const TITLES: Readonly<Record<WeighAct, TextKey>> = {
  contestDeposit: 'deposit.contest',
  orderSource: 'deposit.order',
  decideAuthenticity: 'deposit.decide',
}

/** Takes what an act needs, the document by its digest, and leads to the words that are signed. */
export function WeighDialog({ act, depositId, onClose }: WeighDialogProps): ReactElement {
  const { t, language } = useI18n()
  const [digest, setDigest] = useState<string | null>(null)
  const pick = async (file: File): Promise<void> => setDigest(digestOf('sm3', new Uint8Array(await file.arrayBuffer())))
  return (
    <ActDialog<Entry>
      title={textOf(language, TITLES[act])}
      initial={{ factors: [], kinds: [] }}
      isReady={digest !== null}
      requestOf={(entry) => requestOf(act, depositId, entry, digest ?? '')}
      onClose={onClose}
    >
      <Fields act={act} />
      <Form.Item label={t('deposit.document')} extra={t('deposit.file.stays')}>
        <FilePick text={t('deposit.document.pick')} onPick={(file) => void pick(file)} />
        {digest !== null && <Identifier value={digest} />}
      </Form.Item>
    </ActDialog>
  )
}

function Fields({ act }: { readonly act: WeighAct }): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, message: t('common.required') }]
  const factors = (
    <Form.Item name="factors" label={t('deposit.factors')} extra={t('deposit.factors.hint')}>
      <Checkbox.Group options={FACTORS.map((value) => ({ value, label: t(`deposit.factor.${value}`) }))} />
    </Form.Item>
  )
  if (act === 'contestDeposit') {
    return (
      <>
        <Form.Item name="ground" label={t('deposit.ground')} rules={required}>
          <Radio.Group options={GROUNDS.map((value) => ({ value, label: t(`deposit.ground.${value}`) }))} />
        </Form.Item>
        {factors}
      </>
    )
  }
  if (act === 'orderSource') {
    return (
      <>
        <Form.Item name="kinds" label={t('deposit.what')} rules={required}>
          <Checkbox.Group options={SOURCE_KINDS.map((value) => ({ value, label: t(`deposit.sourceKind.${value}`) }))} />
        </Form.Item>
        <Form.Item name="due" label={t('deposit.due')} rules={required}>
          <InstantField />
        </Form.Item>
      </>
    )
  }
  return (
    <>
      <Form.Item name="confirmed" label={t('deposit.outcome')} rules={required}>
        <Radio.Group
          options={(['CONFIRMED', 'NOT_CONFIRMED'] as const).map((value) => ({
            value,
            label: t(`deposit.outcome.${value}`),
          }))}
        />
      </Form.Item>
      {factors}
      <Form.Item name="examinedOn" label={t('deposit.examinedOn')} rules={required}>
        <DateField />
      </Form.Item>
    </>
  )
}

/** Beijing time, whatever the clock of this machine says. */
function instantOf(text: string): number {
  return Date.parse(`${text}+08:00`)
}

function requestOf(act: WeighAct, depositId: string, entry: Entry, digest: string): ActRequest {
  const { ground = 'POST_CHAIN', factors = [], kinds = [], due = '', confirmed = 'NOT_CONFIRMED' } = entry
  const params = { depositId }
  if (act === 'contestDeposit') return { route: act, params, body: { ground, factors, reasonsDigest: digest } }
  if (act === 'orderSource') {
    return { route: act, params, body: { kinds, orderDigest: digest, dueAtMs: instantOf(due) } }
  }
  const crossExaminedOn = entry.examinedOn ?? ''
  const finding = { confirmed, factors, corroboration: null, crossExaminedOn, decisionDigest: digest }
  return { route: act, params, body: finding }
}
