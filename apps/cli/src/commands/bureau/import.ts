import { CliError } from '../../cli-error.ts'
import { readBytes } from '../../config/home.ts'
import { exitCode } from '../../exit-codes.ts'
import { Output } from '../../output.ts'
import { IMPORT_ROWS_PER_MESSAGE } from '../../sample/seed-messages.ts'
import { Workspace } from '../../zone/workspace.ts'
import { parseLawyerRows } from './csv.ts'
import { instrumentDigest } from './instrument.ts'

export interface ImportOptions {
  readonly json?: boolean
}

interface RefusedRow {
  readonly row: number
  readonly codespace: string
  readonly code: number
  readonly name: string
}

/** Imports a list. Rows that the ledger refuses are told by their line; the others stand. Exit 65 if any was refused. */
export async function importCsv(file: string, options: ImportOptions): Promise<number> {
  const out = new Output(options)
  const rows = parseLawyerRows(file, Buffer.from(readBytes(file)).toString('utf8'))
  if (rows.length === 0)
    throw new CliError('CSV_ROW', 'DATA', { file, line: 2, reason: 'EMPTY', expected: 'at least one row', seen: 0 })
  return Workspace.use(async (workspace) => {
    const justice = await workspace.session('justice')
    const digest = instrumentDigest('import')
    let imported = 0
    const refused: { line: number; codespace: string; code: number; name: string }[] = []
    for (let at = 0; at < rows.length; at += IMPORT_ROWS_PER_MESSAGE) {
      const part = rows.slice(at, at + IMPORT_ROWS_PER_MESSAGE)
      const value = { instrumentDigest: digest, rows: part.map(({ row }) => ({ ...row })) }
      const { data } = await justice.submit([{ type: 'lawyer/ImportLawyers', value }], workspace.department())
      const result = data[0] as unknown as { imported: number; refused: readonly RefusedRow[] }
      imported += result.imported
      for (const { row, ...reason } of result.refused) refused.push({ line: part[row]?.line ?? 0, ...reason })
    }
    out.say('imported', { imported, refused: refused.length })
    for (const row of refused) out.say('importRefused', row)
    out.document({ imported, refused })
    return exitCode(refused.length > 0 ? 'DATA' : 'OK')
  })
}
