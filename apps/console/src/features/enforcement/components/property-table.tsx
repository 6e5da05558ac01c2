import { Flex, Typography } from 'antd'
import type { EnforcementView, PropertyView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { DataTable } from '../../../components/paged-table.tsx'
import { Tag } from '../../../components/tag.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { Money } from '../../../domain/money.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatMoney } from '../../../lib/money.ts'
import { useSession } from '../../../lib/session.ts'
import { useInstitutionTitle } from '../api/institution-titles.ts'
import { EstimateButton } from './property-dialogs.tsx'

/** Property with its value, what goes before, and what stands on it. */
export function PropertyTable({ view }: { readonly view: EnforcementView }): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const title = useInstitutionTitle()
  const nameOf = (debtorId: string): string =>
    view.debtors.find((one) => one.debtorId === debtorId)?.name ?? t('case.nameWithheld')
  return (
    <DataTable
      label={t('property.table')}
      rows={view.property}
      rowKey={({ propertyId }) => propertyId}
      columns={[
        {
          key: 'what',
          title: t('property.what'),
          minWidth: 190,
          render: (_, { asset, label, numberMasked, debtorId }) => (
            <Flex vertical>
              <span>
                <CodeText family="asset" code={asset} /> · {label}
              </span>
              <Small text={`${numberMasked} · ${nameOf(debtorId)}`} />
            </Flex>
          ),
        },
        {
          key: 'where',
          title: t('property.institution'),
          minWidth: 130,
          render: (_, { institution, source, foundOn }) => (
            <Flex vertical>
              <span>{title(institution)}</span>
              <span style={{ fontSize: 12, color: '#4b5563' }}>
                <CodeText family="propertySource" code={source} /> {foundOn}
              </span>
            </Flex>
          ),
        },
        {
          key: 'value',
          title: t('property.value'),
          align: 'right',
          render: (_, one) => <Value property={one} own={view.claim.currency} />,
        },
        {
          key: 'before',
          title: t('property.encumbered'),
          align: 'right',
          render: (_, one) => <Before property={one} />,
        },
        {
          key: 'net',
          title: t('property.net'),
          align: 'right',
          render: (_, { netCents }) => <Net cents={netCents} currency={view.claim.currency} />,
        },
        { key: 'state', title: t('common.status'), render: (_, one) => <State view={view} property={one} /> },
        ...(may('estimateProperty') && view.state === 'OPEN'
          ? [
              {
                key: 'do',
                title: t('common.actions'),
                render: (_: unknown, one: PropertyView) => <EstimateButton caseId={view.caseId} property={one} />,
              },
            ]
          : []),
      ]}
    />
  )
}

function Net({ cents, currency }: { readonly cents: number | null; readonly currency: string }): ReactElement {
  const { t } = useI18n()
  return cents === null ? (
    <Tag tone="warning" text={t('property.noValue')} />
  ) : (
    <Money cents={cents} currency={currency} />
  )
}

function Small({ text }: { readonly text: string }): ReactElement {
  return (
    <Typography.Text type="secondary" style={{ fontSize: 12 }}>
      {text}
    </Typography.Text>
  )
}

function Value({ property, own }: { readonly property: PropertyView; readonly own: string }): ReactElement {
  const { t } = useI18n()
  const { balanceCents, availableCents, estimate, currency, units } = property
  if (estimate !== null) {
    return (
      <Flex vertical align="flex-end">
        <Money cents={estimate.valueCents} currency={own} />
        <Small text={t('property.estimatedOn', { day: estimate.on })} />
      </Flex>
    )
  }
  if (balanceCents !== null) {
    return (
      <Flex vertical align="flex-end">
        <Money cents={availableCents} currency={currency} />
        <Small text={t('property.balance', { amount: formatMoney(balanceCents, currency) })} />
      </Flex>
    )
  }
  return <>{units === null ? t('common.none') : t('property.units', { count: units })}</>
}

function Before({ property }: { readonly property: PropertyView }): ReactElement {
  const { t } = useI18n()
  const { encumberedCents, currency, earlierMeasures } = property
  return (
    <Flex vertical align="flex-end">
      <Money cents={encumberedCents} currency={currency} />
      {earlierMeasures.map(({ organ, limitCents, to }) => (
        <Small
          key={`${organ} ${to ?? ''}`}
          text={`${organ} ${limitCents === null ? '' : formatMoney(limitCents, currency)} ${to ?? ''}`}
        />
      ))}
      {earlierMeasures.length > 0 && <Small text={t('property.earlier', { count: earlierMeasures.length })} />}
    </Flex>
  )
}

function State({ view, property }: { readonly view: EnforcementView; readonly property: PropertyView }): ReactElement {
  const { t } = useI18n()
  const control = view.controls.find(({ orderId }) => orderId === property.controlOrderId)
  return (
    <Flex gap={4} wrap>
      {control === undefined ? (
        <Tag tone="neutral" text={t('property.free')} />
      ) : (
        <OrderTag family="control.state" code={control.state} />
      )}
      {property.isStale && <Tag tone="warning" text={t('property.stale')} />}
      {property.specialFund !== null && (
        <Tag tone="warning" text={t('property.specialFund', { kind: property.specialFund })} />
      )}
      {!property.divisible && <Tag tone="neutral" text={t('property.indivisible')} />}
    </Flex>
  )
}
