import { Alert, Descriptions, Flex } from 'antd'
import type { EnforcementView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Identifier } from '../../../components/identifier.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { Tag } from '../../../components/tag.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { Money } from '../../../domain/money.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { PrivateText } from '../../../domain/private-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatInstant } from '../../../lib/format.ts'

/** State, basis, days and debtors of an enforcement case. */
export function EnforcementFacts({ view }: { readonly view: EnforcementView }): ReactElement {
  const { t, say } = useI18n()
  const { stay, performance, claim } = view
  return (
    <Flex vertical gap={12}>
      {view.isHalted && (
        <Alert type="error" showIcon role="status" title={t('halt.isOn')} description={t('halt.isOn.means')} />
      )}
      <Descriptions
        size="small"
        column={3}
        items={[
          {
            key: 'state',
            label: t('common.status'),
            children: <OrderTag family="enforcement.state" code={view.state} />,
          },
          { key: 'applied', label: t('enforcement.appliedOn'), children: view.appliedOn },
          { key: 'effective', label: t('enforcement.effectiveOn'), children: view.effectiveOn },
          {
            key: 'ends',
            label: t('enforcement.performanceEndsOn'),
            children: view.performanceEndsOn ?? t('enforcement.noTerm'),
          },
          {
            key: 'limitation',
            label: t('enforcement.limitation'),
            children: <Tag tone={view.limitation === 'IN_TIME' ? 'good' : 'warning'} text={say(view.limitationText)} />,
          },
          { key: 'basis', label: t('enforcement.basis'), children: <BasisDocument view={view} /> },
          {
            key: 'principal',
            label: t('enforcement.principal'),
            children: <Money cents={claim.principalCents} currency={claim.currency} />,
          },
          {
            key: 'rate',
            label: t('enforcement.generalInterest'),
            children:
              claim.general === null
                ? t('common.none')
                : t('enforcement.generalInterest.of', {
                    rate: claim.general.annualRate,
                    days: claim.general.dayBasis,
                    from: claim.general.from,
                  }),
          },
          { key: 'statements', label: t('enforcement.statements'), children: String(view.statements.length) },
          ...(stay === null
            ? []
            : [
                {
                  key: 'stay',
                  label: t('enforcement.stay'),
                  children: t('enforcement.stay.since', { ground: say(stay.text), at: formatInstant(stay.atMs) }),
                },
              ]),
          ...(performance === null
            ? []
            : [{ key: 'performance', label: t('enforcement.performance'), children: performance.on }]),
          ...(view.closedAtMs === null
            ? []
            : [{ key: 'closed', label: t('enforcement.closedAt'), children: formatInstant(view.closedAtMs) }]),
        ]}
      />
      <Debtors debtors={view.debtors} />
      {view.applicants.length > 0 && <Applicants view={view} />}
    </Flex>
  )
}

/** As papers name it, with its digest. */
function BasisDocument({ view: { basisDigest, basisDocument } }: { readonly view: EnforcementView }): ReactElement {
  return (
    <Flex vertical>
      {basisDocument !== null && (
        <span>
          {basisDocument.issuer} {basisDocument.number} <CodeText family="basisType" code={basisDocument.type} />
        </span>
      )}
      <Identifier value={basisDigest} />
    </Flex>
  )
}

function Applicants({ view: { applicants, isPreservation } }: { readonly view: EnforcementView }): ReactElement {
  const { t } = useI18n()
  const words = isPreservation ? 'preservationApplicant' : 'applicant'
  return (
    <DataTable
      label={t(`${words}.title`)}
      rows={applicants.map((one, at) => ({ ...one, at }))}
      rowKey={({ at }) => String(at)}
      columns={[
        { key: 'name', title: t(`${words}.one`), dataIndex: 'name' },
        {
          key: 'document',
          title: t('enforcement.idType'),
          render: (_, { idType }) => <CodeText family="idType" code={idType} />,
        },
        { key: 'number', title: t('enforcement.idNo'), dataIndex: 'idNoMasked' },
        {
          key: 'representative',
          title: t('applicant.representative'),
          render: (_, { representative }) => representative ?? t('common.none'),
        },
      ]}
    />
  )
}

function Debtors({ debtors }: { readonly debtors: EnforcementView['debtors'] }): ReactElement {
  const { t } = useI18n()
  return (
    <DataTable
      label={t('enforcement.debtors')}
      rows={debtors}
      rowKey={({ debtorId }) => debtorId}
      columns={[
        {
          key: 'name',
          title: t('enforcement.debtor'),
          render: (_, { name, nameState, formerNames }) => (
            <span>
              <PrivateText text={name} state={nameState} none={t('case.nameWithheld')} />
              {formerNames.length > 0 && t('enforcement.formerly', { names: formerNames.join('、') })}
            </span>
          ),
        },
        { key: 'kind', title: t('common.kind'), render: (_, { kind }) => <CodeText family="debtorKind" code={kind} /> },
        {
          key: 'document',
          title: t('enforcement.idType'),
          render: (_, { idType }) => <CodeText family="idType" code={idType} />,
        },
        {
          key: 'number',
          title: t('enforcement.idNo'),
          render: (_, { idNoMasked }) => idNoMasked ?? t('common.none'),
        },
      ]}
    />
  )
}
