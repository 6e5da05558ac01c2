import { latin1Decode } from '@xiezhi/codec'
import type { StateChange } from '@xiezhi/kernel'
import { KEY_BYTES_MAX } from './state-keys.ts'
import { StoreError } from './store-error.ts'

/** @throws StoreError STORE_ENTRY_INVALID */
export function checkChanges(changes: readonly StateChange[]): void {
  for (const { key, value } of changes) {
    checkKey(key)
    if (value?.length === 0) throw new StoreError('STORE_ENTRY_INVALID', { field: 'value', seen: 0 })
  }
  const different = new Set(changes.map(({ key }) => latin1Decode(key))).size
  if (different < changes.length)
    throw new StoreError('STORE_ENTRY_INVALID', { field: 'key twice', seen: changes.length })
}

export function checkKey(key: Uint8Array): void {
  if (key.length === 0 || key.length > KEY_BYTES_MAX) {
    throw new StoreError('STORE_ENTRY_INVALID', { field: 'key', seen: key.length })
  }
}
