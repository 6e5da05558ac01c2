import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Flex, Form, Input } from 'antd'
import type { RouteInput, Routes } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { client, routeKey, useRoute } from '../../../lib/client.ts'
import { formatInstant } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'

type Cards = RouteInput<Routes['fileOfficerCards']>['body']

const CARD = /^[0-9A-Za-z._-]{1,32}$/
const OFFICER = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/** Officers with both cards that institutions ask for (R20-01). */
export function OfficersPage(): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const query = useRoute('listOfficerCards', {})
  return (
    <Page title={t('nav.officers')} explain={t('officers.explain')}>
      {may('fileOfficerCards') && (
        <Section title={t('officers.file')}>
          <CardsForm />
        </Section>
      )}
      <Section title={t('officers.list')}>
        <QueryView query={query} isEmpty={({ items }) => items.length === 0} empty={t('officers.empty')}>
          {({ items }) => (
            <DataTable
              label={t('officers.list')}
              rows={items}
              rowKey={({ officer }) => officer}
              columns={[
                { key: 'officer', title: t('officers.officer'), dataIndex: 'officer' },
                { key: 'name', title: t('common.name'), render: (_, { name }) => name ?? t('case.nameWithheld') },
                {
                  key: 'work',
                  title: t('officers.workCard'),
                  render: (_, { workCardMasked }) => workCardMasked ?? t('common.none'),
                },
                {
                  key: 'duty',
                  title: t('officers.dutyCard'),
                  render: (_, { dutyCardMasked }) => dutyCardMasked ?? t('common.none'),
                },
                { key: 'filed', title: t('officers.filedAt'), render: (_, { filedAtMs }) => formatInstant(filedAtMs) },
              ]}
            />
          )}
        </QueryView>
      </Section>
    </Page>
  )
}

function CardsForm(): ReactElement {
  const { t } = useI18n()
  const queries = useQueryClient()
  const [form] = Form.useForm<Cards>()
  const file = useMutation({
    mutationFn: (body: Cards) => client.call('fileOfficerCards', { body }),
    onSuccess: async () => {
      form.resetFields()
      await queries.invalidateQueries({ queryKey: routeKey('listOfficerCards') })
    },
  })
  const card = [{ required: true, pattern: CARD, message: t('officers.card.invalid') }]
  return (
    <Form<Cards> form={form} name="officer-cards" layout="vertical" onFinish={(body) => file.mutate(body)}>
      <Flex gap={16} wrap>
        <Form.Item
          name="officer"
          label={t('officers.officer')}
          rules={[{ required: true, pattern: OFFICER, message: t('officers.officer.invalid') }]}
        >
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item
          name="name"
          label={t('common.name')}
          rules={[{ required: true, whitespace: true, message: t('common.required') }]}
        >
          <Input maxLength={120} autoComplete="off" />
        </Form.Item>
        <Form.Item name="workCard" label={t('officers.workCard')} rules={card}>
          <Input maxLength={32} autoComplete="off" />
        </Form.Item>
        <Form.Item name="dutyCard" label={t('officers.dutyCard')} rules={card}>
          <Input maxLength={32} autoComplete="off" />
        </Form.Item>
      </Flex>
      <Flex vertical gap={10} align="flex-start">
        <Button type="primary" htmlType="submit" loading={file.isPending}>
          {t('officers.file')}
        </Button>
        {file.isSuccess && <Alert type="success" showIcon role="status" title={t('officers.filed')} />}
        {file.error !== null && <ProblemView error={file.error} />}
      </Flex>
    </Form>
  )
}
