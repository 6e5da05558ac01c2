import { Alert, Button, Flex, Form } from 'antd'
import { CSV_BYTES_MAX } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { FilePick } from '../../../components/file-pick.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { SignDialog } from '../../../components/sign-dialog.tsx'
import { DIGEST_PATTERN, DigestField } from '../../../domain/digest-field.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatBytes } from '../../../lib/format.ts'
import { useCheckImport } from '../api/check-import.ts'
import type { ImportRequest } from '../api/check-import.ts'
import { RowReport } from './row-report.tsx'

interface Chosen {
  readonly name: string
  readonly csv: string
}

/** File, instrument, check of each row, and only then the words to sign. */
export function ImportForm(): ReactElement {
  const { t } = useI18n()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [isTooLarge, setTooLarge] = useState(false)
  const [instrumentDigest, setInstrumentDigest] = useState('')
  const [request, setRequest] = useState<ImportRequest | null>(null)
  const check = useCheckImport()
  const take = async (file: File): Promise<void> => {
    check.reset()
    setTooLarge(file.size > CSV_BYTES_MAX)
    setChosen(file.size > CSV_BYTES_MAX ? null : { name: file.name, csv: await file.text() })
  }
  const isReady = chosen !== null && DIGEST_PATTERN.test(instrumentDigest)
  return (
    <Flex vertical gap={14}>
      <Form layout="vertical" style={{ maxWidth: 560 }}>
        <Form.Item label={t('import.file')} extra={t('import.file.hint', { size: formatBytes(CSV_BYTES_MAX) })}>
          <Flex gap={8} align="center">
            <FilePick text={t('import.choose')} accept=".csv,text/csv" onPick={(file) => void take(file)} />
            <span>{chosen?.name ?? t('common.none')}</span>
          </Flex>
        </Form.Item>
        <Form.Item label={t('form.digest')} htmlFor="import-instrument" extra={t('form.digest.hint')}>
          <DigestField id="import-instrument" value={instrumentDigest} onChange={setInstrumentDigest} />
        </Form.Item>
        <Button
          disabled={!isReady}
          loading={check.isPending}
          onClick={() => chosen !== null && check.mutate({ csv: chosen.csv, instrumentDigest })}
        >
          {t('import.check')}
        </Button>
      </Form>
      {isTooLarge && (
        <Alert type="error" showIcon role="alert" title={t('import.tooLarge', { size: formatBytes(CSV_BYTES_MAX) })} />
      )}
      {check.error !== null && <ProblemView error={check.error} />}
      {check.data !== undefined && (
        <>
          <RowReport report={check.data} />
          <div>
            <Button
              type="primary"
              disabled={!isReady || check.data.accepted === 0}
              onClick={() => chosen !== null && setRequest({ csv: chosen.csv, instrumentDigest })}
            >
              {t('import.propose', { count: check.data.accepted })}
            </Button>
          </div>
        </>
      )}
      {request !== null && (
        <SignDialog
          title={t('import.new')}
          act={{ route: 'importLawyers', params: {}, body: request }}
          onClose={() => setRequest(null)}
        />
      )}
    </Flex>
  )
}
