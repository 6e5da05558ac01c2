import type { VerificationSummary } from '@xiezhi/gateway-api'
import type { TableColumnsType } from 'antd'
import { Link } from 'react-router'
import type { Language, Translate } from '../i18n/i18n.tsx'
import { formatInstant } from '../lib/format.ts'
import { keyText } from '../lib/problem.ts'
import { DisputedTag, StateTag, VerdictTag } from './tags.tsx'

/** Columns of verifications, in a case and in the list of all. */
export function verificationColumns(t: Translate, language: Language): TableColumnsType<VerificationSummary> {
  const time = (ms: number | null): string => (ms === null ? t('common.none') : formatInstant(ms))
  return [
    {
      key: 'licence',
      title: t('common.licence'),
      render: (_, { id, licence }) => <Link to={`/verifications/${id}`}>{licence}</Link>,
    },
    { key: 'asOf', title: t('verify.asOf'), dataIndex: 'asOf' },
    {
      key: 'use',
      title: t('verify.use'),
      render: (_, { use }) => (use === null ? t('common.none') : (keyText(language, `use.${use}`) ?? use)),
    },
    {
      key: 'verdict',
      title: t('verify.verdict'),
      render: (_, { verdict, state, isDisputed }) => (
        <span style={{ display: 'flex', gap: 6, flexWrap: 'wrap' }}>
          {verdict === null ? <StateTag code={`OUTBOX_${state}`} /> : <VerdictTag code={verdict} />}
          {isDisputed && <DisputedTag />}
        </span>
      ),
    },
    { key: 'asked', title: t('verify.askedAt'), render: (_, { askedAtMs }) => time(askedAtMs) },
    { key: 'answered', title: t('verify.answeredAt'), render: (_, { answeredAtMs }) => time(answeredAtMs) },
    {
      key: 'fresh',
      title: t('verify.freshUntil'),
      render: (_, { freshUntilMs }) => time(freshUntilMs),
    },
  ]
}
