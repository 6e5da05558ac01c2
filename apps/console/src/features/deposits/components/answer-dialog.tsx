import { Flex, Form } from 'antd'
import type { DepositView, SOURCE_KINDS } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { ActDialog } from '../../../components/act-dialog.tsx'
import { FilePick } from '../../../components/file-pick.tsx'
import { Identifier } from '../../../components/identifier.tsx'
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
  const given = kinds.flatMap((kind) => {
    const digest = picked[kind]
    return digest === undefined ? [] : [{ kind, digest }]
  })
  const pick = async (kind: Kind, file: File): Promise<void> => {
    const digest = digestOf('sm3', new Uint8Array(await file.arrayBuffer()))
    setPicked((before) => ({ ...before, [kind]: digest }))
  }
  return (
    <ActDialog
      title={t('deposit.answer')}
      explain={t('deposit.answer.explain')}
      isReady={given.length > 0}
      requestOf={() => ({
        route: 'answerSourceOrder',
        params: { depositId, order: String(number) },
        body: { answers: given },
      })}
      onClose={onClose}
    >
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
    </ActDialog>
  )
}
