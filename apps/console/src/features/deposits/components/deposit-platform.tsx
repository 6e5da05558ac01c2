import { Descriptions } from 'antd'
import type { DepositView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { useI18n } from '../../../i18n/i18n.tsx'

interface DepositPlatformProps {
  readonly platform: DepositView['platform']
  readonly interest: DepositView['deposit']['interest']
}

/** What article 17 makes the court look at first: who stored it, and how the party stands to them. */
export function DepositPlatform({ platform, interest }: DepositPlatformProps): ReactElement {
  const { t, list } = useI18n()
  return (
    <Descriptions
      size="small"
      column={2}
      items={[
        { key: 'platform', label: t('deposit.platform'), children: platform?.platformId ?? t('common.none') },
        { key: 'interest', label: t('deposit.interest'), children: t(`deposit.interest.${interest}`) },
        {
          key: 'filing',
          label: t('deposit.filingNumber'),
          children: platform === null ? t('common.none') : (platform.filingNumber ?? t('deposit.notFiled')),
        },
        {
          key: 'standards',
          label: t('deposit.standards'),
          children: platform === null || platform.standards.length === 0 ? t('common.none') : list(platform.standards),
        },
      ]}
    />
  )
}
