import { array, json, object } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { IMPORT_ROW_BYTES_MAX, IMPORT_ROWS_MAX, newVersionSchema, recordType } from './state.ts'

/** Records a version of a record. A role that the record type names as writer. */
export const recordVersionSchema = object({ ...newVersionSchema.fields })
export type RecordVersionMessage = Infer<typeof recordVersionSchema>

/** Many versions in one act: rows that are refused are reported with number and code, the others are written. */
export const importRecordsSchema = object({
  recordType,
  /** Each a version as `registry/RecordVersion` takes it; a row that does not meet that schema is refused alone. */
  rows: array(json({ bytesMax: IMPORT_ROW_BYTES_MAX }), { min: 1, max: IMPORT_ROWS_MAX }),
})
export type ImportRecords = Infer<typeof importRecordsSchema>
