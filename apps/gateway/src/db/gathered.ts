import { Gathered } from '@xiezhi/sdk'

/** Work of many requests in one statement: what a turn of the event loop has read begins together. */
export function gathered<K, V>(run: (keys: readonly K[]) => Promise<readonly V[]>): Gathered<K, V> {
  return new Gathered(run, setImmediate)
}
