import { Button, Form, Modal, Typography } from 'antd'
import type { ButtonProps } from 'antd'
import { useId, useState } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import type { ActRequest } from '../lib/signer.ts'
import { useFormSigning, useSigning } from './signing-host.tsx'

interface ActButtonProps {
  readonly text: string
  /** What it is done to, for whoever hears the page; without it the text says all. */
  readonly about?: string
  readonly act: ActRequest
  readonly type?: ButtonProps['type']
  readonly size?: 'small' | 'middle'
  readonly isDanger?: boolean
}

/** A button of an act that needs nothing more than its words and a signature. */
export function ActButton({ text, about, act, type, size = 'small', isDanger = false }: ActButtonProps): ReactElement {
  const sign = useSigning()
  return (
    <Button
      size={size}
      danger={isDanger}
      {...(type === undefined ? {} : { type })}
      {...(about === undefined ? {} : { 'aria-label': `${text}: ${about}` })}
      onClick={() => sign({ title: text, act })}
    >
      {text}
    </Button>
  )
}

interface ActDialogProps<F> {
  readonly title: string
  readonly explain?: string
  readonly initial?: Partial<F>
  /** The act that the fields make. */
  readonly requestOf: (fields: F) => ActRequest
  /** Of an act that was sent: true. */
  readonly onClose: (isSent: boolean) => void
  /** False: what stands beside the fields, such as a file, is not chosen yet. */
  readonly isReady?: boolean
  readonly width?: number
  readonly children: ReactNode
}

/**
 * Takes what an act needs, then shows the words that are signed. What was not sent, or was refused, stands in the fields again
 * with the reason.
 */
export function ActDialog<F extends object>(props: ActDialogProps<F>): ReactElement {
  const { title, explain, initial, requestOf, onClose, isReady = true, width = 620, children } = props
  const { t } = useI18n()
  const [form] = Form.useForm<F>()
  const { isSigning, unchanged, sign } = useFormSigning()
  // Several forms are on one page: the ids of their fields begin with the form's own.
  const name = `act${useId()}`
  return (
    <Modal
      open={!isSigning}
      title={title}
      width={width}
      okText={t('sign.next')}
      okButtonProps={{ disabled: !isReady }}
      onOk={() => form.submit()}
      onCancel={() => onClose(false)}
      mask={{ closable: false }}
    >
      {explain !== undefined && <Typography.Paragraph type="secondary">{explain}</Typography.Paragraph>}
      <Form<F>
        form={form}
        name={name}
        layout="vertical"
        {...(initial === undefined ? {} : { initialValues: initial })}
        onFinish={(fields) => isReady && sign({ title, act: requestOf(fields) }, () => onClose(true))}
      >
        {children}
      </Form>
      {unchanged}
    </Modal>
  )
}

interface ActDialogButtonProps<F> extends Omit<ActDialogProps<F>, 'onClose'> {
  readonly about?: string
  readonly isDanger?: boolean
  readonly type?: ButtonProps['type']
  readonly size?: 'small' | 'middle'
  readonly isDisabled?: boolean
  readonly onSent?: () => void
}

/** A button that opens the dialog of an act. */
export function ActDialogButton<F extends object>(props: ActDialogButtonProps<F>): ReactElement {
  const { about, isDanger = false, type, size = 'small', isDisabled = false, onSent, ...dialog } = props
  const [isOpen, setOpen] = useState(false)
  const close = (isSent: boolean): void => {
    setOpen(false)
    if (isSent) onSent?.()
  }
  return (
    <>
      <Button
        size={size}
        danger={isDanger}
        disabled={isDisabled}
        {...(type === undefined ? {} : { type })}
        {...(about === undefined ? {} : { 'aria-label': `${dialog.title}: ${about}` })}
        onClick={() => setOpen(true)}
      >
        {dialog.title}
      </Button>
      {isOpen && <ActDialog {...dialog} onClose={close} />}
    </>
  )
}
