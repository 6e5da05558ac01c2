import { Alert, Flex, Typography } from 'antd'
import type { InstitutionOrderView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Section } from '../../../components/page.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { useCodeText } from '../../../domain/tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { RequestFields } from './request-fields.tsx'

type First = NonNullable<InstitutionOrderView['first']>

/** Whom and what a later order of a measure is about, as the request says with which the measure began. */
export function FirstOrder({ first: { order, subjectState, request } }: { readonly first: First }): ReactElement {
  const { t } = useI18n()
  return (
    <Section title={t('inbox.first')} extra={<OrderTag family="firstOrder.subject" code={subjectState} />}>
      <Flex vertical gap={12}>
        {subjectState !== 'SAME' && <Doubt subjectState={subjectState} />}
        {order !== null && (
          <Link to={`/inbox/${order.client}/${order.orderId}`} style={{ alignSelf: 'flex-start' }}>
            {t('inbox.first.open')}
          </Link>
        )}
        {request !== null && (
          <>
            <Typography.Text type="secondary">{t('inbox.first.explain')}</Typography.Text>
            <RequestFields request={request} />
          </>
        )}
      </Flex>
    </Section>
  )
}

/** What is not certain about it, and what the operator does then. */
function Doubt({ subjectState }: { readonly subjectState: Exclude<First['subjectState'], 'SAME'> }): ReactElement {
  const [title, means] = [
    useCodeText('firstOrder.subject', subjectState),
    useCodeText('firstOrder.subject', `${subjectState}.means`),
  ]
  const isWrong = subjectState === 'DIFFERS' || subjectState === 'MEASURE_UNKNOWN'
  return <Alert type={isWrong ? 'error' : 'warning'} role="status" showIcon title={title} description={means} />
}
