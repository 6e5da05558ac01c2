import { Flex, Form, Modal } from 'antd'
import type { DepositView, SOURCE_KINDS } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { FilePick } from '../../../components/file-pick.tsx'
import { Identifier } from '../../../components/identifier.tsx'
import { SignDialog } from '../../../components/sign-dialog.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { digestOf } from '../../../lib/digest.ts'

export type Order = DepositView['orders'][number]
type Kind = (typeof SOURCE_KINDS)[number]

interface AnswerDialogProps {
  readonly depositId: string
  readonly order: Order
  readonly onClose: () => void
}

/** What an order asks for, each by the document that answers it. The ledger takes one answer to an order. */
export function AnswerDialog({ depositId, order: { number, kinds }, onClose }: AnswerDialogProps): ReactElement {
  const { t } = useI18n()
  const [picked, setPicked] = useState<Readonly<Partial<Record<Kind, string>>>>({})
  const [isReady, setReady] = useState(false)
  const title = t('deposit.answer')
  const given = kinds.flatMap((kind) => {
    const digest = picked[kind]
    return digest === undefined ? [] : [{ kind, digest }]
  })
  if (isReady) {
    const params = { depositId, order: String(number) }
    const act = { route: 'answerSourceOrder', params, body: { answers: given } } as const
    return <SignDialog title={title} act={act} onClose={onClose} />
  }
  const pick = async (kind: Kind, file: File): Promise<void> => {
    const digest = digestOf('sm3', new Uint8Array(await file.arrayBuffer()))
    setPicked((before) => ({ ...before, [kind]: digest }))
  }
  return (
    <Modal
      open
      title={title}
      okText={t('sign.next')}
      okButtonProps={{ disabled: given.length === 0 }}
      onOk={() => setReady(true)}
      onCancel={onClose}
      width={620}
    >
      <p>{t('deposit.answer.explain')}</p>
      <Form layout="vertical">
        {kinds.map((kind) => {
          const digest = picked[kind]
          return (
            <Form.Item key={kind} label={t(`deposit.sourceKind.${kind}`)}>
              <Flex gap={12} align="center" wrap>
                <FilePick
                  text={t('deposit.answer.pick', { kind: t(`deposit.sourceKind.${kind}`) })}
                  onPick={(file) => void pick(kind, file)}
                />
                {digest !== undefined && <Identifier value={digest} />}
              </Flex>
            </Form.Item>
          )
        })}
      </Form>
    </Modal>
  )
}
