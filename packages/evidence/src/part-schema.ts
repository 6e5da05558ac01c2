import { object } from '@xiezhi/codec'
import type { Fields, ObjectOf, Schema } from '@xiezhi/codec'

/**
 * The fields of an object that are judged; a ledger's records may hold more, which their proof covers all the same.
 */
export function part<const F extends Fields>(fields: F): Schema<ObjectOf<F>> {
  const exact = object(fields)
  return {
    parse(value, path = '') {
      const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
      const known = isRecord ? Object.entries(value).filter(([name]) => Object.hasOwn(fields, name)) : undefined
      return exact.parse(known === undefined ? value : Object.fromEntries(known), path)
    },
    describe: () => exact.describe(),
  }
}
