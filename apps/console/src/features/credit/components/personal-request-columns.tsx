import type { PersonalRequestView } from '@xiezhi/gateway-api'
import type { TableColumnsType } from 'antd'
import { PrivateText } from '../../../domain/private-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { CreditTag } from './credit-tag.tsx'

/** Requests for reconsideration: when, of what, where it stands, and why it was sent back. */
export function usePersonalRequestColumns(): TableColumnsType<PersonalRequestView> {
  const { t, say } = useI18n()
  const none = t('common.none')
  return [
    { key: 'received', title: t('personal.receivedOn'), dataIndex: 'receivedOn', minWidth: 96 },
    { key: 'kind', title: t('personal.kind'), render: (_, { kindText }) => say(kindText) },
    {
      key: 'reasons',
      title: t('credit.act.reasons'),
      render: (_, { reasons, reasonsState }) => <PrivateText text={reasons} state={reasonsState} none={none} />,
    },
    {
      key: 'state',
      title: t('common.status'),
      render: (_, { state, stateText }) => <CreditTag code={state} text={stateText} />,
    },
    {
      key: 'answer',
      title: t('personal.answer'),
      render: (_, { answer, answerState }) => <PrivateText text={answer} state={answerState} none={none} />,
    },
  ]
}
