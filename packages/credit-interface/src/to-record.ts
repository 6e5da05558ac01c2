import type { CreditAnnex } from './annex.ts'
import { refuse } from './credit-interface-error.ts'
import { factsOf } from './facts.ts'
import type { EntryView } from './facts.ts'
import { checkRecord } from './field-set.ts'
import type { CreditFieldSet, CreditRecord } from './field-set.ts'
import { setsOf } from './sets/index.ts'
import type { PlatformKind } from './sets/index.ts'

export interface FilledRecord {
  readonly set: CreditFieldSet
  readonly record: CreditRecord
}

/**
 * An entry as a platform takes it: what the ledger tells, and who it is by the annex, by the field set of the platform and nothing
 * beside. @throws CreditInterfaceError
 */
export function recordOf(kind: PlatformKind, view: EntryView, annex: CreditAnnex): FilledRecord {
  const { list } = view
  // Nothing but that there is an entry: such a subscription has no record to show.
  if (list === null) return refuse('SCOPE_TOO_NARROW', '/list', 'the list', null)
  const set = setsOf(kind).find((one) => one.list === list)
  if (set === undefined) return refuse('LIST_OTHER', '/list', 'a list of the platform', list)
  const tooNarrow =
    set.scope === 'FULL' && (list === 'DISHONEST' ? view.situation === null : view.categories.length === 0)
  if (tooNarrow) refuse('SCOPE_TOO_NARROW', list === 'DISHONEST' ? '/situation' : '/categories', 'scope FULL', null)
  const facts = factsOf(view, annex)
  const record = Object.fromEntries(
    set.fields.flatMap(({ key, fact, only }) => {
      const value = facts.get(fact)
      return value === undefined || (only !== undefined && only !== annex.subjectKind) ? [] : [[key, value]]
    }),
  )
  return { set, record: checkRecord(set, record) }
}
