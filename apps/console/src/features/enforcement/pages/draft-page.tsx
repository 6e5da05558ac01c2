import { Alert, Descriptions, Flex, Typography } from 'antd'
import type { DraftView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Identifier } from '../../../components/identifier.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { BilingualText } from '../../../components/statute.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { Due } from '../../../domain/due.tsx'
import { Money } from '../../../domain/money.tsx'
import { PrivateText } from '../../../domain/private-text.tsx'
import { StateTag } from '../../../domain/tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatMoney } from '../../../lib/money.ts'
import { useInstitutionTitle } from '../api/institution-titles.ts'
import { DraftDecision, DraftRefusal } from '../components/draft-decision.tsx'

/** One instrument before its second signature: its whole effect in words, and where it departs from the plan. */
export function DraftPage(): ReactElement {
  const { t } = useI18n()
  const { draftId = '' } = useParams()
  const query = useRoute('getDraft', { params: { draftId } })
  return (
    <Page title={t('draft.title')} extra={<Link to="/enforcement/drafts">{t('nav.drafts')}</Link>}>
      <QueryView query={query}>{(draft) => <Draft draft={draft} />}</QueryView>
    </Page>
  )
}

function Draft({ draft }: { readonly draft: DraftView }): ReactElement {
  const { t } = useI18n()
  return (
    <Flex vertical gap={16}>
      <DraftRefusal draft={draft} />
      <Section title={t('draft.words')} extra={<ProofButton recordKey={draft.recordKey} about={draft.kindText.zh} />}>
        <ol style={{ margin: 0, paddingInlineStart: 22, fontSize: 15 }}>
          {draft.words.map((words, at) => (
            <li key={`${String(at)} ${words.zh}`} style={{ marginBlock: 6 }}>
              <BilingualText text={words} />
            </li>
          ))}
        </ol>
      </Section>
      <Section title={t('draft.differences')}>
        <Differences draft={draft} />
      </Section>
      <Section title={t('draft.effects')}>
        <Effects draft={draft} />
      </Section>
      <Section title={t('draft.facts')}>
        <Facts draft={draft} />
      </Section>
      <DraftDecision draft={draft} />
    </Flex>
  )
}

function Differences({ draft: { plan, differences } }: { readonly draft: DraftView }): ReactElement {
  const { t, say } = useI18n()
  return (
    <Flex vertical gap={12}>
      {plan === null ? (
        <Typography.Text type="secondary">{t('draft.noPlan')}</Typography.Text>
      ) : (
        <Alert
          type={plan.overCents > 0 ? 'warning' : 'info'}
          showIcon
          role="status"
          title={t('draft.planFigures', {
            target: formatMoney(plan.targetCents),
            planned: formatMoney(plan.plannedCents),
            asked: formatMoney(plan.askedCents),
          })}
          {...(plan.overCents > 0 ? { description: t('plan.over', { amount: formatMoney(plan.overCents) }) } : {})}
        />
      )}
      {plan !== null && differences.length === 0 && <span>{t('draft.noDifference')}</span>}
      {differences.length > 0 && (
        <DataTable
          label={t('draft.differences')}
          rows={differences}
          rowKey={({ propertyId, what }) => `${propertyId} ${what}`}
          columns={[
            { key: 'label', title: t('property.what'), render: (_, { label }) => label ?? t('measure.noLabel') },
            { key: 'what', title: t('draft.difference'), render: (_, { text }) => say(text) },
            {
              key: 'planned',
              title: t('plan.planned'),
              align: 'right',
              render: (_, one) => <Figure cents={one.plannedCents} months={one.plannedMonths} />,
            },
            {
              key: 'asked',
              title: t('draft.asked'),
              align: 'right',
              render: (_, one) => <Figure cents={one.askedCents} months={one.askedMonths} />,
            },
            {
              key: 'reasons',
              title: t('draft.reasonsOfOfficer'),
              render: (_, { reasons, reasonsState }) => (
                <PrivateText text={reasons} state={reasonsState} none={t('common.none')} />
              ),
            },
          ]}
        />
      )}
    </Flex>
  )
}

function Figure({ cents, months }: { readonly cents: number | null; readonly months: number | null }): ReactElement {
  const { t } = useI18n()
  if (cents === null && months === null) return <>{t('common.none')}</>
  return (
    <Flex vertical align="flex-end">
      {cents !== null && <Money cents={cents} />}
      {months !== null && <span>{t('draft.months', { months })}</span>}
    </Flex>
  )
}

function Effects({ draft: { effects } }: { readonly draft: DraftView }): ReactElement {
  const { t, say } = useI18n()
  const title = useInstitutionTitle()
  const rows = effects.map((one, at) => ({ ...one, key: String(at) }))
  return (
    <DataTable
      label={t('draft.effects')}
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        { key: 'institution', title: t('property.institution'), render: (_, { institution }) => title(institution) },
        {
          key: 'action',
          title: t('measure.action'),
          render: (_, { effect }) => <CodeText family="orderAction" code={effect.action} />,
        },
        { key: 'label', title: t('property.what'), render: (_, { label }) => label ?? t('common.none') },
        {
          key: 'limit',
          title: t('measure.limit'),
          align: 'right',
          render: (_, { effect }) =>
            effect.whole && effect.limitCents === null ? (
              t('plan.whole')
            ) : (
              <Money cents={effect.limitCents} currency={effect.currency} />
            ),
        },
        {
          key: 'months',
          title: t('measure.term'),
          render: (_, { effect }) =>
            effect.months === null ? t('common.none') : t('draft.months', { months: effect.months }),
        },
        {
          key: 'words',
          title: t('draft.inWords'),
          render: (_, { words }) => words.map((text) => <div key={text.zh}>{say(text)}</div>),
        },
      ]}
    />
  )
}

function Facts({ draft }: { readonly draft: DraftView }): ReactElement {
  const { t } = useI18n()
  return (
    <Descriptions
      size="small"
      column={3}
      items={[
        { key: 'state', label: t('common.status'), children: <StateTag code={draft.state} /> },
        {
          key: 'kind',
          label: t('common.kind'),
          children: <CodeText family="instrumentKind" code={draft.kind} />,
        },
        {
          key: 'case',
          label: t('alarm.case'),
          children: <Link to={`/enforcement/cases/${draft.caseId}`}>{draft.caseId.slice(0, 8)}</Link>,
        },
        { key: 'ruling', label: t('enforcement.rulingNo'), children: draft.rulingNo ?? t('common.none') },
        { key: 'notice', label: t('enforcement.noticeNo'), children: draft.noticeNo ?? t('common.none') },
        {
          key: 'proposer',
          label: t('proposal.proposer'),
          children: `${draft.proposer.organisation} / ${draft.proposer.officer}`,
        },
        {
          key: 'expires',
          label: t('proposal.expires'),
          children: <Due dueAtMs={draft.expiresAtMs} isDone={draft.state !== 'OPEN'} />,
        },
        { key: 'document', label: t('draft.document'), children: <Identifier value={draft.documentDigest} /> },
        { key: 'digest', label: t('draft.digest'), children: <Identifier value={draft.digest} /> },
      ]}
    />
  )
}
