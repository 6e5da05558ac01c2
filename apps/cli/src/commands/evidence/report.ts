import { basename } from 'node:path'
import { printReport, ReportPdfError } from '@xiezhi/report-pdf'
import { CliError } from '../../cli-error.ts'
import { readBytes, writeFileWhole } from '../../config/home.ts'
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
  const trust = readBytes(trustPath(options.trust))
  try {
    const order = { bundle: { name: basename(file), bytes }, trust, madeAtMs: Date.now() }
    const { pdf, result } = await printReport(order)
    writeFileWhole(options.out, pdf)
    out.say('reportSaved', { file: options.out, bytes: pdf.length })
    out.document({ file: options.out, bytes: pdf.length, result: result.result })
    return verdictExit(result)
  } catch (error) {
    if (error instanceof ReportPdfError)
      throw new CliError('REPORT_FAILED', 'DATA', { reason: error.code, facts: JSON.stringify(error.facts) }, error)
    throw error
  }
}
