import { Type } from 'typebox'
import type { Static } from 'typebox'
import { cents, INSTRUMENT_KINDS, ORDER_ACTIONS } from './enforcement-scalars.ts'
import { bilingual, caseId, closed, count, flag, instant, nullable, oneOf, shortId, text } from './scalars.ts'

const month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', title: '月份 / month' })
export const supervisionQuery = closed({ from: Type.Optional(month), to: Type.Optional(month) })

/** Counts, lateness and lawfulness; neither persons nor property. */
export const supervisionView = Type.Object({
  volumes: Type.Array(
    Type.Object({
      month,
      instrumentKind: oneOf(INSTRUMENT_KINDS),
      action: oneOf(ORDER_ACTIONS),
      orders: count,
      fulfilled: count,
      partial: count,
      rejected: count,
      failed: count,
      open: count,
    }),
  ),
  /** By institution. Medians in milliseconds from sent to answered. */
  lateness: Type.Array(
    Type.Object({
      institution: shortId,
      orders: count,
      answered: count,
      late: count,
      silent: count,
      undelivered: count,
      open: count,
      medianMs: nullable(count),
    }),
  ),
  /** Cases in which more is withheld than is owed. */
  overControl: Type.Array(
    Type.Object({
      caseId,
      owedCents: cents,
      controlledCents: cents,
      overCents: cents,
      /** Explained: the thing cannot be divided (R20-14). */
      isIndivisible: flag,
      openProposals: count,
    }),
  ),
  lawfulness: Type.Array(Type.Object({ kind: text, text: bilingual, count, oldestAtMs: nullable(instant) })),
})
export type SupervisionView = Static<typeof supervisionView>
