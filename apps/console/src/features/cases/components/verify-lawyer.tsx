import { Button, Flex, Form, Input, Select, Typography } from 'antd'
import type { CaseView, VerificationRequest } from '@xiezhi/gateway-api'
import { USES } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { DateField } from '../../../components/date-field.tsx'
import { useFormSigning } from '../../../components/signing-host.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { verificationIdOf } from '../../../domain/outbox-result.ts'

type Fields = Pick<VerificationRequest, 'licence' | 'asOf' | 'use' | 'letterFirmUscc'>

const LICENCE = /^\d{17}$/
const FIRM = /^31[0-9A-HJ-NPQRTUWXY]{16}$/

/** Licence in, verification out: the number may be of an agent of the case or of anybody else. */
export function VerifyLawyer({ view }: { readonly view: CaseView }): ReactElement {
  const { t } = useI18n()
  const { unchanged, sign } = useFormSigning()
  const start = (fields: Fields): void =>
    sign({
      title: t('verify.title'),
      act: { route: 'verifyLawyer', params: { caseId: view.caseId }, body: requestOf(fields) },
      after: (row) => <Link to={`/verifications/${verificationIdOf(row)}`}>{t('verify.toResult')}</Link>,
    })
  const known = view.agentList.filter(({ endedOn }) => endedOn === null)
  return (
    <>
      <Form<Fields> layout="vertical" onFinish={start} initialValues={{ use: 'FILING' }} requiredMark={false}>
        {unchanged}
        <Flex gap={16} wrap align="flex-start">
          <Form.Item
            name="licence"
            label={t('common.licence')}
            rules={[{ required: true, pattern: LICENCE, message: t('form.licence.invalid') }]}
            style={{ width: 240 }}
          >
            <Input inputMode="numeric" maxLength={17} list="agents-of-case" autoComplete="off" />
          </Form.Item>
          <datalist id="agents-of-case">
            {known.map(({ agentId, licence, name }) => (
              <option key={agentId} value={licence} label={name ?? licence} />
            ))}
          </datalist>
          <Form.Item name="use" label={t('verify.use')} style={{ width: 170 }}>
            <Select options={USES.map((use) => ({ value: use, label: t(`use.${use}`) }))} />
          </Form.Item>
          <Form.Item name="asOf" label={t('verify.asOf.optional')} style={{ width: 190 }}>
            <DateField />
          </Form.Item>
          <Form.Item
            name="letterFirmUscc"
            label={t('verify.letterFirm.optional')}
            rules={[{ pattern: FIRM, message: t('verify.letterFirm.invalid') }]}
            style={{ width: 230 }}
          >
            <Input maxLength={18} autoComplete="off" />
          </Form.Item>
          <Form.Item label=" " colon={false}>
            <Button type="primary" htmlType="submit">
              {t('verify.start')}
            </Button>
          </Form.Item>
        </Flex>
      </Form>
      <Typography.Text type="secondary">{t('verify.hint')}</Typography.Text>
    </>
  )
}

/** Fields that were left empty are not sent: the gateway then takes what stands in the case. */
function requestOf({ licence, asOf, use, letterFirmUscc }: Fields): VerificationRequest {
  return {
    licence,
    ...(asOf === undefined || asOf === '' ? {} : { asOf }),
    ...(use === undefined ? {} : { use }),
    ...(letterFirmUscc === undefined || letterFirmUscc === '' ? {} : { letterFirmUscc }),
  }
}
