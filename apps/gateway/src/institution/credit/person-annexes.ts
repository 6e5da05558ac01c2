import { decodeCanonical } from '@xiezhi/codec'
import { listingState } from '@xiezhi/contracts'
import { nodeCrypto } from '@xiezhi/crypto/node'
import {
  CREDIT_ANNEX_PURPOSE,
  creditAnnexReference,
  CreditInterfaceError,
  decodeCreditAnnex,
} from '@xiezhi/credit-interface'
import type { CreditAnnex } from '@xiezhi/credit-interface'
import { FollowedAnchor, readManyChecked, SdkError } from '@xiezhi/sdk'
import { annexRecord, DOCUMENT_FIELD, VaultError } from '@xiezhi/vault'
import type { AnnexExchange, Vault, VaultDatabase } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { AnnexKind, IncomingAnnexes } from '../../annex/annex-kind.ts'
import { expectAnnexes } from '../../annex/expected-annexes.ts'
import type { AnnexConfig, ListenerConfig } from '../../config.ts'
import type { Database } from '../../db/database.ts'
import type { TrustAnchors } from '../../zone/trust-anchors.ts'
import type { ZoneLink } from '../../zone/zone-link.ts'
import type { HeldKey } from './held-entries.ts'

const BATCH = 100
const REFERENCE = /^([0-9a-f]{32})-[0-9a-f]{16}$/

export type PersonOpening =
  | { readonly kind: 'opened'; readonly annex: CreditAnnex }
  | { readonly kind: 'waiting' }
  /** It has not come in the parameter's time; it may still come. */
  | { readonly kind: 'failed' }

export interface PersonAnnexesOptions {
  readonly db: Database
  readonly vault: Vault
  readonly exchange: AnnexExchange
  readonly config: ListenerConfig
  readonly annex: AnnexConfig
  /** The court's ledger, and whom it is believed. */
  readonly court: ZoneLink
  readonly trust: Pick<TrustAnchors, 'of'>
  readonly nowMs: () => number
  /** The annex of an entry is there. */
  readonly changed: (entryId: string) => void
}

interface Wanted extends HeldKey {
  readonly revision: number
}

/**
 * Who held entries are about, as the court's gateway tells it. The own ledger holds no commitment to a person; that of the court does, and is
 * read there with its proof.
 */
export class PersonAnnexes implements AnnexKind {
  readonly topics = ['held-entry']
  readonly incoming: IncomingAnnexes
  readonly #options: PersonAnnexesOptions
  #anchor: FollowedAnchor | undefined

  constructor(options: PersonAnnexesOptions) {
    this.#options = options
    this.incoming = {
      sender: options.annex.peer.authority,
      isOwn: (reference) => REFERENCE.test(reference),
      isUnderWay: (reference) => this.#isUnderWay(reference),
      changed: (reference) => {
        options.changed(REFERENCE.exec(reference)?.[1] ?? '')
      },
    }
  }

  async work(): Promise<boolean> {
    const { config } = this.#options
    const wanted = (await this.#wanted()).filter(({ client }) => client === config.client)
    if (wanted.length === 0) return false
    const found = await this.#subjects(wanted)
    await this.#expect(found)
    return wanted.length === BATCH && found.length > 0
  }

  /** Who an entry is about; may be asked again. */
  async open({ client, entryId, revision }: Wanted): Promise<PersonOpening> {
    const { db, vault, annex } = this.#options
    const sender = annex.peer.authority
    const row = await (db as unknown as Kysely<VaultDatabase & { credit_person_annex: PersonRow }>)
      .selectFrom('credit_person_annex as p')
      .innerJoin('vault.annex_in as a', 'a.reference', 'p.reference')
      .select(['p.reference', 'a.state', 'a.subject'])
      .where('p.client', '=', client)
      .where('p.entry_id', '=', entryId)
      .where('p.revision', '=', revision)
      .where('a.sender', '=', sender)
      .executeTakeFirst()
    if (row === undefined || row.state === 'EXPECTED') return { kind: 'waiting' }
    if (row.state !== 'RETRIEVED' || row.subject === null) return { kind: 'failed' }
    const wanted = { subject: row.subject, record: annexRecord(sender, row.reference), names: [DOCUMENT_FIELD] }
    try {
      const document = (await vault.read(wanted))[0]?.value
      return document === undefined ? { kind: 'failed' } : { kind: 'opened', annex: decodeCreditAnnex(document) }
    } catch (error) {
      if (error instanceof VaultError || error instanceof CreditInterfaceError) return { kind: 'failed' }
      throw error
    }
  }

  /** Destroys what the vault has of the person behind an entry, unless another subscriber here still shows it. May be called again. */
  async erase({ client, entryId }: HeldKey): Promise<void> {
    const { db, annex, nowMs } = this.#options
    if (await this.#isStillNeeded(client, entryId)) return
    const tables = db as unknown as Kysely<VaultDatabase & { credit_person_annex: PersonRow }>
    const rows = await tables
      .selectFrom('credit_person_annex as p')
      .innerJoin('vault.annex_in as a', 'a.reference', 'p.reference')
      .select(['p.reference', 'a.subject'])
      .distinct()
      .where('p.client', '=', client)
      .where('p.entry_id', '=', entryId)
      .where('p.purged_at_ms', 'is', null)
      .where('a.sender', '=', annex.peer.authority)
      .execute()
    // One that has not come may come still: it is looked for again.
    for (const { reference, subject } of rows) {
      if (subject === null) continue
      await this.#destroy(subject)
      await db
        .updateTable('credit_person_annex')
        .set({ purged_at_ms: nowMs() })
        .where('reference', '=', reference)
        .execute()
    }
  }

  /** Annexes that came after their entries had gone. */
  async eraseLate(): Promise<void> {
    const { rows } = await sql<HeldKey>`
      SELECT DISTINCT p.client, p.entry_id AS "entryId" FROM credit_person_annex p
      JOIN vault.annex_in a ON a.reference = p.reference AND a.state = 'RETRIEVED'
      WHERE p.purged_at_ms IS NULL AND NOT EXISTS (
        SELECT FROM projection.held_entry h WHERE h.client = p.client AND h.entry_id = p.entry_id)
      LIMIT ${BATCH}`.execute(this.#options.db)
    for (const one of rows) await this.erase(one)
  }

  async #destroy(subject: string): Promise<void> {
    const { db, vault } = this.#options
    const row = await (db as unknown as Kysely<VaultDatabase>)
      .selectFrom('vault.subject')
      .select('erased_at_ms')
      .where('subject', '=', subject)
      .executeTakeFirst()
    // Null: not yet; a stop between the erasure and its note leaves nothing to be done.
    if (row?.erased_at_ms === null) await vault.erase({ subject, reason: 'PURPOSE_MET', legalBasis: 'PIPL_47' })
  }

  /** Another subscriber of this gateway holds it, or has it to delete still. */
  async #isStillNeeded(client: string, entryId: string): Promise<boolean> {
    const { rows } = await sql<{ readonly n: number }>`
      SELECT count(*)::int AS n FROM projection.held_entry h
      LEFT JOIN credit_held_step s USING (client, subscriber, entry_id)
      WHERE h.client = ${client} AND h.entry_id = ${entryId} AND h.has_person
        AND NOT (h.withdrawn_at_ms IS NOT NULL AND s.is_withdrawal AND s.step IN ('DELETED', 'CONFIRMED'))`.execute(
      this.#options.db,
    )
    return (rows[0]?.n ?? 0) > 0
  }

  async #wanted(): Promise<readonly Wanted[]> {
    const { rows } = await sql<Wanted>`
      SELECT DISTINCT h.client, h.entry_id AS "entryId", h.revision FROM projection.held_entry h
      WHERE h.has_person AND h.withdrawn_at_ms IS NULL AND NOT EXISTS (
        SELECT FROM credit_person_annex p
        WHERE p.client = h.client AND p.entry_id = h.entry_id AND p.revision = h.revision)
      ORDER BY h.entry_id LIMIT ${BATCH}`.execute(this.#options.db)
    return rows
  }

  /** The commitments on the court's ledger. An entry that has ended meanwhile has none: its withdrawal is on its way. */
  async #subjects(wanted: readonly Wanted[]): Promise<readonly (Wanted & { readonly subject: string })[]> {
    const { court, config } = this.#options
    const keys = wanted.map(({ entryId }) => `listing/entry/${entryId}`)
    const checked = await readManyChecked(await court.client(), nodeCrypto, this.#follow(config.peer.chainId), keys)
    return wanted.flatMap((one, at) => {
      const found = checked[at]
      if (found === undefined || found instanceof SdkError) return []
      return [{ ...one, subject: listingState.entrySchema.parse(decodeCanonical(found.value)).subject }]
    })
  }

  async #expect(found: readonly (Wanted & { readonly subject: string })[]): Promise<void> {
    const { db, exchange, config, annex, nowMs } = this.#options
    const packets = found.map(({ entryId, subject }) => ({
      reference: creditAnnexReference(entryId, subject),
      digest: subject,
    }))
    await expectAnnexes(
      { db, exchange },
      {
        sender: annex.peer.authority,
        chainId: config.peer.chainId,
        client: config.peerClient,
        purpose: CREDIT_ANNEX_PURPOSE,
      },
      packets,
    )
    for (const [at, { client, entryId, revision }] of found.entries()) {
      await db
        .insertInto('credit_person_annex')
        .values({
          client,
          entry_id: entryId,
          revision,
          reference: packets[at]?.reference ?? '',
          at_ms: nowMs(),
          purged_at_ms: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      // Under another revision the same annex may be there already.
      this.#options.changed(entryId)
    }
  }

  #follow(chainId: string): FollowedAnchor {
    const anchor = this.#options.trust.of(chainId)
    const isSame = this.#anchor !== undefined && JSON.stringify(this.#anchor.anchor) === JSON.stringify(anchor)
    if (!isSame || this.#anchor === undefined) this.#anchor = new FollowedAnchor(nodeCrypto, anchor)
    return this.#anchor
  }

  /** It may come before the view of its entry does. */
  async #isUnderWay(reference: string): Promise<boolean> {
    if (!REFERENCE.test(reference)) return false
    const row = await this.#options.db
      .selectFrom('annex_expected')
      .select('outcome')
      .where('dispatch_id', '=', reference)
      .executeTakeFirst()
    return row === undefined
  }
}

interface PersonRow {
  readonly client: string
  readonly entry_id: string
  readonly revision: number
  readonly reference: string
  readonly purged_at_ms: number | null
}
