import { Alert, Button, Descriptions, Flex, Input } from 'antd'
import type { PublicLawyer } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { SubmitEvent, ReactElement } from 'react'
import { useNavigate, useParams } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { BilingualText } from '../../../components/statute.tsx'
import { Period } from '../../../domain/period.tsx'
import { StatusTag } from '../../../domain/tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useSession } from '../../../lib/session.ts'

/** What anybody may know about a lawyer, and the way to verify a bundle: no account, nothing else. */
export function LookupPage(): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const { licence } = useParams()
  const navigate = useNavigate()
  const [typed, setTyped] = useState(licence ?? '')
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    void navigate(`/lookup/${typed}`)
  }
  return (
    <Page title={t('nav.lookup')} explain={t('lookup.explain')}>
      <Section title={t('lookup.lawyer')}>
        <Flex vertical gap={16}>
          <form onSubmit={submit} role="search">
            <Flex gap={8}>
              <Input
                aria-label={t('common.licence')}
                placeholder={t('lookup.placeholder')}
                inputMode="numeric"
                maxLength={17}
                value={typed}
                onChange={({ target }) => setTyped(target.value.replace(/\D/g, ''))}
                style={{ width: 260 }}
              />
              <Button type="primary" htmlType="submit" disabled={typed.length !== 17}>
                {t('action.search')}
              </Button>
            </Flex>
          </form>
          {licence !== undefined && <Answer key={licence} licence={licence} />}
        </Flex>
      </Section>
      <Section title={t('nav.verify')}>
        <Flex vertical gap={8} align="flex-start">
          <span>{t('lookup.verify.explain')}</span>
          <Flex gap={8}>
            <Button href="/verify">{t('lookup.verify')}</Button>
            {may('checkDeposit') && <Button onClick={() => void navigate('/check-file')}>{t('nav.checkFile')}</Button>}
          </Flex>
        </Flex>
      </Section>
    </Page>
  )
}

function Answer({ licence }: { readonly licence: string }): ReactElement {
  const query = useRoute('getPublicLawyer', { params: { licence } })
  return <QueryView query={query}>{(lawyer) => <PublicRecord lawyer={lawyer} />}</QueryView>
}

function PublicRecord({ lawyer }: { readonly lawyer: PublicLawyer }): ReactElement {
  const { t } = useI18n()
  return (
    <Flex vertical gap={14}>
      <Descriptions
        size="small"
        column={2}
        bordered
        items={[
          { key: 'licence', label: t('common.licence'), children: lawyer.licence },
          { key: 'day', label: t('lookup.onDate'), children: lawyer.onDate },
          { key: 'status', label: t('common.status'), children: <StatusTag code={lawyer.status} /> },
          { key: 'firm', label: t('common.firm'), children: lawyer.firm?.firmName ?? t('common.none') },
        ]}
      />
      <div>
        <strong>{t('lookup.sanctions')}</strong>
        {lawyer.sanctions.length === 0 ? (
          <p style={{ margin: '4px 0 0' }}>{t('lookup.sanctions.none')}</p>
        ) : (
          <DataTable
            label={t('lookup.sanctions')}
            rows={lawyer.sanctions}
            rowKey={({ kind, decidedOn }) => `${kind} ${decidedOn}`}
            columns={[
              { key: 'kind', title: t('common.kind'), render: (_, { text }) => <BilingualText text={text} /> },
              { key: 'decided', title: t('sanction.decidedOn'), dataIndex: 'decidedOn' },
              {
                key: 'period',
                title: t('sanction.period'),
                render: (_, { from, to }) => <Period from={from} to={to} />,
              },
              {
                key: 'public',
                title: t('sanction.publicUntil'),
                render: (_, { publicUntil }) => publicUntil ?? t('common.none'),
              },
            ]}
          />
        )}
      </div>
      <Alert
        type="info"
        showIcon
        title={t('lookup.limits')}
        description={
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            <li>{t('lookup.limits.day')}</li>
            <li>{t('lookup.limits.person')}</li>
            <li>{t('lookup.limits.sanctions')}</li>
            <li>{t('lookup.limits.proof')}</li>
          </ul>
        }
      />
    </Flex>
  )
}
