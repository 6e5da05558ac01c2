import { Button, Checkbox, Form, Input, Select } from 'antd'
import { LEAVE_KINDS } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { ActDialog } from '../../../components/act-dialog.tsx'
import { DateField } from '../../../components/date-field.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { PagedTable, usePaging } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { PrivateText } from '../../../domain/private-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatInstant } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'

interface Entry {
  readonly name: string
  readonly serial: string
  readonly role: 'JUDGE' | 'PROCURATOR'
  readonly courtsServed: string[]
  readonly leftOn: string
  readonly leaveKind: (typeof LEAVE_KINDS)[number]
  readonly senior: boolean
  readonly firmInFormerArea: boolean
}

/** Register of former judges and procurators, against which every agent is held (法官法 36; 回避规定 8). */
export function FormerStaffPage(): ReactElement {
  const { t, list } = useI18n()
  const { may } = useSession()
  const paging = usePaging()
  const query = useRoute('listFormerStaff', { query: { limit: 25, ...paging.at } })
  const [isOpen, setOpen] = useState(false)
  return (
    <Page
      title={t('nav.formerStaff')}
      explain={t('formerStaff.explain')}
      extra={
        may('registerFormerStaff') && (
          <Button type="primary" onClick={() => setOpen(true)}>
            {t('formerStaff.register')}
          </Button>
        )
      }
    >
      <Section title={t('nav.formerStaff')}>
        <PagedTable
          label={t('nav.formerStaff')}
          query={query}
          paging={paging}
          empty={t('formerStaff.empty')}
          rowKey={({ serial }) => serial}
          columns={[
            {
              key: 'name',
              title: t('common.name'),
              render: (_, { name, nameState }) => (
                <PrivateText text={name} state={nameState} none={t('case.nameWithheld')} />
              ),
            },
            { key: 'serial', title: t('formerStaff.serial'), dataIndex: 'serial' },
            { key: 'role', title: t('formerStaff.role'), render: (_, { role }) => t(`staffRole.${role}`) },
            { key: 'courts', title: t('formerStaff.courts'), render: (_, { courtsServed }) => list(courtsServed) },
            { key: 'left', title: t('formerStaff.leftOn'), dataIndex: 'leftOn' },
            { key: 'kind', title: t('formerStaff.leaveKind'), render: (_, { leaveKind }) => t(`leave.${leaveKind}`) },
            {
              key: 'senior',
              title: t('formerStaff.senior'),
              render: (_, { senior }) => t(senior ? 'common.yes' : 'common.no'),
            },
            {
              key: 'recorded',
              title: t('history.recorded'),
              render: (_, { recordedAtMs }) => formatInstant(recordedAtMs),
            },
            {
              key: 'proof',
              title: t('proof.open'),
              render: (_, { recordKey, serial }) => (
                <ProofButton recordKey={recordKey} about={`${t('nav.formerStaff')} ${serial}`} />
              ),
            },
          ]}
        />
      </Section>
      {isOpen && <RegisterDialog onClose={() => setOpen(false)} />}
    </Page>
  )
}

function RegisterDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, message: t('common.required') }]
  return (
    <ActDialog<Entry>
      title={t('formerStaff.register')}
      initial={{ role: 'JUDGE', senior: false, firmInFormerArea: false, courtsServed: [] }}
      requestOf={(body) => ({ route: 'registerFormerStaff', params: {}, body })}
      onClose={onClose}
      width={560}
    >
      <Form.Item name="name" label={t('common.name')} rules={required} extra={t('formerStaff.name.hint')}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="serial"
        label={t('formerStaff.serial')}
        rules={[{ required: true, pattern: /^\d{6}$/, message: t('formerStaff.serial.invalid') }]}
      >
        <Input maxLength={6} inputMode="numeric" autoComplete="off" />
      </Form.Item>
      <Form.Item name="role" label={t('formerStaff.role')} rules={required}>
        <Select
          options={(['JUDGE', 'PROCURATOR'] as const).map((role) => ({ value: role, label: t(`staffRole.${role}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="courtsServed"
        label={t('formerStaff.courts')}
        rules={required}
        extra={t('formerStaff.courts.hint')}
      >
        <Select mode="tags" open={false} suffix={null} tokenSeparators={[' ', '、', ',']} />
      </Form.Item>
      <Form.Item name="leftOn" label={t('formerStaff.leftOn')} rules={required}>
        <DateField />
      </Form.Item>
      <Form.Item name="leaveKind" label={t('formerStaff.leaveKind')} rules={required}>
        <Select options={LEAVE_KINDS.map((kind) => ({ value: kind, label: t(`leave.${kind}`) }))} />
      </Form.Item>
      <Form.Item name="senior" valuePropName="checked" noStyle>
        <Checkbox>{t('formerStaff.senior')}</Checkbox>
      </Form.Item>
      <Form.Item name="firmInFormerArea" valuePropName="checked" noStyle>
        <Checkbox>{t('formerStaff.firmInFormerArea')}</Checkbox>
      </Form.Item>
    </ActDialog>
  )
}
