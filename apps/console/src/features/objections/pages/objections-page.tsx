import { Button, Form, Modal, Radio } from 'antd'
import type { ObjectionView } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { Page, Section } from '../../../components/page.tsx'
import { SignDialog } from '../../../components/sign-dialog.tsx'
import { StateChoice, useStateChoice } from '../../../components/state-choice.tsx'
import { DIGEST_PATTERN, DigestField } from '../../../domain/digest-field.tsx'
import { ObjectionTable } from '../../../domain/objection-table.tsx'
import { PrivateText } from '../../../domain/private-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'

const CHOICES = ['OPEN', 'UPHELD', 'REJECTED'] as const
type Choice = (typeof CHOICES)[number]

/** Objections to records of the register, and their decisions. */
export function ObjectionsPage(): ReactElement {
  const { t } = useI18n()
  const { choice, choose, paging } = useStateChoice<Choice>('OPEN')
  const [chosen, setChosen] = useState<ObjectionView | null>(null)
  const query = useRoute('listObjections', { query: { limit: 25, state: choice, ...paging.at } })
  return (
    <Page title={t('nav.objections')} explain={t('objection.explain')}>
      <Section
        title={t('nav.ownObjections')}
        extra={
          <StateChoice value={choice} onChange={choose} choices={CHOICES} labelOf={(code) => t(`state.${code}`)} />
        }
      >
        <ObjectionTable
          query={query}
          paging={paging}
          empty={t('objection.empty')}
          actions={(row) =>
            row.state === 'OPEN' && (
              <Button size="small" type="primary" onClick={() => setChosen(row)}>
                {t('objection.decide')}
              </Button>
            )
          }
        />
      </Section>
      {chosen !== null && <DecisionDialog objection={chosen} onClose={() => setChosen(null)} />}
    </Page>
  )
}

interface Decision {
  readonly upheld: boolean
  readonly decisionDigest: string
}

function DecisionDialog({
  objection,
  onClose,
}: {
  readonly objection: ObjectionView
  readonly onClose: () => void
}): ReactElement {
  const { t } = useI18n()
  const [form] = Form.useForm<Decision>()
  const [decision, setDecision] = useState<Decision | null>(null)
  if (decision !== null) {
    return (
      <SignDialog
        title={t('objection.decide')}
        act={{ route: 'decideObjection', params: { objectionId: objection.objectionId }, body: decision }}
        onClose={onClose}
      />
    )
  }
  return (
    <Modal open title={t('objection.decide')} okText={t('sign.next')} onOk={() => form.submit()} onCancel={onClose}>
      {objection.groundsState !== 'none' && (
        <blockquote style={{ marginInline: 0 }}>
          <PrivateText text={objection.grounds} state={objection.groundsState} none={null} />
        </blockquote>
      )}
      <Form<Decision> form={form} layout="vertical" onFinish={setDecision}>
        <Form.Item
          name="upheld"
          label={t('objection.decision')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Radio.Group
            options={[
              { value: true, label: t('state.UPHELD') },
              { value: false, label: t('state.REJECTED') },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="decisionDigest"
          label={t('objection.document')}
          extra={t('form.digest.hint')}
          rules={[{ required: true, pattern: DIGEST_PATTERN, message: t('form.digest.invalid') }]}
        >
          <DigestField />
        </Form.Item>
      </Form>
    </Modal>
  )
}
