import { isCivilDate } from '@xiezhi/contracts/ids'
import { GatewayError } from '../gateway-error.ts'

const COLUMNS = ['licenceNo', 'firmUscc', 'from', 'firstPracticeDate', 'name'] as const
const REQUIRED = COLUMNS.filter((column) => column !== 'name')
type Column = (typeof COLUMNS)[number]

/** Rows of one import: each of its messages has to fit into a proposal. */
export const IMPORT_ROWS_MAX = 1_000
const NAME_LENGTH_MAX = 60

export interface CsvRow {
  /** Of the file; 1 is the heading. */
  readonly line: number
  readonly licenceNo: string
  readonly firmUscc: string
  readonly from: string
  readonly firstPracticeDate: string
  /** Goes to the vault; the ledger holds a salted commitment. Empty where the list has none. */
  readonly name: string
}

export interface RefusedLine {
  readonly line: number
  readonly name: string
  readonly field: string | null
}

export interface LawyerList {
  readonly rows: readonly CsvRow[]
  readonly refused: readonly RefusedLine[]
}

/**
 * A list of lawyers. Rows that cannot be right are told by their line; the ledger looks at the others. An unknown column is
 * refused as a whole: what the ledger must not hold cannot slip in. @throws GatewayError INPUT_INVALID
 */
export function parseLawyerCsv(text: string): LawyerList {
  const records = readCsv(text.replace(/^\uFEFF/, ''))
  const header = (records[0]?.cells ?? []).map((name) => name.trim())
  const refuse = (expected: string): never => {
    throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/csv', line: 1, expected })
  }
  if (!header.every((name) => (COLUMNS as readonly string[]).includes(name))) refuse(COLUMNS.join(','))
  const missing = REQUIRED.find((name) => header.filter((seen) => seen === name).length !== 1)
  if (missing !== undefined) refuse(`${missing} once`)
  if (records.length - 1 > IMPORT_ROWS_MAX) refuse(`at most ${IMPORT_ROWS_MAX} rows`)
  const rows: CsvRow[] = []
  const refused: RefusedLine[] = []
  for (const { line, cells } of records.slice(1)) {
    const cell = (name: Column): string => (cells[header.indexOf(name)] ?? '').trim()
    const row = {
      line,
      licenceNo: cell('licenceNo'),
      firmUscc: cell('firmUscc'),
      from: cell('from'),
      firstPracticeDate: cell('firstPracticeDate'),
      name: cell('name'),
    }
    const field = cells.length === header.length ? wrongField(row) : null
    if (cells.length !== header.length) refused.push({ line, name: 'COLUMN_COUNT', field: null })
    else if (field !== undefined) refused.push({ line, name: 'FIELD_INVALID', field })
    else rows.push(row)
  }
  return { rows, refused }
}

function wrongField({ licenceNo, firmUscc, from, firstPracticeDate, name }: CsvRow): Column | undefined {
  if (!/^\d{17}$/.test(licenceNo)) return 'licenceNo'
  if (!/^31[0-9A-HJ-NPQRTUWXY]{16}$/.test(firmUscc)) return 'firmUscc'
  if (!isCivilDate(from)) return 'from'
  if (!isCivilDate(firstPracticeDate)) return 'firstPracticeDate'
  return name.length > NAME_LENGTH_MAX || /[\u0000-\u001f<>=@]/.test(name) ? 'name' : undefined
}

/** RFC 4180: quoted fields may hold commas, quotes and line breaks. Empty lines are passed over. */
function readCsv(text: string): { readonly line: number; readonly cells: string[] }[] {
  const records: { line: number; cells: string[] }[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let start = 1
  const endRecord = (): void => {
    cells.push(cell)
    if (cells.length > 1 || cell.trim() !== '') records.push({ line: start, cells })
    cells = []
    cell = ''
    start = line
  }
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    if (character === '\n') line++
    if (quoted) {
      if (character !== '"') cell += character
      else if (text[at + 1] === '"') cell += text[++at] ?? ''
      else quoted = false
    } else if (character === '"' && cell === '') quoted = true
    else if (character === ',') {
      cells.push(cell)
      cell = ''
    } else if (character === '\n') endRecord()
    else if (character !== '\r') cell += character
  }
  endRecord()
  return records
}
