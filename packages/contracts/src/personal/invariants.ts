import type { Invariant, ReadContext } from '@xiezhi/kernel'
import { allEntries } from '../all-entries.ts'
import { conductKey } from './handlers/measure-store.ts'
import { punished, personalMeasures, measuresOfCase } from './state.ts'

export const invariants: readonly Invariant[] = [
  { name: 'each-stands-at-its-case', violation: caseViolation },
  { name: 'no-conduct-is-punished-twice', violation: conductViolation },
]

function caseViolation({ store }: ReadContext): string | null {
  const all = [...allEntries(store, personalMeasures)]
  const lost = all.find(({ value }) => !measuresOfCase(store).has(value.caseRef, value.measureId))
  if (lost !== undefined) return `${lost.id.join('/')}: not at its case`
  const rows = [...allEntries(store, measuresOfCase)].length
  return rows === all.length ? null : `${rows} rows of cases, ${all.length} measures`
}

function conductViolation({ store }: ReadContext): string | null {
  const standing = [...allEntries(store, personalMeasures)].filter(({ value }) => value.state !== 'REVOKED')
  const lost = standing.find(({ value }) => {
    const key = conductKey(value)
    return key !== undefined && punished(store).get(...key) !== value.measureId
  })
  return lost === undefined ? null : `${lost.id.join('/')}: its conduct was punished twice`
}
