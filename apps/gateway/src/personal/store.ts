import type { Json } from '@xiezhi/codec'
import type { personalState } from '@xiezhi/contracts'
import type { CreditPerson } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { randomId } from '../acts/random-id.ts'
import type { PersonalSchema } from '../db/personal-schema.ts'
import { masked } from '../enforcement/masked.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import { CASE_FILES, DEBTORS } from '../vault/private-texts.ts'
import type { SaltedValue } from '../vault/private-texts.ts'
import { shownOf } from '../vault/shown-texts.ts'
import type { DecisionText, Shown } from '../vault/shown-texts.ts'

export type Measure = personalState.PersonalMeasure
export type PersonalRequest = Selectable<PersonalSchema['personal_request']>

/** Names under which values of measures against persons lie in the vault. */
const PERSON = 'personalSubject'
const DECISION = 'personalDecision'
const REQUEST = 'personalRequest'
const ANSWER = 'personalAnswer'

export interface ConcernedPerson {
  readonly certificateType: string
  readonly certificateNumber: string
  readonly name: string
}

/** Who is meant, as the ledger is told, and what keeps it. */
interface Concerned {
  readonly subject: string
  readonly keep: () => Promise<void>
}

/** What a court keeps of measures against persons: rows beside the ledger, names and reasons in the vault. */
export class PersonalStore {
  readonly #listener: Pick<Listener, 'db' | 'texts' | 'clock' | 'personIndex'>

  constructor(listener: Pick<Listener, 'db' | 'texts' | 'clock' | 'personIndex'>) {
    this.#listener = listener
  }

  salted(kind: 'decision' | 'request' | 'answer', value: Json): SaltedValue {
    return this.#listener.texts.saltedValue({ decision: DECISION, request: REQUEST, answer: ANSWER }[kind], value)
  }

  /** One commitment for each person and case: the ledger sees that the same conduct is punished once. */
  async concerned(caseId: string, person: ConcernedPerson): Promise<Concerned> {
    const { db, texts, clock, personIndex } = this.#listener
    const indexKey = await personIndex.keyOf(person)
    const known = await this.#known(caseId, indexKey)
    if (known !== undefined) return { subject: known, keep: () => Promise.resolve() }
    const value = texts.saltedValue(PERSON, { ...person })
    const keep = async (): Promise<void> => {
      await texts.keepValues(DEBTORS, [{ owner: person.certificateNumber, value }])
      const row = { case_ref: caseId, index_key: indexKey, subject: value.digest, made_at_ms: clock.nowMs() }
      await db
        .insertInto('personal_person')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      // Two that began at the same time: the second is asked to begin anew, with the commitment of the first.
      if ((await this.#known(caseId, indexKey)) !== value.digest)
        throw new GatewayError('NOT_IN_FORCE', { state: 'REPLACED' })
    }
    return { subject: value.digest, keep }
  }

  async #known(caseId: string, indexKey: string): Promise<string | undefined> {
    const row = await this.#listener.db
      .selectFrom('personal_person')
      .select('subject')
      .where('case_ref', '=', caseId)
      .where('index_key', '=', indexKey)
      .executeTakeFirst()
    return row?.subject
  }

  /** The text of a decision, under the digest that is signed. */
  async keepDecision(about: DecisionOwner, decisionDigest: string, value: SaltedValue): Promise<void> {
    const { db, clock } = this.#listener
    await this.#keep(about, value)
    const row = { decision_digest: decisionDigest, case_ref: about.caseId, commitment: value.digest }
    await db
      .insertInto('personal_text')
      .values({ ...row, made_at_ms: clock.nowMs() })
      .onConflict((conflict) => conflict.column('decision_digest').doUpdateSet({ commitment: value.digest }))
      .execute()
  }

  /** What came on paper; the ledger names its digest. */
  async keepRequest(about: DecisionOwner, value: SaltedValue): Promise<void> {
    await this.keepDecision(about, value.digest, value)
  }

  /** Under the person, so that it goes with the person; of one who is erased under the case. */
  async #keep({ caseId, subject }: DecisionOwner, value: SaltedValue): Promise<void> {
    const { texts } = this.#listener
    const owner = (await this.#persons([subject])).get(subject)?.value?.certificateNumber
    if (owner === undefined) await texts.keepValues(CASE_FILES, [{ owner: caseId, value }])
    else await texts.keepValues(DEBTORS, [{ owner, value }])
  }

  async #persons(subjects: readonly string[]): Promise<ReadonlyMap<string, Shown<ConcernedPerson>>> {
    return shownOf<ConcernedPerson>(await this.#listener.texts.values(PERSON, subjects))
  }

  /** As pages show persons, by commitment. */
  async persons(subjects: readonly string[]): Promise<(subject: string) => CreditPerson> {
    const kept = await this.#persons(subjects)
    return (subject) => {
      const found = kept.get(subject)
      return {
        name: found?.value?.name ?? null,
        nameState: found?.state ?? 'none',
        certificateType: (found?.value?.certificateType ?? null) as CreditPerson['certificateType'],
        certificateNumberMasked: masked(found?.value?.certificateNumber),
      }
    }
  }

  /** Numbers and reasons of decisions, by the digests that were signed. */
  async decisions(digests: readonly string[]): Promise<ReadonlyMap<string, Shown<DecisionText>>> {
    const { db, texts } = this.#listener
    const rows = await db
      .selectFrom('personal_text')
      .select(['decision_digest', 'commitment'])
      .where('decision_digest', '=', sql<string>`any(${[...digests]}::text[])`)
      .execute()
    const values = shownOf<DecisionText>(
      await texts.values(
        DECISION,
        rows.map(({ commitment }) => commitment),
      ),
    )
    return new Map(
      rows.flatMap(({ decision_digest: digest, commitment }) => {
        const found = values.get(commitment)
        return found === undefined ? [] : [[digest, found] as const]
      }),
    )
  }

  async requestTexts(commitments: readonly string[]): Promise<ReadonlyMap<string, Shown<string>>> {
    return shownOf<string>(await this.#listener.texts.values(REQUEST, commitments))
  }

  async answers(commitments: readonly string[]): Promise<ReadonlyMap<string, Shown<string>>> {
    return shownOf<string>(await this.#listener.texts.values(ANSWER, commitments))
  }

  /** What a person concerned has written; received now. */
  async receive({ measureId, caseRef, subject }: Measure, indexKey: string, text: string): Promise<PersonalRequest> {
    const { db, clock } = this.#listener
    const value = this.salted('request', text)
    await this.#keep({ caseId: caseRef, subject }, value)
    const row = {
      request_id: randomId(),
      measure_id: measureId,
      case_ref: caseRef,
      index_key: indexKey,
      commitment: value.digest,
      answer: null,
      received_at_ms: clock.nowMs(),
    }
    await db.insertInto('personal_request').values(row).execute()
    return row
  }

  /** Sent back with reasons. */
  async returnRequest({ request_id: id }: PersonalRequest, measure: Measure, reasons: string): Promise<void> {
    const value = this.salted('answer', reasons)
    await this.#keep({ caseId: measure.caseRef, subject: measure.subject }, value)
    await this.#listener.db
      .updateTable('personal_request')
      .set({ answer: value.digest })
      .where('request_id', '=', id)
      .execute()
  }
}

/** To whom a text belongs. */
interface DecisionOwner {
  readonly caseId: string
  readonly subject: string
}
