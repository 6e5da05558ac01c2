import { Empty, Flex } from 'antd'
import type { EnforcementView } from '@xiezhi/gateway-api'
import { useMemo } from 'react'
import type { ReactElement } from 'react'
import { LazyNodeGraph } from '../../../components/lazy-node-graph.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatMoney } from '../../../lib/money.ts'
import { keyText } from '../../../lib/problem.ts'
import { useInstitutionTitle } from '../api/institution-titles.ts'
import { propertyGraph } from '../api/property-graph.ts'
import { PropertyTable } from './property-table.tsx'

/** Who holds what of the debtors, as a map and as a table. */
export function PropertySection({ view }: { readonly view: EnforcementView }): ReactElement {
  const { t } = useI18n()
  if (view.property.length === 0 && view.orders.length === 0)
    return <Empty description={t('property.empty')} image={Empty.PRESENTED_IMAGE_SIMPLE} />
  return (
    <Flex vertical gap={12}>
      <PropertyMap view={view} />
      <PropertyTable view={view} />
    </Flex>
  )
}

function PropertyMap({ view }: { readonly view: EnforcementView }): ReactElement {
  const { t, language } = useI18n()
  const title = useInstitutionTitle()
  const { controls, orders } = view
  const graph = useMemo(() => {
    const asset = (code: string): string => keyText(language, `asset.${code}`) ?? code
    return propertyGraph(view, {
      debtor: ({ name }) => name ?? t('case.nameWithheld'),
      institution: title,
      waiting: (institution) => {
        const open = orders.filter((order) => order.institution === institution && order.state === 'SENT').length
        return open === 0 ? null : t('property.waitingFor', { count: open })
      },
      property: (one) => `${asset(one.asset)} · ${one.label} ${one.numberMasked}`,
      propertyDetail: (one) => {
        const control = controls.find(({ orderId }) => orderId === one.controlOrderId)
        const value = one.availableCents ?? one.netCents
        return [
          value === null ? t('property.noValue') : formatMoney(value, one.currency),
          control === undefined ? t('property.free') : (keyText(language, `control.state.${control.state}`) ?? ''),
          ...(control?.limitCents === undefined || control.limitCents === null
            ? []
            : [t('property.limit', { amount: formatMoney(control.limitCents, one.currency) })]),
          ...(control?.rank === undefined || control.rank === null || control.rank === 0
            ? []
            : [t('measure.rankOf', { rank: control.rank })]),
          ...(one.isStale ? [t('property.stale')] : []),
        ].join(' · ')
      },
    })
  }, [view, controls, orders, title, t, language])
  return <LazyNodeGraph label={t('property.map')} graph={graph} />
}
