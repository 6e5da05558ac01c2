import { Alert, Flex, Input, Typography } from 'antd'
import { parseCode } from '@xiezhi/documents/check'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useCheckCode } from '../api/check-file.ts'
import type { CodeAnswer } from '../api/check-file.ts'
import { DepositMatch } from './deposit-match.tsx'
import { RESULT_TONES } from './deposit-tags.tsx'
import { InstrumentMatch } from './instrument-match.tsx'

/** Whoever holds the paper types what is printed at its foot. Each mistyped character is found here. */
export function CodeCheck(): ReactElement {
  const { t } = useI18n()
  const check = useCheckCode()
  const [isWrong, setWrong] = useState(false)
  const look = (typed: string): void => {
    const code = parseCode(typed)
    setWrong(code === undefined)
    check.reset()
    if (code !== undefined) check.mutate(code)
  }
  const { data } = check
  return (
    <Flex vertical gap={16} style={{ width: '100%' }}>
      <Typography.Text type="secondary">{t('document.code.explain')}</Typography.Text>
      <Input.Search
        aria-label={t('document.code')}
        placeholder="XXXX-XXXX-XXXX-XXXX-X"
        enterButton={t('document.code.check')}
        maxLength={40}
        style={{ maxWidth: 460 }}
        onSearch={look}
      />
      {isWrong && <Alert type="error" role="status" showIcon title={t('document.code.wrong')} />}
      {check.error !== null && <ProblemView error={check.error} />}
      {data?.code?.isKnown === false && (
        <Alert type="warning" role="status" showIcon title={t('document.code.unknown')} />
      )}
      {data !== undefined && <Known answer={data} />}
      {data?.instruments.map((one) => (
        <InstrumentMatch key={one.instrumentId} instrument={one} />
      ))}
      {data?.deposits.map((one) => (
        <DepositMatch key={one.depositId} match={one} />
      ))}
    </Flex>
  )
}

/** What the code says of the paper; of a certificate whose deposit was withdrawn or replaced that first. */
function Known({ answer: { code, instruments, deposits } }: { readonly answer: CodeAnswer }): ReactElement | null {
  const { t, say } = useI18n()
  if (code?.title == null) return null
  const title = t('document.code.known', { title: say(code.title) })
  const [certificate] = deposits
  if (certificate !== undefined && RESULT_TONES[certificate.result] !== 'good') {
    const { result } = certificate
    const description = `${t(`deposit.result.${result}`)}: ${t(`deposit.result.${result}.means`)}`
    return (
      <Alert
        type={RESULT_TONES[result] === 'bad' ? 'error' : 'warning'}
        role="status"
        showIcon
        title={title}
        description={description}
      />
    )
  }
  if (certificate !== undefined)
    return <Alert type="success" role="status" showIcon title={title} description={t('document.code.certificate')} />
  const isIssued = instruments.length > 0
  return (
    <Alert
      type={isIssued ? 'info' : 'warning'}
      role="status"
      showIcon
      title={title}
      description={t(isIssued ? 'document.code.known.means' : 'document.code.notIssued')}
    />
  )
}
