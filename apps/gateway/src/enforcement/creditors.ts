import type { Json } from '@xiezhi/codec'
import type { CreditorView, RouteInput, Routes } from '@xiezhi/gateway-api'
import { randomId } from '../acts/random-id.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import { CASE_FILES } from '../vault/private-texts.ts'

const CREDITOR = 'creditor'
const STATES = { HELD: 'held', ERASED: 'erased', TAMPERED: 'damaged' } as const

type Entered = RouteInput<Routes['enterCreditor']>['body']
interface Value {
  readonly name: string
  readonly ground: string
  readonly cents: number
}

/** Creditors with priority, and others who take part in the distribution of a case (民诉解释 506–514). */
export class Creditors {
  readonly #parts: Pick<Listener, 'db' | 'texts' | 'clock'>

  constructor(parts: Pick<Listener, 'db' | 'texts' | 'clock'>) {
    this.#parts = parts
  }

  async enter(
    caseId: string,
    officer: string,
    { class: kind, name, cents, ground, sealedAtMs, appliedOn }: Entered,
  ): Promise<string> {
    const { db, texts, clock } = this.#parts
    const content: Value = { name, ground, cents }
    const value = texts.saltedValue(CREDITOR, content as unknown as Json)
    await texts.keepValues(CASE_FILES, [{ owner: caseId, value }])
    const creditorId = randomId()
    await db
      .insertInto('enforcement_creditor')
      .values({
        creditor_id: creditorId,
        case_ref: caseId,
        class: kind,
        commitment: value.digest,
        sealed_at_ms: sealedAtMs,
        applied_on: appliedOn,
        entered_by: officer,
        entered_at_ms: clock.nowMs(),
        withdrawn_at_ms: null,
      })
      .execute()
    return creditorId
  }

  /** Told again: it stays withdrawn since then. @throws GatewayError SUBJECT_UNKNOWN */
  async withdraw(caseId: string, creditorId: string): Promise<void> {
    const { db, clock } = this.#parts
    const found = await db
      .updateTable('enforcement_creditor')
      .set((eb) => ({ withdrawn_at_ms: eb.fn.coalesce('withdrawn_at_ms', eb.val(clock.nowMs())) }))
      .where('creditor_id', '=', creditorId)
      .where('case_ref', '=', caseId)
      .returning('creditor_id')
      .executeTakeFirst()
    if (found === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'creditor' })
  }

  async list(caseId: string): Promise<CreditorView[]> {
    const { db, texts } = this.#parts
    const rows = await db
      .selectFrom('enforcement_creditor')
      .selectAll()
      .where('case_ref', '=', caseId)
      .orderBy('entered_at_ms')
      .orderBy('creditor_id')
      .execute()
    const values = await texts.values(
      CREDITOR,
      rows.map(({ commitment }) => commitment),
    )
    return rows.map((row) => {
      const kept = values.get(row.commitment)
      const value = kept?.state === 'HELD' ? (kept.value as unknown as Value) : null
      return {
        creditorId: row.creditor_id,
        class: row.class as CreditorView['class'],
        name: value?.name ?? null,
        nameState: kept === undefined ? ('none' as const) : STATES[kept.state],
        cents: value?.cents ?? 0,
        ground: value?.ground ?? null,
        sealedAtMs: row.sealed_at_ms,
        appliedOn: row.applied_on,
        enteredBy: row.entered_by,
        withdrawnAtMs: row.withdrawn_at_ms,
      }
    })
  }
}
