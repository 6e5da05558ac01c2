import { Button, Form, Radio } from 'antd'
import type { ObjectionView } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { ActDialog } from '../../../components/act-dialog.tsx'
import { Page, Section } from '../../../components/page.tsx'
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
  const params = { objectionId: objection.objectionId }
  return (
    <ActDialog<Decision>
      title={t('objection.decide')}
      requestOf={(body) => ({ route: 'decideObjection', params, body })}
      onClose={onClose}
    >
      {objection.groundsState !== 'none' && (
        <blockquote style={{ marginInline: 0 }}>
          <PrivateText text={objection.grounds} state={objection.groundsState} none={null} />
        </blockquote>
      )}
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
    </ActDialog>
  )
}
