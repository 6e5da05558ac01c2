import { Typography } from 'antd'
import type { CreditPerson } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { PrivateText } from '../../../domain/private-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'

/** Name and masked number, from the vault. */
export function PersonCell({ person }: { readonly person: CreditPerson }): ReactElement {
  const { t } = useI18n()
  const { name, nameState, certificateNumberMasked } = person
  return (
    <span>
      <PrivateText text={name} state={nameState} none={t('case.nameWithheld')} />
      {certificateNumberMasked !== null && (
        <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12, whiteSpace: 'nowrap' }}>
          {certificateNumberMasked}
        </Typography.Text>
      )}
    </span>
  )
}

/** How a person is called where only words have room. */
export function usePersonName(): (person: CreditPerson) => string {
  const { t } = useI18n()
  return ({ name }) => name ?? t('case.nameWithheld')
}
