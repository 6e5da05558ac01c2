import { CreditInterfaceError, recordOf } from '@xiezhi/credit-interface'
import type { PlatformKind } from '@xiezhi/credit-interface'
import type { CreditAdapter, HttpsCreditPlatform, Shown } from '@xiezhi/institution-adapter'
import type { HeldEntry } from './held-entries.ts'
import type { PersonAnnexes } from './person-annexes.ts'
import type { PlatformJournal } from './platform-journal.ts'
import type { TokenSystem } from './token-system.ts'

/** What became of an entry in the subscriber's own system. */
export type OwnOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'waiting-annex'; readonly isFailed: boolean }
  /** Nobody knows; it is asked again. `code`: of the failure. */
  | { readonly kind: 'unknown'; readonly code: string }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'contradicts' }
  /** No program does it. */
  | { readonly kind: 'person' }

/** The system in which a subscriber shows entries, or checks against them. */
export interface OwnSystem {
  /** `isMissing`: a comparison did not find it there. */
  show(entry: HeldEntry, isMissing?: boolean): Promise<OwnOutcome>
  /** Deletes, and looks whether it is gone. */
  remove(entry: Pick<HeldEntry, 'entryId' | 'platformRevision'>): Promise<OwnOutcome>
  /** Of the record nothing stays here but that it was. */
  forget(entryId: string): Promise<void>
  close(): void
}

/** A platform that takes records. */
export class PlatformSystem implements OwnSystem {
  readonly adapter: CreditAdapter
  readonly #kind: PlatformKind
  readonly #door: HttpsCreditPlatform
  readonly #journal: PlatformJournal
  readonly #persons: PersonAnnexes

  constructor(parts: {
    readonly kind: PlatformKind
    readonly door: HttpsCreditPlatform
    readonly adapter: CreditAdapter
    readonly journal: PlatformJournal
    readonly persons: PersonAnnexes
  }) {
    this.#kind = parts.kind
    this.#door = parts.door
    this.adapter = parts.adapter
    this.#journal = parts.journal
    this.#persons = parts.persons
  }

  async show(entry: HeldEntry, isMissing = false): Promise<OwnOutcome> {
    const { view } = entry.mirror
    if (view === null) return { kind: 'person' }
    const opening = view.list === null ? undefined : await this.#persons.open(entry)
    if (opening === undefined) return { kind: 'refused', code: 'credit-interface/SCOPE_TOO_NARROW' }
    if (opening.kind !== 'opened') return { kind: 'waiting-annex', isFailed: opening.kind === 'failed' }
    try {
      const { set, record } = recordOf(this.#kind, { ...view, revision: entry.platformRevision }, opening.annex)
      return outcomeOf(await this.adapter.show(set, record, { isMissing }))
    } catch (error) {
      if (!(error instanceof CreditInterfaceError)) throw error
      return { kind: 'refused', code: `${error.codespace}/${error.code}${error.facts.path}` }
    }
  }

  async remove({ entryId, platformRevision }: Pick<HeldEntry, 'entryId' | 'platformRevision'>): Promise<OwnOutcome> {
    const last = await this.#journal.last(entryId)
    const removed = await this.adapter.remove(entryId, Math.max(platformRevision, last?.revision ?? 0))
    return removed.kind === 'gone' ? { kind: 'done' } : removed
  }

  forget(entryId: string): Promise<void> {
    return this.#journal.forget(entryId)
  }

  close(): void {
    this.#door.close()
  }
}

function outcomeOf(shown: Shown): OwnOutcome {
  return shown.kind === 'shown' ? { kind: 'done' } : shown
}

/** A carrier's check by tokens: it is told that its set has aged. */
export class TokenCheck implements OwnSystem {
  readonly #tokens: TokenSystem
  readonly #nowMs: () => number

  constructor(tokens: TokenSystem, nowMs: () => number) {
    this.#tokens = tokens
    this.#nowMs = nowMs
  }

  show(): Promise<OwnOutcome> {
    this.#tokens.tell(this.#nowMs())
    return Promise.resolve({ kind: 'done' })
  }

  remove(): Promise<OwnOutcome> {
    return this.show()
  }

  forget(): Promise<void> {
    return Promise.resolve()
  }

  close(): void {
    // Nothing is open.
  }
}

/** No system at the gateway: people show and delete, and say so. */
export const BY_HAND: OwnSystem = {
  show: () => Promise.resolve({ kind: 'person' }),
  remove: () => Promise.resolve({ kind: 'person' }),
  forget: () => Promise.resolve(),
  close: () => undefined,
}
