import { Descriptions, Flex } from 'antd'
import type { LawyerView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Identifier } from '../components/identifier.tsx'
import { Section } from '../components/page.tsx'
import { DataTable } from '../components/paged-table.tsx'
import { ProofButton } from '../components/proof-drawer.tsx'
import { BilingualText } from '../components/statute.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { formatInstant } from '../lib/format.ts'
import { CodeText } from './code-text.tsx'
import { LawyerStatus } from './lawyer-status.tsx'
import { Period } from './period.tsx'
import { PrivateText } from './private-text.tsx'

/** Who the lawyer is on the register today: status, firm, numbers, sanctions, assessments. The history stands apart. */
export function LawyerRecord({ lawyer }: { readonly lawyer: LawyerView }): ReactElement {
  const { t } = useI18n()
  return (
    <Flex vertical gap={16}>
      <Section title={t('lawyer.today')} extra={<ProofButton recordKey={lawyer.recordKey} about={t('lawyer.today')} />}>
        <Today lawyer={lawyer} />
      </Section>
      <Section title={t('lawyer.sanctions')}>
        <Sanctions lawyer={lawyer} />
      </Section>
      <Section title={t('lawyer.assessments')}>
        <DataTable
          label={t('lawyer.assessments')}
          rows={lawyer.assessments}
          rowKey={({ year }) => String(year)}
          columns={[
            { key: 'year', title: t('assessment.year'), dataIndex: 'year' },
            {
              key: 'grade',
              title: t('assessment.grade'),
              render: (_, { grade }) => <CodeText family="grade" code={grade} />,
            },
            { key: 'filed', title: t('assessment.filedOn'), dataIndex: 'filedOn' },
            { key: 'organ', title: t('lawyer.organ'), dataIndex: 'organ' },
          ]}
        />
      </Section>
    </Flex>
  )
}

function Today({ lawyer }: { readonly lawyer: LawyerView }): ReactElement {
  const { t, list } = useI18n()
  const offices = [
    ...(lawyer.npcStandingMember ? [t('lawyer.npcStandingMember')] : []),
    ...(lawyer.civilServant ? [t('lawyer.civilServant')] : []),
  ]
  return (
    <Descriptions
      size="small"
      column={2}
      bordered
      items={[
        {
          key: 'name',
          label: t('common.name'),
          children: <PrivateText text={lawyer.name} state={lawyer.nameState} none={t('case.nameWithheld')} />,
        },
        { key: 'licence', label: t('common.licence'), children: <Identifier value={lawyer.licence} isWhole /> },
        { key: 'status', label: t('common.status'), children: <LawyerStatus lawyer={lawyer} /> },
        { key: 'firm', label: t('common.firm'), children: lawyer.firm?.firmName ?? t('common.none') },
        { key: 'first', label: t('lawyer.firstPractice'), children: lawyer.firstPracticeDate },
        {
          key: 'offices',
          label: t('lawyer.offices'),
          children: offices.length === 0 ? t('common.none') : list(offices),
        },
        {
          key: 'numbers',
          label: t('lawyer.numbers'),
          children: (
            <Flex vertical>
              {lawyer.numbers.map(({ licence, from, to }) => (
                <span key={licence}>
                  {licence} <Period from={from} to={to} />
                </span>
              ))}
            </Flex>
          ),
        },
        {
          key: 'firms',
          label: t('lawyer.firms'),
          children: (
            <Flex vertical>
              {lawyer.firmPeriods.map(({ firm, from, to }) => (
                <span key={`${firm.uscc} ${from}`}>
                  {firm.firmName} <Period from={from} to={to} />
                </span>
              ))}
            </Flex>
          ),
        },
      ]}
    />
  )
}

function Sanctions({ lawyer }: { readonly lawyer: LawyerView }): ReactElement {
  const { t } = useI18n()
  return (
    <DataTable
      label={t('lawyer.sanctions')}
      rows={lawyer.sanctions}
      rowKey={({ sanctionId }) => sanctionId}
      columns={[
        { key: 'kind', title: t('common.kind'), minWidth: 96, render: (_, { text }) => <BilingualText text={text} /> },
        { key: 'decided', title: t('sanction.decidedOn'), dataIndex: 'decidedOn' },
        { key: 'period', title: t('sanction.period'), render: (_, { from, to }) => <Period from={from} to={to} /> },
        { key: 'organ', title: t('lawyer.organ'), dataIndex: 'organ' },
        {
          key: 'article',
          title: t('sanction.article'),
          render: (_, { article }) => (article === null ? t('common.none') : t('sanction.article.of', { article })),
        },
        {
          key: 'public',
          title: t('sanction.publicUntil'),
          render: (_, { publicUntil }) => publicUntil ?? t('common.none'),
        },
        { key: 'recorded', title: t('history.recorded'), render: (_, { recordedAtMs }) => formatInstant(recordedAtMs) },
        { key: 'aside', title: t('sanction.setAside'), render: (_, { setAsideOn }) => setAsideOn ?? t('common.none') },
        {
          key: 'proof',
          title: t('proof.open'),
          render: (_, { recordKey, text }) => <ProofButton recordKey={recordKey} about={text.zh} />,
        },
      ]}
    />
  )
}
