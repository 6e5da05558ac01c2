import { expect, test } from 'vitest'
import { CliError } from '../../cli-error.ts'
import { parseLawyerRows } from './csv.ts'

const HEADER = 'licenceNo,firmUscc,from,firstPracticeDate'
const ROW = '14401199711900001,31440100MD00000167,1998-07-01,1998-07-01'

function refusal(text: string): CliError {
  try {
    parseLawyerRows('rows.csv', text)
  } catch (error) {
    if (error instanceof CliError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

test('reads rows in any order of columns and remembers their lines', () => {
  const [one] = parseLawyerRows('rows.csv', `\uFEFF${HEADER}\r\n\r\n${ROW}\r\n`)
  expect(one?.line).toBe(3)
  expect(one?.row).toMatchObject({ licenceNo: '14401199711900001', from: '1998-07-01', commitments: [] })
  const [other] = parseLawyerRows(
    'rows.csv',
    'from,licenceNo,firstPracticeDate,firmUscc\n1998-07-01,14401199711900001,1998-07-01,31440100MD00000167',
  )
  expect(other?.row.firmUscc).toBe('31440100MD00000167')
})

test.each<[string, string, number, string]>([
  ['a column that must not come', `${HEADER},name\n${ROW},张三`, 1, 'COLUMN_UNKNOWN'],
  ['a missing column', 'licenceNo,firmUscc,from\n1,2,3', 1, 'COLUMN_MISSING'],
  ['a column twice', `${HEADER},from\n${ROW},1998-07-01`, 1, 'COLUMN_MISSING'],
  ['too few fields', `${HEADER}\n14401199711900001`, 2, 'COLUMN_COUNT'],
  ['a short licence', `${HEADER}\n${ROW.slice(1)}`, 2, 'licenceNo'],
  ['no law firm', `${HEADER}\n${ROW.replace('3144', '9144')}`, 2, 'firmUscc'],
  ['a day that no calendar has', `${HEADER}\n${ROW}\n${ROW.replace('1998-07-01', '1998-02-30')}`, 3, 'from'],
])('refuses %s with its line', (_, text, line, reason) => {
  const { code, facts } = refusal(text)
  expect([code, facts['line'], facts['reason']]).toEqual(['CSV_ROW', line, reason])
  expect(JSON.stringify(facts)).not.toContain('张三')
})
