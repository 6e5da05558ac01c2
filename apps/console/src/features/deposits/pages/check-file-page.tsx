import { Alert, Button, Flex } from 'antd'
import type { ReactElement } from 'react'
import { FilePick } from '../../../components/file-pick.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useCheckFile } from '../api/check-file.ts'
import type { FileCheck } from '../api/check-file.ts'
import { CodeCheck } from '../components/code-check.tsx'
import { DepositMatch } from '../components/deposit-match.tsx'
import { InstrumentMatch } from '../components/instrument-match.tsx'

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
        <DepositMatch key={one.depositId} match={one} />
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
