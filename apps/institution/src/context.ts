import type { BatchKey } from '@xiezhi/control-interface'
import type { Behaviours } from './behaviours.ts'
import type { Store } from './db/store.ts'
import type { Profile } from './profile.ts'
import type { Calendar } from './calendar.ts'

/** What a running institution works with. */
export interface InstitutionContext {
  readonly store: Store
  readonly profile: Profile
  readonly behaviours: Behaviours
  readonly batchKey: BatchKey
  readonly calendar: Calendar
}
