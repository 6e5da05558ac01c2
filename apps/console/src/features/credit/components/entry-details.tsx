import { Descriptions, Flex } from 'antd'
import type { DescriptionsProps } from 'antd'
import type { CourtEntryView, OwnEntryView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Identifier } from '../../../components/identifier.tsx'
import { BilingualText } from '../../../components/statute.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatInstant } from '../../../lib/format.ts'
import { CreditTag } from './credit-tag.tsx'
import { DayLeft, Term } from './term.tsx'

/** What the court and the person concerned both see of an entry. */
export type EntryDetails = CourtEntryView | OwnEntryView

interface EntryProps {
  readonly entry: EntryDetails
}

interface DecisionProps extends EntryProps {
  /** Whom it is about, where the reader is somebody else. */
  readonly lead?: NonNullable<DescriptionsProps['items']>
}

/** Ground and statute, the decision, its days, and until when. */
export function DecisionFacts({ entry, lead = [] }: DecisionProps): ReactElement {
  const { t, say } = useI18n()
  const items: DescriptionsProps['items'] = [
    ...lead,
    { key: 'state', label: t('common.status'), children: <CreditTag code={entry.state} text={entry.stateText} /> },
    { key: 'list', label: t('credit.list'), children: say(entry.listText) },
    { key: 'term', label: t('credit.term'), children: <Term to={entry.termTo} /> },
    ...(entry.situationText === null || entry.situation === null
      ? []
      : [
          {
            key: 'ground',
            label: t('credit.ground'),
            span: 3,
            children: (
              <Grounds text={entry.situationText} article={t('credit.situation.basis', { item: entry.situation })} />
            ),
          },
        ]),
    { key: 'no', label: t('credit.act.decisionNo'), children: entry.decisionNo ?? t('common.none') },
    { key: 'decided', label: t('credit.decidedOn'), children: entry.decidedOn },
    { key: 'served', label: t('credit.act.servedOn'), children: entry.servedOn ?? t('credit.notServed') },
    {
      key: 'published',
      label: t('credit.publishedAt'),
      children: entry.publishedAtMs === null ? t('credit.notPublished') : formatInstant(entry.publishedAtMs),
    },
    { key: 'digest', label: t('credit.decisionDigest'), children: <Identifier value={entry.decisionDigest} /> },
    { key: 'revision', label: t('credit.revision'), children: entry.revision },
    ...useChanges(entry),
  ]
  return <Descriptions size="small" column={3} items={items} />
}

/** What changed the term: longer, lifted for a while, to be deleted. */
function useChanges({ deletion, lift, extension }: EntryDetails): NonNullable<DescriptionsProps['items']> {
  const { t, say } = useI18n()
  return [
    ...(extension === null
      ? []
      : [
          {
            key: 'extension',
            label: t('credit.extension'),
            children: `${t('draft.months', { months: extension.months })} · ${t(`credit.extension.${extension.ground}`)}`,
          },
        ]),
    ...(lift === null
      ? []
      : [
          {
            key: 'lift',
            label: t('credit.lift'),
            children: `${say(lift.text)} · ${lift.from} — ${lift.to}`,
          },
        ]),
    ...(deletion === null
      ? []
      : [
          {
            key: 'deletion',
            label: t('credit.deletion'),
            span: 3,
            children: (
              <Flex gap={24} wrap>
                <span>
                  {say(deletion.text)} · {deletion.on}
                </span>
                {deletion.deleteBy !== null && (
                  <span>
                    {t('credit.deleteBy')} <DayLeft day={deletion.deleteBy} />
                  </span>
                )}
              </Flex>
            ),
          },
        ]),
  ]
}

interface GroundsProps {
  readonly text: { readonly zh: string; readonly en: string }
  readonly article: string
}

function Grounds({ text, article }: GroundsProps): ReactElement {
  return (
    <span>
      <BilingualText text={text} />
      <span style={{ display: 'block', fontSize: 12, color: '#4b5563' }}>{article}</span>
    </span>
  )
}

/** What the law lets be published (失信规定 6). */
export function PublishedFacts({ entry: { published } }: EntryProps): ReactElement {
  const { t } = useI18n()
  if (published === null) return <span>{t('text.erased')}</span>
  const none = t('common.none')
  const isUnit = published.representative !== null
  return (
    <Descriptions
      size="small"
      column={3}
      items={[
        ...(isUnit
          ? [{ key: 'representative', label: t('credit.representative'), children: published.representative }]
          : [
              {
                key: 'sex',
                label: t('credit.sex'),
                children: published.sex === null ? none : t(`credit.sex.${published.sex}`),
              },
              { key: 'age', label: t('credit.age'), children: published.age ?? none },
            ]),
        { key: 'area', label: t('credit.area'), children: published.area },
        { key: 'case', label: t('case.number'), children: published.caseNumber ?? none },
        { key: 'filed', label: t('credit.filedOn'), children: published.filedOn ?? none },
        { key: 'basis', label: t('credit.basisNo'), children: published.basisNo },
        { key: 'unit', label: t('credit.basisUnit'), children: published.basisUnit },
        {
          key: 'performance',
          label: t('credit.performance'),
          children: t(`credit.performance.${published.performance}`),
        },
        { key: 'performed', label: t('credit.performed'), children: published.performed ?? none },
        { key: 'unperformed', label: t('credit.unperformed'), children: published.unperformed ?? none },
        { key: 'duty', label: t('credit.duty'), span: 3, children: published.duty },
      ]}
    />
  )
}
