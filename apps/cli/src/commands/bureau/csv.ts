import { isCivilDate } from '@xiezhi/contracts/ids'
import { CliError } from '../../cli-error.ts'
import { newId } from './instrument.ts'

const COLUMNS = ['licenceNo', 'firmUscc', 'from', 'firstPracticeDate'] as const

export interface LawyerRow {
  /** Line of the file, from 1. */
  readonly line: number
  readonly row: {
    readonly lawyerId: string
    readonly licenceNo: string
    readonly firmUscc: string
    readonly from: string
    readonly firstPracticeDate: string
    readonly commitments: readonly string[]
  }
}

/**
 * Rows of a CSV file with the header `licenceNo,firmUscc,from,firstPracticeDate`; fields need no quotes. Another column is
 * refused by name: what the ledger must not hold cannot slip in. @throws CliError CSV_ROW
 */
export function parseLawyerRows(file: string, text: string): readonly LawyerRow[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const refuse = (line: number, reason: string, expected: string, seen: string): never => {
    throw new CliError('CSV_ROW', 'DATA', { file, line, reason, expected, seen })
  }
  const header = (lines[0] ?? '').split(',').map((name) => name.trim())
  const unknown = header.find((name) => !(COLUMNS as readonly string[]).includes(name))
  if (unknown !== undefined) refuse(1, 'COLUMN_UNKNOWN', COLUMNS.join(','), unknown.slice(0, 40))
  const missing = COLUMNS.find((name) => header.filter((seen) => seen === name).length !== 1)
  if (missing !== undefined) refuse(1, 'COLUMN_MISSING', `${missing} once`, header.join(',').slice(0, 80))
  return lines.slice(1).flatMap((content, index) => {
    const line = index + 2
    if (content.trim() === '') return []
    const cells = content.split(',').map((cell) => cell.trim())
    if (cells.length !== header.length)
      refuse(line, 'COLUMN_COUNT', `${header.length} fields`, `${cells.length} fields`)
    const cell = (name: (typeof COLUMNS)[number]): string => cells[header.indexOf(name)] ?? ''
    const [licenceNo, firmUscc, from, firstPracticeDate] = [
      cell('licenceNo'),
      cell('firmUscc'),
      cell('from'),
      cell('firstPracticeDate'),
    ]
    if (!/^\d{17}$/.test(licenceNo)) refuse(line, 'licenceNo', '17 digits', `${licenceNo.length} characters`)
    if (!/^31[0-9A-HJ-NPQRTUWXY]{16}$/.test(firmUscc))
      refuse(line, 'firmUscc', 'a credit code that begins with 31', `${firmUscc.length} characters`)
    for (const [name, date] of [
      ['from', from],
      ['firstPracticeDate', firstPracticeDate],
    ] as const)
      if (!isCivilDate(date)) refuse(line, name, 'YYYY-MM-DD', `${date.length} characters`)
    return [{ line, row: { lawyerId: newId(), licenceNo, firmUscc, from, firstPracticeDate, commitments: [] } }]
  })
}
