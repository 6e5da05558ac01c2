import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Flex, Form, Input, Select } from 'antd'
import { ID_TYPES } from '@xiezhi/gateway-api'
import type { PublicCheckAnswer } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Tag } from '../../../components/tag.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { client } from '../../../lib/client.ts'
import { formatInstant } from '../../../lib/format.ts'
import { CERTIFICATE_NUMBER } from '../api/listing-items.ts'
import { Term } from '../components/term.tsx'

interface CheckEntry {
  readonly certificateType: (typeof ID_TYPES)[number]
  readonly certificateNumber: string
  readonly name: string
}

/** For anybody: whether somebody stands on the public list now, by number and name together, never by a name alone. */
export function PublicCheckPage(): ReactElement {
  const { t } = useI18n()
  const check = useMutation({
    mutationFn: ({ name, certificateNumber, certificateType }: CheckEntry) =>
      client.call('checkPublicCredit', {
        body: { certificateType, certificateNumber: certificateNumber.trim(), name: name.trim() },
      }),
  })
  return (
    <Page title={t('nav.creditCheck')} explain={t('credit.check.explain')}>
      <Section title={t('credit.check.who')}>
        <Flex vertical gap={16}>
          <CheckForm isBusy={check.isPending} onAsk={(entry) => check.mutate(entry)} onChange={() => check.reset()} />
          {check.error !== null && <ProblemView error={check.error} />}
          {check.data !== undefined && <Answer answer={check.data} />}
        </Flex>
      </Section>
    </Page>
  )
}

interface CheckFormProps {
  readonly isBusy: boolean
  readonly onAsk: (entry: CheckEntry) => void
  /** An answer is of what was asked, and goes when that changes. */
  readonly onChange: () => void
}

function CheckForm({ isBusy, onAsk, onChange }: CheckFormProps): ReactElement {
  const { t } = useI18n()
  return (
    <Form<CheckEntry>
      name="credit-check"
      layout="vertical"
      autoComplete="off"
      initialValues={{ certificateType: 'RESIDENT_ID' }}
      onFinish={onAsk}
      onValuesChange={onChange}
    >
      <Flex gap={12} wrap align="flex-start">
        <Form.Item name="certificateType" label={t('enforcement.idType')} rules={[{ required: true }]}>
          <Select
            style={{ width: 200 }}
            options={ID_TYPES.map((code) => ({ value: code, label: t(`idType.${code}`) }))}
          />
        </Form.Item>
        <Form.Item
          name="certificateNumber"
          label={t('enforcement.idNo')}
          rules={[{ required: true, pattern: CERTIFICATE_NUMBER, message: t('enforcement.idNo.invalid') }]}
        >
          <Input maxLength={64} style={{ width: 240 }} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="name"
          label={t('enforcement.debtorName')}
          rules={[{ required: true, whitespace: true, message: t('common.required') }]}
        >
          <Input maxLength={120} style={{ width: 240 }} autoComplete="off" />
        </Form.Item>
        <Form.Item label=" ">
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {t('credit.check.ask')}
          </Button>
        </Form.Item>
      </Flex>
    </Form>
  )
}

function Answer({ answer }: { readonly answer: PublicCheckAnswer }): ReactElement {
  const { t } = useI18n()
  const { isActive, entries, height, answeredAtMs } = answer
  return (
    <Flex vertical gap={14}>
      <Alert
        type={isActive ? 'warning' : 'success'}
        showIcon
        role="status"
        title={t(isActive ? 'credit.check.active' : 'credit.check.notActive')}
        description={t('credit.check.at', { at: formatInstant(answeredAtMs), height })}
      />
      {entries.length > 0 && <Entries entries={entries} />}
      <Alert
        type="info"
        showIcon
        title={t('lookup.limits')}
        description={
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            <li>{t('credit.check.limit.now')}</li>
            <li>{t('credit.check.limit.person')}</li>
            <li>{t('credit.check.limit.lists')}</li>
            <li>{t('credit.check.limit.truth')}</li>
            <li>{t('credit.check.limit.purpose')}</li>
          </ul>
        }
      />
    </Flex>
  )
}

function Entries({ entries }: Pick<PublicCheckAnswer, 'entries'>): ReactElement {
  const { t, say } = useI18n()
  return (
    <DataTable
      label={t('credit.entries')}
      rows={entries.map((entry, at) => ({ ...entry, key: String(at) }))}
      rowKey={({ key }) => key}
      columns={[
        { key: 'list', title: t('credit.list'), render: (_, { list }) => t(`credit.list.${list}`) },
        { key: 'court', title: t('case.court'), render: (_, { courtName }) => say(courtName) },
        {
          key: 'situation',
          title: t('credit.ground'),
          render: (_, { situation }) =>
            situation === null ? t('common.none') : <CodeText family="credit.situation" code={String(situation)} />,
        },
        { key: 'decided', title: t('credit.decidedOn'), dataIndex: 'decidedOn' },
        {
          key: 'published',
          title: t('credit.publishedAt'),
          render: (_, { publishedAtMs }) => (publishedAtMs === null ? t('common.none') : formatInstant(publishedAtMs)),
        },
        { key: 'term', title: t('credit.term'), render: (_, { to }) => <Term to={to} /> },
        {
          key: 'objected',
          title: t('common.status'),
          render: (_, { isObjected }) =>
            isObjected ? <Tag tone="warning" text={t('credit.objected')} /> : t('credit.check.standing'),
        },
      ]}
    />
  )
}
