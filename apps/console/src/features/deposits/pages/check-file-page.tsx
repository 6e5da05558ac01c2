import { Alert, Button, Descriptions, Flex, Typography } from 'antd'
import type { DepositAnswer } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { CheckResult } from '../../../components/check-result.tsx'
import { FilePick } from '../../../components/file-pick.tsx'
import { Identifier } from '../../../components/identifier.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatInstant } from '../../../lib/format.ts'
import { useRecordCheck } from '../../../lib/verify.ts'
import { useCheckFile } from '../api/check-file.ts'
import type { FileCheck } from '../api/check-file.ts'
import { CodeCheck } from '../components/code-check.tsx'
import { DepositPlatform } from '../components/deposit-platform.tsx'
import { ResultTag } from '../components/deposit-tags.tsx'
import { InstrumentMatch } from '../components/instrument-match.tsx'

const MINUTE_MS = 60_000

/** Whoever holds a file sees here what the court's ledger holds of it: no account, and the file stays here (X-40…X-42). */
export function CheckFilePage(): ReactElement {
  const { t } = useI18n()
  const check = useCheckFile()
  return (
    <Page title={t('nav.checkFile')} explain={t('deposit.check.explain')}>
      <Section title={t('nav.checkFile')}>
        <Flex vertical gap={16} align="flex-start">
          <FilePick text={t('deposit.check.pick')} onPick={(file) => check.mutate(file)} />
          {check.error !== null && <ProblemView error={check.error} />}
          {check.data !== undefined && <Answer check={check.data} />}
        </Flex>
      </Section>
      <Section title={t('document.code')}>
        <CodeCheck />
      </Section>
      <Section title={t('deposit.notProved')}>
        <ul style={{ margin: 0, paddingInlineStart: 18 }}>
          {(['TRUTH_BEFORE_CHAIN', 'CONTENT', 'AUTHORSHIP', 'CROSS_EXAMINATION'] as const).map((item) => (
            <li key={item}>{t(`deposit.notProved.${item}`)}</li>
          ))}
        </ul>
      </Section>
    </Page>
  )
}

function Answer({ check }: { readonly check: FileCheck }): ReactElement {
  const { deposits, documents } = check
  return (
    <Flex vertical gap={16} style={{ width: '100%' }}>
      <Outcome check={check} />
      {documents.instruments.map((one) => (
        <InstrumentMatch key={one.instrumentId} instrument={one} />
      ))}
      {deposits.checks.map((one) => (
        <Match key={one.depositId} match={one} />
      ))}
    </Flex>
  )
}

/** The same bytes; an intact revision inside; or nothing of it. */
function Outcome({
  check: { fileName, deposits, documents, found, revision },
}: {
  readonly check: FileCheck
}): ReactElement {
  const { t } = useI18n()
  if (found === 'EARLIER') {
    return (
      <Alert
        type="warning"
        role="status"
        showIcon
        title={t('document.found.EARLIER')}
        description={`${fileName}: ${t('document.found.EARLIER.means')}`}
        action={revision !== null && <SaveRevision fileName={fileName} revision={revision} />}
      />
    )
  }
  if (found === 'SAME' && documents.instruments.length > 0) {
    return (
      <Alert
        type="success"
        role="status"
        showIcon
        title={t('document.found.SAME')}
        description={`${fileName}: ${t('document.found.SAME.means')}`}
      />
    )
  }
  return (
    <Alert
      type={deposits.result === 'MATCH_ANCHORED' ? 'success' : 'warning'}
      role="status"
      showIcon
      title={t(`deposit.result.${deposits.result}`)}
      description={`${fileName}: ${t(`deposit.result.${deposits.result}.means`)}`}
    />
  )
}

function SaveRevision({ fileName, revision }: { readonly fileName: string; readonly revision: Blob }): ReactElement {
  const { t } = useI18n()
  const save = (): void => {
    const url = URL.createObjectURL(revision)
    const link = document.createElement('a')
    link.href = url
    link.download = fileName
    link.click()
    URL.revokeObjectURL(url)
  }
  return <Button onClick={save}>{t('document.found.EARLIER.save')}</Button>
}

function Match({ match }: { readonly match: DepositAnswer['checks'][number] }): ReactElement {
  const { t } = useI18n()
  const proof = useRecordCheck(match.proof)
  const { depositId, digest, depositedAtMs, delayMs, contested } = match
  const delay =
    delayMs === null || delayMs <= 0
      ? t('common.none')
      : t('deposit.delay.minutes', { minutes: Math.ceil(delayMs / MINUTE_MS) })
  return (
    <article aria-label={depositId} style={{ border: '1px solid #e5e7eb', borderRadius: 6, padding: '10px 14px' }}>
      <Flex vertical gap={12}>
        <Flex gap={10} align="center" wrap>
          <Typography.Text strong>{t(`deposit.kind.${match.kind}`)}</Typography.Text>
          <Identifier value={depositId} />
          <ResultTag result={match.result} />
        </Flex>
        <Descriptions
          size="small"
          column={2}
          items={[
            { key: 'at', label: t('deposit.depositedAt'), children: formatInstant(depositedAtMs) },
            { key: 'delay', label: t('deposit.delay'), children: delay },
            { key: 'digest', label: t('deposit.digest'), children: <Identifier value={digest} /> },
            { key: 'contested', label: t('deposit.contested'), children: t(contested ? 'common.yes' : 'common.no') },
          ]}
        />
        <DepositPlatform platform={match.platform} interest={match.interest} />
        <QueryView query={proof}>{(checked) => <CheckResult checked={checked} />}</QueryView>
      </Flex>
    </article>
  )
}
