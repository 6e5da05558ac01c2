import { read } from './databases.ts'
import type { Databases } from './databases.ts'
import { StoreError } from './store-error.ts'

const STORE_FORMAT = 2
/** In `meta`. */
const FORMAT_KEY = Uint8Array.of(0)

/** Marks a new folder; refuses one of another format. */
export function checkFormat({ meta }: Databases): void {
  const format = read(meta, FORMAT_KEY)
  if (format === undefined) meta.putSync(FORMAT_KEY, Uint8Array.of(STORE_FORMAT))
  else if (format[0] !== STORE_FORMAT)
    throw new StoreError('STORE_FORMAT', { expected: STORE_FORMAT, seen: format[0] ?? -1 })
}
