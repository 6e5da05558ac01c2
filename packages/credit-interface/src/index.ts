export {
  CREDIT_ANNEX_PURPOSE,
  creditAnnexReference,
  creditSubject,
  decodeCreditAnnex,
  encodeCreditAnnex,
} from './annex.ts'
export type { CreditAnnex, CreditFields, CreditPerson } from './annex.ts'
export { CREDIT_INTERFACE_CODES, CreditInterfaceError } from './credit-interface-error.ts'
export type { CreditInterfaceCode, CreditInterfaceFacts } from './credit-interface-error.ts'
export {
  CREDIT_DOCUMENT_BYTES_MAX,
  creditRefusalSchema,
  deleteSchema,
  foundSchema,
  heldPageSchema,
  LIST_ROWS_MAX,
  listSchema,
  putSchema,
  readDocument,
  recordDigest,
  recordIn,
  searchSchema,
  standingSchema,
  statusSchema,
} from './documents.ts'
export type { CreditRefusal, HeldRow, Standing } from './documents.ts'
export { CATEGORIES, SITUATIONS } from './facts.ts'
export type { EntryView } from './facts.ts'
export { checkRecord, maskRecord } from './field-set.ts'
export type { CreditField, CreditFieldSet, CreditRecord } from './field-set.ts'
export { FIELD_SETS, PLATFORM_KINDS, setsOf } from './sets/index.ts'
export type { PlatformKind } from './sets/index.ts'
export { recordOf } from './to-record.ts'
export type { FilledRecord } from './to-record.ts'
