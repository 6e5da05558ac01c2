import type { CreditRequestView } from '@xiezhi/gateway-api'
import type { TableColumnsType } from 'antd'
import { useI18n } from '../../../i18n/i18n.tsx'
import { PrivateText } from '../../../domain/private-text.tsx'
import { CreditTag } from './credit-tag.tsx'

/** What a person concerned has sent in, and how far it is. */
export function useRequestColumns(): TableColumnsType<CreditRequestView> {
  const { t, say } = useI18n()
  return [
    { key: 'received', title: t('credit.receivedOn'), dataIndex: 'receivedOn', minWidth: 96 },
    {
      key: 'kind',
      title: t('common.kind'),
      render: (_, { kindText, objectionKind }) => (
        <span>
          {say(kindText)}
          {objectionKind !== null && (
            <span style={{ display: 'block', fontSize: 12, color: '#4b5563' }}>
              {t(`credit.objection.${objectionKind}`)}
            </span>
          )}
        </span>
      ),
    },
    {
      key: 'reasons',
      title: t('credit.act.reasons'),
      width: 300,
      render: (_, { reasons, reasonsState }) => (
        <PrivateText text={reasons} state={reasonsState} none={t('common.none')} />
      ),
    },
    {
      key: 'state',
      title: t('common.status'),
      render: (_, { state, stateText }) => <CreditTag code={state} text={stateText} />,
    },
    {
      key: 'answer',
      title: t('credit.request.answer'),
      render: (_, { answer, answerState }) => <PrivateText text={answer} state={answerState} none={t('common.none')} />,
    },
  ]
}
