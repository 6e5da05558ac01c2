import { join } from 'node:path'
import { isCountedInMoney } from '@xiezhi/law'
import { sql } from 'kysely'
import { secretIn } from '../db/provision.ts'
import type { Listener } from '../routes/listener.ts'
import type { Answered } from './found-property.ts'
import { earlierKeyOf, keyOf, tagOf, unitCodeOf } from './property-key.ts'

/** Name under which the values of property lie in the vault. */
export const PROPERTY = 'property'

/** Keyed indexes by which a court's gateway knows property again. */
export class PropertyIndex {
  readonly #listener: Pick<Listener, 'db' | 'texts' | 'config'>
  readonly #secret: string

  constructor(listener: Pick<Listener, 'db' | 'texts' | 'config'>) {
    this.#listener = listener
    this.#secret = secretIn(join(listener.config.folder, 'property.key'))
  }

  /** One for each that an institution tells of. Rows that an earlier version kept of the same money have theirs afterwards. */
  async tagsOf(caseId: string, institution: string, found: readonly Answered[]): Promise<string[]> {
    const unit = this.#unitOf(institution)
    const told = found.map((one) => ({ one, tag: tagOf(this.#secret, caseId, keyOf(unit, one)) }))
    await this.#moveEarlier(caseId, unit, told)
    return told.map(({ tag }) => tag)
  }

  #unitOf(organisation: string): string {
    return unitCodeOf(this.#listener.config.orders?.institutions, organisation)
  }

  /**
   * The index of an earlier row tells neither institution nor currency: the row is of the first account told that agrees
   * in both. A row whose values are erased cannot be compared, and stays.
   */
  async #moveEarlier(
    caseId: string,
    unit: string,
    told: readonly { readonly one: Answered; readonly tag: string }[],
  ): Promise<void> {
    const { db, texts } = this.#listener
    const money = told
      .filter(({ one }) => isCountedInMoney(one.asset))
      .map(({ one, tag }) => ({ one, tag, earlier: tagOf(this.#secret, caseId, earlierKeyOf(one)) }))
    const rows = await db
      .selectFrom('enforcement_property')
      .select(['property_id', 'institution', 'number_tag', 'commitment'])
      .where('case_ref', '=', caseId)
      .where('number_tag', '=', sql<string>`any(${money.map(({ earlier }) => earlier)}::text[])`)
      .execute()
    const values = await texts.values(
      PROPERTY,
      rows.map(({ commitment }) => commitment),
    )
    for (const { property_id: id, institution, number_tag: earlierTag, commitment } of rows) {
      const kept = values.get(commitment)
      if (kept?.state !== 'HELD' || this.#unitOf(institution) !== unit) continue
      const { currency } = kept.value as unknown as Answered['fields']
      const same = money.find(({ one, earlier }) => earlier === earlierTag && one.fields.currency === currency)
      if (same === undefined) continue
      await db
        .updateTable('enforcement_property')
        .set({ number_tag: same.tag })
        .where('property_id', '=', id)
        .where((build) =>
          build.not(
            build.exists(
              build
                .selectFrom('enforcement_property as other')
                .select('other.property_id')
                .where('other.case_ref', '=', caseId)
                .where('other.number_tag', '=', same.tag),
            ),
          ),
        )
        .execute()
    }
  }
}
