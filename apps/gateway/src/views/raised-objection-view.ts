import type { orderState } from '@xiezhi/contracts'
import { civilDateOf } from '@xiezhi/contracts/ids'
import type { InstitutionObjection } from '@xiezhi/gateway-api'
import { calendar, limitOn } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { sql } from 'kysely'
import { lawAsKnown } from '../enforcement/case-facts.ts'
import { lawful } from '../enforcement/owed.ts'
import type { Listener } from '../routes/listener.ts'
import { courtNames } from './court-names.ts'
import type { Annexes } from './court-names.ts'
import { enforcementWords } from './enforcement-words.ts'
import { cursorParts, limitOf, pageOf } from './page.ts'
import type { PageQuery } from './page.ts'

/** Name under which the grounds of an objection lie in the vault. */
export const OBJECTION = 'objectionGrounds'
/** Days in which the court answers (R20-03). */
const ANSWER = 'P-20-11'
const STATES = { HELD: 'held', ERASED: 'erased', TAMPERED: 'damaged' } as const

interface Row {
  readonly client: string
  readonly record: {
    readonly objection: {
      readonly objectionId: string
      readonly orderId: string
      readonly documentDigest: string
      readonly raisedAtMs: number
    }
    readonly answer: {
      readonly outcome: 'UPHELD' | 'DISMISSED'
      readonly decisionDigest: string
      readonly decidedAtMs: number
    } | null
  }
  readonly received: orderState.Received
}

/** Objections that an institution raised, newest first; of no other institution. */
export async function raisedObjections(
  listener: Listener,
  annexes: Annexes,
  institution: string,
  query: PageQuery & { readonly state?: string },
): Promise<{ items: InstitutionObjection[]; next: string | null }> {
  const limit = limitOf(query)
  const [at, id = ''] = cursorParts(query, 2) ?? []
  const { state } = query
  const { rows } = await sql<Row>`
    SELECT o.client, o.record, r.record AS received FROM projection.order_objection o
    JOIN projection.received_order r ON r.client = o.client AND r.order_id = o.order_id
    WHERE r.institution = ${institution}
      AND (${state ?? null}::text IS NULL OR COALESCE(o.record->'answer'->>'outcome', 'OPEN') = ${state ?? null})
      AND (${at ?? null}::bigint IS NULL OR o.raised_at_ms < ${at ?? null}::bigint
        OR (o.raised_at_ms = ${at ?? null}::bigint AND o.objection_id > ${id}))
    ORDER BY o.raised_at_ms DESC, o.objection_id LIMIT ${limit + 1}`.execute(listener.db)
  const [law, today] = [await lawAsKnown(listener), await listener.clock.today()]
  const names = await courtNames(
    annexes,
    rows.map(({ received: { orderId, instrument } }) => ({ court: instrument.organisation, orderId })),
  )
  const texts = await listener.texts.values(
    OBJECTION,
    rows.map(({ record }) => record.objection.documentDigest),
  )
  return pageOf(
    rows,
    limit,
    ({ client, record: { objection, answer }, received }) => {
      const kept = texts.get(objection.documentDigest)
      const answerBy = answerDay(objection.raisedAtMs, law)
      return {
        client,
        objectionId: objection.objectionId,
        orderId: objection.orderId,
        court: received.instrument.organisation,
        courtName: names.get(received.instrument.organisation) ?? null,
        caseId: received.instrument.caseRef,
        actionText: enforcementWords('action', received.effect.action),
        grounds: kept?.state === 'HELD' && typeof kept.value === 'string' ? kept.value : null,
        groundsState: kept === undefined ? ('none' as const) : STATES[kept.state],
        raisedAtMs: objection.raisedAtMs,
        answerBy,
        isOverdue: answer === null && answerBy !== null && today > answerBy,
        state: answer?.outcome ?? ('OPEN' as const),
        decisionDigest: answer?.decisionDigest ?? null,
        decidedAtMs: answer?.decidedAtMs ?? null,
      }
    },
    ({ record: { objection } }) => [objection.raisedAtMs, objection.objectionId],
  )
}

/** Null: it rests on a calendar that is not loaded. */
export function answerDay(raisedAtMs: number, law: LawBook): string | null {
  const start = civilDateOf(raisedAtMs)
  return lawful(() => {
    const length = limitOn(law, ANSWER, 'day', start)
    return calendar.periodEnd({ start, length, unit: 'DAY', regime: 'CIVIL' }, law).legalEnd
  })
}
