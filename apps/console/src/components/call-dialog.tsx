import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Modal, Typography } from 'antd'
import type { ButtonProps } from 'antd'
import type { RouteName } from '@xiezhi/gateway-api'
import { useId, useState } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { ProblemView } from './problem-view.tsx'

interface CallDialogProps<F> {
  readonly title: string
  /** What it is done to, for whoever hears the page. */
  readonly about?: string
  readonly explain: string
  readonly initial?: Partial<F>
  readonly type?: ButtonProps['type']
  readonly send: (fields: F) => Promise<unknown>
  /** Answers that are old once it is done. */
  readonly refreshes: readonly RouteName[]
  readonly children: ReactNode
}

/** A button and a dialog of what is done without a signature. */
export function CallDialogButton<F extends object>(props: CallDialogProps<F>): ReactElement {
  const { title, about, explain, initial, type, send, refreshes, children } = props
  const { t } = useI18n()
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const [form] = Form.useForm<F>()
  const close = (): void => setOpen(false)
  const call = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      close()
      await Promise.all(refreshes.map((route) => queries.invalidateQueries({ queryKey: [route] })))
    },
  })
  const name = `call${useId()}`
  return (
    <>
      <Button
        size="small"
        {...(type === undefined ? {} : { type })}
        {...(about === undefined ? {} : { 'aria-label': `${title}: ${about}` })}
        onClick={() => {
          call.reset()
          setOpen(true)
        }}
      >
        {title}
      </Button>
      {isOpen && (
        <Modal
          open
          title={title}
          okText={t('action.confirm')}
          okButtonProps={{ loading: call.isPending }}
          onOk={() => form.submit()}
          onCancel={close}
          mask={{ closable: false }}
        >
          <Typography.Paragraph type="secondary">{explain}</Typography.Paragraph>
          <Form<F>
            form={form}
            name={name}
            layout="vertical"
            {...(initial === undefined ? {} : { initialValues: initial })}
            onFinish={(fields) => call.mutate(fields)}
          >
            {children}
          </Form>
          {call.error !== null && <ProblemView error={call.error} />}
        </Modal>
      )}
    </>
  )
}
