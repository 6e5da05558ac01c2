import type { Json } from '@xiezhi/codec'
import { decodeCreditAnnex } from '@xiezhi/credit-interface'
import type { CreditAnnex } from '@xiezhi/credit-interface'
import type { CreditPerson, PublishedItems } from '@xiezhi/gateway-api'
import type { OwnerIndex } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { randomId } from '../acts/random-id.ts'
import type { CreditSchema } from '../db/credit-schema.ts'
import { masked } from '../enforcement/masked.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import type { SaltedValue } from '../vault/private-texts.ts'
import { SHOWN_STATES, shownOf } from '../vault/shown-texts.ts'
import type { DecisionText, Shown } from '../vault/shown-texts.ts'
import type { PersonDocument } from './entry-person.ts'

/** Each entry is a subject of its own in the vault: its key is destroyed when the entry is gone everywhere. */
export const CREDIT_ENTRIES: OwnerIndex = { purpose: 'creditEntry', fieldName: 'creditEntry' }

/** Names under which values of entries lie in the vault. */
export const PERSON_ANNEX = 'creditAnnex'
const PUBLISHED = 'creditPublished'
const DECISION = 'creditDecision'
const REQUEST = 'creditRequest'
const ANSWER = 'creditAnswer'
const CERTIFICATE = 'creditCertificate'

/** Published items with what the case gives. */
interface KeptItems extends PublishedItems {
  readonly caseNumber: string | null
  readonly filedOn: string | null
}
export interface RequestText {
  readonly reasons: string
  /** What a person states in an application for repair. */
  readonly statement: Readonly<Record<string, boolean>> | null
}
type CertificateFields = Readonly<Record<string, Json>> & { readonly documentId: string }
export interface KeptCertificate {
  readonly fields: CertificateFields
  /** Deposit of the certificate that the same person was handed before; null: it is the first. */
  readonly replaces: string | null
}
export type CreditRequest = Selectable<CreditSchema['credit_request']>

/** What a court keeps of entries and decisions: rows beside the ledger, values in the vault under the entry's own key. */
export class CreditStore {
  readonly #listener: Pick<Listener, 'db' | 'texts' | 'clock'>

  constructor(listener: Pick<Listener, 'db' | 'texts' | 'clock'>) {
    this.#listener = listener
  }

  salted(kind: 'decision' | 'request' | 'answer', value: Json): SaltedValue {
    return this.#listener.texts.saltedValue({ decision: DECISION, request: REQUEST, answer: ANSWER }[kind], value)
  }

  /** On disk before the commitments are signed. */
  async keepPersons(
    entryId: string,
    documents: readonly PersonDocument[],
    items: KeptItems | null,
    subject: string,
  ): Promise<void> {
    const { texts } = this.#listener
    const persons = documents.map(({ subject: digest, salt, document }) => {
      return { name: PERSON_ANNEX, digest, salt, value: document }
    })
    const published = items === null ? [] : [texts.saltedValue(PUBLISHED, { ...items })]
    await this.#keep(entryId, [...persons, ...published])
    for (const { digest } of published) await this.#note(entryId, 'PUBLISHED', subject, digest)
  }

  /** The text of a decision, under the digest that is signed. */
  async keepDecision(entryId: string, decisionDigest: string, value: SaltedValue): Promise<void> {
    await this.#keep(entryId, [value])
    await this.#note(entryId, 'DECISION', decisionDigest, value.digest)
  }

  /** The certificate that somebody was handed last: gone with the entry's key. */
  async keepCertificate(entryId: string, subject: string, { fields, replaces }: KeptCertificate): Promise<void> {
    const value = this.#listener.texts.saltedValue(CERTIFICATE, { ...fields, replaces })
    await this.#keep(entryId, [value])
    await this.#note(entryId, 'CERTIFICATE', `${entryId} ${subject}`, value.digest)
  }

  async certificate(entryId: string, subject: string): Promise<KeptCertificate | null> {
    const key = `${entryId} ${subject}`
    const found = await this.#noted<CertificateFields & { readonly replaces?: string | null }>(
      CERTIFICATE,
      'CERTIFICATE',
      [key],
    )
    const kept = found.get(key)?.value ?? null
    if (kept === null) return null
    // Those kept before a certificate replaced an earlier one do not say what they replace.
    const { replaces = null, ...fields } = kept
    return { fields, replaces }
  }

  async keepText(entryId: string, value: SaltedValue): Promise<void> {
    await this.#keep(entryId, [value])
  }

  async #keep(entryId: string, values: readonly SaltedValue[]): Promise<void> {
    const { db, texts, clock } = this.#listener
    await db
      .insertInto('credit_subject')
      .values({ entry_id: entryId, made_at_ms: clock.nowMs(), erased_at_ms: null, certificate_digest: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await texts.keepValues(
      CREDIT_ENTRIES,
      values.map((value) => ({ owner: entryId, value })),
    )
  }

  async #note(entryId: string, kind: string, key: string, commitment: string): Promise<void> {
    const { db, clock } = this.#listener
    await db
      .insertInto('credit_text')
      .values({ entry_id: entryId, kind, key, commitment, made_at_ms: clock.nowMs() })
      .onConflict((conflict) => conflict.columns(['kind', 'key']).doUpdateSet({ commitment }))
      .execute()
  }

  /** Who stands behind commitments; those whose key is gone, or that this vault never had, are left out. */
  async annexes(subjects: readonly string[]): Promise<ReadonlyMap<string, Shown<CreditAnnex>>> {
    const kept = await this.#listener.texts.values(PERSON_ANNEX, subjects)
    return new Map(
      [...kept].map(([subject, one]) => {
        return [
          subject,
          { value: one.state === 'HELD' ? decodeCreditAnnex(one.value) : null, state: SHOWN_STATES[one.state] },
        ]
      }),
    )
  }

  /** As pages show persons, by commitment. */
  async persons(subjects: readonly string[]): Promise<(subject: string) => CreditPerson> {
    const annexes = await this.annexes(subjects)
    return (subject) => {
      const found = annexes.get(subject)
      const person = found?.value?.person ?? null
      return {
        name: person?.name ?? null,
        nameState: found?.state ?? 'none',
        certificateType: (person?.certificateType ?? null) as CreditPerson['certificateType'],
        certificateNumberMasked: masked(person?.certificateNumber),
      }
    }
  }

  /** What is published of an entry, by the commitment to its person. */
  async items(subject: string): Promise<KeptItems | null> {
    return (await this.#noted<KeptItems>(PUBLISHED, 'PUBLISHED', [subject])).get(subject)?.value ?? null
  }

  /** Numbers and reasons of decisions, by the digests that were signed. */
  decisions(digests: readonly string[]): Promise<ReadonlyMap<string, Shown<DecisionText>>> {
    return this.#noted<DecisionText>(DECISION, 'DECISION', digests)
  }

  async requestTexts(commitments: readonly string[]): Promise<ReadonlyMap<string, Shown<RequestText>>> {
    return shownOf<RequestText>(await this.#listener.texts.values(REQUEST, commitments))
  }

  /** What a person has stated in an application for repair; what is not there was not stated. */
  async repairStatement(
    commitment: string,
  ): Promise<{ readonly isCorrected: boolean; readonly isDutyFulfilled: boolean; readonly hasCommitted: boolean }> {
    const statement = (await this.requestTexts([commitment])).get(commitment)?.value?.statement
    const is = (name: string): boolean => statement?.[name] === true
    return {
      isCorrected: is('isCorrected'),
      isDutyFulfilled: is('isDutyFulfilled'),
      hasCommitted: is('hasCommitted'),
    }
  }

  async answers(commitments: readonly string[]): Promise<ReadonlyMap<string, Shown<string>>> {
    return shownOf<string>(await this.#listener.texts.values(ANSWER, commitments))
  }

  async #noted<T>(name: string, kind: string, keys: readonly string[]): Promise<ReadonlyMap<string, Shown<T>>> {
    const { db, texts } = this.#listener
    const rows = await db
      .selectFrom('credit_text')
      .select(['key', 'commitment'])
      .where('kind', '=', kind)
      .where('key', '=', sql<string>`any(${[...keys]}::text[])`)
      .execute()
    const values = await texts.values(
      name,
      rows.map(({ commitment }) => commitment),
    )
    const shown = shownOf<T>(values)
    return new Map(
      rows.flatMap(({ key, commitment }) => {
        const found = shown.get(commitment)
        return found === undefined ? [] : [[key, found] as const]
      }),
    )
  }

  /** What a person concerned has written; received now. */
  async receive(
    about: { readonly entryId: string; readonly list: string; readonly indexKey: string },
    kind: string,
    objectionKind: string | null,
    text: RequestText,
  ): Promise<CreditRequest> {
    const { db, clock } = this.#listener
    const value = this.salted('request', { ...text })
    await this.keepText(about.entryId, value)
    const row = {
      request_id: randomId(),
      entry_id: about.entryId,
      list: about.list,
      kind,
      objection_kind: objectionKind,
      index_key: about.indexKey,
      commitment: value.digest,
      answer: null,
      state: 'RECEIVED',
      received_at_ms: clock.nowMs(),
      registered_at_ms: null,
    }
    await db.insertInto('credit_request').values(row).execute()
    return row
  }

  /** @throws GatewayError SUBJECT_UNKNOWN, NOT_IN_FORCE: registered or returned already */
  async openRequest(requestId: string): Promise<CreditRequest> {
    const row = await this.#listener.db
      .selectFrom('credit_request')
      .selectAll()
      .where('request_id', '=', requestId)
      .executeTakeFirst()
    if (row === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'request' })
    if (row.state !== 'RECEIVED') throw new GatewayError('NOT_IN_FORCE', { state: row.state })
    return row
  }

  /** Sent back with reasons. @throws GatewayError as `openRequest` */
  async returnRequest(requestId: string, reasons: string): Promise<CreditRequest> {
    const row = await this.openRequest(requestId)
    const value = this.salted('answer', reasons)
    await this.keepText(row.entry_id, value)
    const changed = { answer: value.digest, state: 'RETURNED' }
    await this.#listener.db.updateTable('credit_request').set(changed).where('request_id', '=', requestId).execute()
    return { ...row, ...changed }
  }
}
