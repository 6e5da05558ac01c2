import type { casesZh } from '../i18n/zh-cn.ts'
import type { Fixtures } from './kit-fixtures.ts'
import type { Kit } from './kit.ts'

export interface KitCase {
  readonly id: keyof typeof casesZh
  /** Rule of the rulebook, or section of spec 43. */
  readonly rule: string
  /** Parts of the fixtures without which the case is not run. */
  readonly needs?: readonly (keyof Fixtures)[]
  /** Kinds that the case is about; absent: all. */
  readonly kinds?: readonly Fixtures['kind'][]
  readonly run: (kit: Kit) => Promise<void>
}
