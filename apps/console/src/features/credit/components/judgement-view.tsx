import { Descriptions, Flex } from 'antd'
import type { ListingJudgement } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ReasonList } from '../../../components/statute.tsx'
import { Money } from '../../../domain/money.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { CreditTag } from './credit-tag.tsx'
import { Term } from './term.tsx'

/** Whether the law lets this person be listed, with each ground and its statute. */
export function JudgementView({ judgement }: { readonly judgement: ListingJudgement }): ReactElement {
  const { t } = useI18n()
  const { verdict, verdictText, consumptionOrder, termTo, owedCents, sealedNetCents, reasons } = judgement
  return (
    <Flex vertical gap={12} role="status">
      <Descriptions
        size="small"
        column={3}
        items={[
          { key: 'verdict', label: t('credit.judgement'), children: <CreditTag code={verdict} text={verdictText} /> },
          { key: 'term', label: t('credit.term'), children: <Term to={termTo} /> },
          { key: 'order', label: t('credit.list.CONSUMPTION'), children: t(`credit.order.${consumptionOrder}`) },
          { key: 'owed', label: t('owed.title'), children: <Money cents={owedCents} /> },
          { key: 'sealed', label: t('credit.statement.sealed'), children: <Money cents={sealedNetCents} /> },
        ]}
      />
      <ReasonList reasons={reasons} />
    </Flex>
  )
}
