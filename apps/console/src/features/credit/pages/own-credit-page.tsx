import { Alert, Descriptions, Flex } from 'antd'
import type { OwnEntryView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { Tag } from '../../../components/tag.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { CreditTag } from '../components/credit-tag.tsx'
import { OwnCertificates } from '../components/own-certificates.tsx'
import { OwnGraces } from '../components/own-graces.tsx'
import { useRequestColumns } from '../components/request-columns.tsx'
import { Term } from '../components/term.tsx'
import { UseTable } from '../components/use-table.tsx'

/** What is recorded about the person who is signed in, who used it, and what was asked for. */
export function OwnCreditPage(): ReactElement {
  const { t } = useI18n()
  const query = useRoute('listOwnCreditEntries', {})
  return (
    <Page title={t('nav.ownCredit')} explain={t('credit.own.explain')}>
      <OwnGraces />
      <OwnCertificates />
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? <NoRecord /> : items.map((entry) => <Card key={entry.entryId} entry={entry} />)
        }
      </QueryView>
      <Section title={t('credit.own.uses')}>
        <Uses />
      </Section>
      <Section title={t('credit.own.requests')}>
        <Requests />
      </Section>
    </Page>
  )
}

/** After deletion there is no record, and no page of what was. */
function NoRecord(): ReactElement {
  const { t } = useI18n()
  return (
    <Alert
      type="success"
      showIcon
      role="status"
      title={t('credit.own.none')}
      description={t('credit.own.none.means')}
    />
  )
}

function Card({ entry }: { readonly entry: OwnEntryView }): ReactElement {
  const { t, say, list } = useI18n()
  const { entryId, listText, roleText, situation, situationText, measures } = entry
  const title = say(listText)
  return (
    <Section
      title={title}
      extra={
        <Link to={`/my-credit/${entryId}`} aria-label={`${t('credit.own.open')}: ${title}`}>
          {t('credit.own.open')}
        </Link>
      }
    >
      <Descriptions
        size="small"
        column={3}
        items={[
          {
            key: 'state',
            label: t('common.status'),
            children: (
              <Flex gap={8} wrap>
                <CreditTag code={entry.state} text={entry.stateText} />
                {entry.isObjected && <Tag tone="warning" text={t('credit.objected')} />}
              </Flex>
            ),
          },
          { key: 'role', label: t('credit.own.role'), children: say(roleText) },
          { key: 'term', label: t('credit.term'), children: <Term to={entry.termTo} /> },
          { key: 'court', label: t('case.court'), children: say(entry.organisationName) },
          { key: 'case', label: t('case.number'), children: entry.caseNumber ?? t('common.none') },
          { key: 'decided', label: t('credit.decidedOn'), children: entry.decidedOn },
          ...(situationText === null || situation === null
            ? []
            : [
                {
                  key: 'ground',
                  label: t('credit.ground'),
                  span: 3,
                  children: `${say(situationText)}（${t('credit.situation.basis', { item: situation })}）`,
                },
              ]),
          {
            key: 'measures',
            label: t('credit.measures'),
            span: 3,
            children: measures.length === 0 ? t('common.none') : list(measures.map(({ text }) => say(text))),
          },
        ]}
      />
    </Section>
  )
}

function Uses(): ReactElement {
  const { t } = useI18n()
  const query = useRoute('listOwnCreditUses', {})
  return (
    <QueryView query={query} isEmpty={({ items }) => items.length === 0} empty={t('credit.own.uses.empty')}>
      {({ items }) => <UseTable uses={items} />}
    </QueryView>
  )
}

function Requests(): ReactElement {
  const { t } = useI18n()
  const query = useRoute('listOwnCreditRequests', {})
  const columns = useRequestColumns()
  return (
    <QueryView query={query} isEmpty={({ items }) => items.length === 0} empty={t('credit.own.requests.empty')}>
      {({ items }) => (
        <DataTable
          label={t('credit.own.requests')}
          rows={items}
          columns={columns}
          rowKey={({ requestId }) => requestId}
        />
      )}
    </QueryView>
  )
}
