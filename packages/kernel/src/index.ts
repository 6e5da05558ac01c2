export { Application } from './application.ts'
export type { ApplicationOptions, BlockInput, FinalizedBlock, TxResult, VerifiedTx } from './application.ts'
export type { StateBackend, StateChange, StateEntry, StateRange } from './backend.ts'
export type { Attempt, BlockInfo, CheckContext, DueEffect, Event, ReadContext, Signer, TxContext } from './context.ts'
export { DUE_PER_BLOCK_MAX } from './due.ts'
export { ContractError, defineErrors, ensure, ErrorTableFault } from './errors.ts'
export type { ErrorKind, Facts } from './errors.ts'
export { errors as kernelErrors } from './kernel-errors.ts'
export { MemoryBackend } from './memory-backend.ts'
export { defineMessage, defineQuery } from './module/module.ts'
export type {
  AnyMessage,
  AnyQuery,
  Invariant,
  MessageDefinition,
  Migration,
  Module,
  QueryDefinition,
  UpgradePlan,
  UpgradeRegister,
  ValidatorPower,
  ValidatorRegister,
} from './module/module.ts'
export { ModuleConflict, ModuleTable } from './module/module-table.ts'
export { BUCKET_KEPT_MS, BUCKET_MS, provenSpent, SPENT_LEAVES } from './spent.ts'
export { collection, KEY_PART_BYTES_MAX } from './state/collection.ts'
export type { Collection, CollectionDefinition, Entry, ReadCollection } from './state/collection.ts'
export { CommittedStore, Overlay, prefixEnd } from './state/store.ts'
export type { ReadStore, ScanOptions, Store, StoreKey } from './state/store.ts'
export { decodeTransaction, requireSignatures } from './tx/decode-transaction.ts'
export type { DecodedTx } from './tx/decode-transaction.ts'
export { decodeStamp, encodeStamp, STAMP_AHEAD_MAX_MS } from './tx/stamp.ts'
export {
  keyTextOf,
  MESSAGES_PER_TX_MAX,
  signTransaction,
  transactionId,
  transactionSchema,
  transactionSignBytes,
  TX_BYTES_MAX,
  TX_ISSUED_AHEAD_MAX_MS,
  TX_LIFETIME_MAX_MS,
  TX_PURPOSE,
} from './tx/transaction.ts'
export type { Message, Transaction, TransactionBody } from './tx/transaction.ts'
export { exportDigest, exportState, importState } from './state-export.ts'
export type { StateExport } from './state-export.ts'
export { rewriteRows } from './rewrite-rows.ts'
export type { StoredRow } from './rewrite-rows.ts'
export { collectionsOf, sameLayout } from './state-layout.ts'
