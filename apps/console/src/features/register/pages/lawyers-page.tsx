import { Button, Flex, Input, Select } from 'antd'
import { STATUSES } from '@xiezhi/gateway-api'
import type { LawyerSummary } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { SubmitEvent, ReactElement } from 'react'
import { Link } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { PagedTable, usePaging } from '../../../components/paged-table.tsx'
import { LawyerStatus } from '../../../domain/lawyer-status.tsx'
import { PrivateText } from '../../../domain/private-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'

type Status = (typeof STATUSES)[number]

interface Filter {
  readonly query?: string
  readonly status?: Status
  readonly firm?: string
}

/** The register: paged by the gateway, however many lawyers there are. */
export function LawyersPage(): ReactElement {
  const { t } = useI18n()
  const [filter, setFilter] = useState<Filter>({})
  const paging = usePaging()
  const query = useRoute('listLawyers', { query: { limit: 25, ...filter, ...paging.at } })
  const look = (next: Filter): void => {
    setFilter(next)
    paging.reset()
  }
  return (
    <Page title={t('nav.lawyers')}>
      <Section title={t('lawyer.list')} extra={<LawyerFilter onLook={look} />}>
        <PagedTable<LawyerSummary>
          label={t('nav.lawyers')}
          query={query}
          paging={paging}
          empty={t('lawyer.empty')}
          rowKey={({ lawyerId }) => lawyerId}
          columns={[
            {
              key: 'name',
              title: t('common.name'),
              render: (_, { name, nameState }) => (
                <PrivateText text={name} state={nameState} none={t('case.nameWithheld')} />
              ),
            },
            {
              key: 'licence',
              title: t('common.licence'),
              render: (_, { licence }) => <Link to={`/lawyers/${licence}`}>{licence}</Link>,
            },
            { key: 'status', title: t('common.status'), render: (_, row) => <LawyerStatus lawyer={row} /> },
            {
              key: 'firm',
              title: t('common.firm'),
              render: (_, { firm }) =>
                firm === null ? t('common.none') : <Link to={`/firms/${firm.uscc}`}>{firm.firmName}</Link>,
            },
            { key: 'first', title: t('lawyer.firstPractice'), dataIndex: 'firstPracticeDate' },
          ]}
        />
      </Section>
    </Page>
  )
}

function LawyerFilter({ onLook }: { readonly onLook: (filter: Filter) => void }): ReactElement {
  const { t } = useI18n()
  const [number, setNumber] = useState('')
  const [status, setStatus] = useState<Status | undefined>()
  const [firm, setFirm] = useState('')
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    onLook({
      ...(number === '' ? {} : { query: number }),
      ...(status === undefined ? {} : { status }),
      ...(firm === '' ? {} : { firm }),
    })
  }
  return (
    <form onSubmit={submit} role="search">
      <Flex gap={8} wrap>
        <Input
          aria-label={t('lawyer.search')}
          placeholder={t('lawyer.search')}
          inputMode="numeric"
          maxLength={17}
          value={number}
          onChange={({ target }) => setNumber(target.value.replace(/\D/g, ''))}
          style={{ width: 210 }}
        />
        <Select<Status>
          aria-label={t('common.status')}
          placeholder={t('common.status')}
          allowClear
          {...(status === undefined ? {} : { value: status })}
          onChange={setStatus}
          style={{ width: 130 }}
          options={STATUSES.map((code) => ({ value: code, label: t(`status.${code}`) }))}
        />
        <Input
          aria-label={t('lawyer.firmCode')}
          placeholder={t('lawyer.firmCode')}
          maxLength={18}
          value={firm}
          onChange={({ target }) => setFirm(target.value.trim().toUpperCase())}
          style={{ width: 200 }}
        />
        <Button htmlType="submit">{t('action.search')}</Button>
      </Flex>
    </form>
  )
}
