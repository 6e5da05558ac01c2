import { basename } from 'node:path'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { reportPdf, ReportPdfError } from '@xiezhi/report-pdf'
import { verifyBundle } from '@xiezhi/verifier'
import { reportLines } from '@xiezhi/verifier/report'
import { judgeTimestamp } from '@xiezhi/verifier/timestamp'
import { CliError } from '../../cli-error.ts'
import { readBytes, writeFileWhole } from '../../config/home.ts'
import { text } from '../../i18n/index.ts'
import { Output } from '../../output.ts'
import { trustPath, verdictExit } from './verdict-output.ts'

export interface ReportOptions {
  readonly trust: string
  readonly out: string
  readonly json?: boolean
}

/** Judges a bundle offline and prints the report, with the bundle inside. @throws CliError FILE_UNREADABLE, REPORT_FAILED */
export async function report(file: string, options: ReportOptions): Promise<number> {
  const out = new Output(options)
  const bytes = readBytes(file)
  const result = verifyBundle(nodeCrypto, bytes, readBytes(trustPath(options.trust)), () => judgeTimestamp)
  const [title, note] = [text('reportTitle'), text('reportNote')]
  try {
    const pdf = await reportPdf({
      parts: [
        { title: title.zh, lines: reportLines(result, 'zh-CN') },
        { title: title.en, lines: reportLines(result, 'en') },
      ],
      note: `${note.zh} / ${note.en}`,
      bundle: { name: basename(file), bytes },
      madeAtMs: Date.now(),
    })
    writeFileWhole(options.out, pdf)
    out.say('reportSaved', { file: options.out, bytes: pdf.length })
    out.document({ file: options.out, bytes: pdf.length, result: result.result })
  } catch (error) {
    if (error instanceof ReportPdfError)
      throw new CliError('REPORT_FAILED', 'DATA', { reason: error.code, facts: JSON.stringify(error.facts) }, error)
    throw error
  }
  return verdictExit(result)
}
