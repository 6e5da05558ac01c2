import type { AccountLocks } from '../accounts/account-locks.ts'
import type { CaseParts } from '../accounts/case-parts.ts'
import type { PersonIndex } from '../credit/person-index.ts'
import type { Annexes } from '../annex/annexes.ts'
import type { CreditReports } from '../annex/credit-reports.ts'
import type { OrderDocuments } from '../annex/orders/order-documents.ts'
import type { InstitutionSide } from '../institution/open-institutions.ts'
import type { ListenerConfig } from '../config.ts'
import type { Database } from '../db/database.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Follower } from '../projection/follower.ts'
import type { AuditLog } from '../session/audit-log.ts'
import type { OidcClient } from '../session/oidc-client.ts'
import type { SessionStore } from '../session/session-store.ts'
import type { OfficerKeys } from '../signing/officer-keys.ts'
import type { ServiceKeys } from '../signing/service-keys.ts'
import type { Showings } from '../signing/showings.ts'
import type { PrivateTexts } from '../vault/private-texts.ts'
import type { LiveFeed } from '../zone/live-feed.ts'
import type { OperationsWatch } from '../zone/operations.ts'
import type { ZoneClock } from '../zone/zone-clock.ts'
import type { ZoneLink } from '../zone/zone-link.ts'
import type { TrustAnchors } from '../zone/trust-anchors.ts'

/** What the routes of one authority work with; of no other authority. */
export interface Listener {
  readonly config: ListenerConfig
  readonly isDemonstration: boolean
  readonly db: Database
  readonly sessions: SessionStore
  readonly audit: AuditLog
  readonly accounts: AccountLocks
  readonly parts: CaseParts
  readonly oidc: OidcClient
  readonly keys: OfficerKeys
  readonly showings: Showings
  readonly zone: ZoneLink
  /** For evidence only: its ledger answers questions through packets. */
  readonly peer: ZoneLink
  readonly clock: ZoneClock
  readonly follower: Follower
  readonly outbox: Outbox
  readonly live: LiveFeed
  readonly trust: TrustAnchors
  readonly operations: OperationsWatch
  readonly texts: PrivateTexts
  /** Keyed index of persons concerned: the only form in which one is looked up. */
  readonly personIndex: PersonIndex
  /** Absent where no annexes are configured. */
  readonly annexes: Annexes | undefined
  readonly creditReports: CreditReports | undefined
  /** The program's own keys. */
  readonly services: Pick<ServiceKeys, 'all'>
  /** Annexes of orders and of their answers. A court keeps those of its orders here before it signs their digests. */
  readonly orders: OrderDocuments
  /** Of the listener of institutions. */
  readonly institution: InstitutionSide | undefined
  readonly startedAtMs: number
}
