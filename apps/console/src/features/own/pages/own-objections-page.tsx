import { Button, Form, Input } from 'antd'
import type { ReactElement } from 'react'
import { Page, Section } from '../../../components/page.tsx'
import { usePaging } from '../../../components/paged-table.tsx'
import { useFormSigning } from '../../../components/signing-host.tsx'
import { ObjectionTable } from '../../../domain/objection-table.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'

const GROUNDS_MAX = 4_000

interface Objection {
  readonly grounds: string
}

/** Objections to the own record (个保法 46): raise one, and see what was decided. */
export function OwnObjectionsPage(): ReactElement {
  const { t } = useI18n()
  const paging = usePaging()
  const query = useRoute('listMyObjections', { query: { limit: 10, ...paging.at } })
  const [form] = Form.useForm<Objection>()
  const { unchanged, sign } = useFormSigning()
  const next = (objection: Objection): void =>
    sign({ title: t('own.object'), act: { route: 'raiseObjection', params: {}, body: objection } }, () =>
      form.resetFields(),
    )
  return (
    <Page title={t('nav.ownObjections')} explain={t('own.objections.explain')}>
      <Section title={t('own.object')}>
        <Form<Objection> form={form} layout="vertical" onFinish={next}>
          <Form.Item
            name="grounds"
            label={t('objection.grounds')}
            extra={t('own.grounds.hint')}
            rules={[{ required: true, whitespace: true, message: t('common.required') }]}
          >
            <Input.TextArea rows={4} maxLength={GROUNDS_MAX} showCount />
          </Form.Item>
          {unchanged}
          <Button type="primary" htmlType="submit">
            {t('sign.next')}
          </Button>
        </Form>
      </Section>
      <Section title={t('own.objections.list')}>
        <ObjectionTable query={query} paging={paging} empty={t('own.objections.empty')} />
      </Section>
    </Page>
  )
}
