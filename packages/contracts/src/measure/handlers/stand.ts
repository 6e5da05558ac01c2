import type { ReadContext } from '@xiezhi/kernel'
import { measure as measureLaw } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { civilDateOf, msOfShanghaiTimestamp, shanghaiTimestamp, shiftCivilDate, startOfCivilDateMs } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import type { Line, Measure, Row } from '../state.ts'
import { isHolding, isLive, measureIn, withMeasure } from './line-plan.ts'
import type { LinePlan } from './line-plan.ts'

const byLaw = refusingLaw(errors.LawRefuses)
const SECOND_MS = 1_000

/** Registries count in seconds. */
export function wholeSecond(ms: number): number {
  return Math.floor(ms / SECOND_MS) * SECOND_MS
}

/** First instant after a measure whose last day is this: its 24:00 (O-05). */
export function endOfTermMs(to: string): number {
  return startOfCivilDateMs(shiftCivilDate(to, 1))
}

/** Who is in effect, who waits and who has ended at an instant, as `measure.queue` judges it. */
export function standingAt({ rows }: Pick<Line, 'rows'>, atMs: number, law: LawBook): Standing {
  // One that waits has no last day yet: it takes effect, then its term is counted.
  const noEnd = shiftCivilDate(civilDateOf(atMs), 1)
  const { verdict, effective, waiting, ended } = byLaw(() =>
    measureLaw.queue(
      {
        asOf: shanghaiTimestamp(atMs),
        measures: rows.map(({ measureId, registeredAtMs, to, endedAtMs }) => ({
          measureId,
          registeredAt: shanghaiTimestamp(registeredAtMs),
          madeAt: shanghaiTimestamp(registeredAtMs),
          to: to ?? noEnd,
          endedAt: endedAtMs === null ? null : shanghaiTimestamp(endedAtMs),
        })),
      },
      law,
    ),
  )
  return {
    review: verdict === 'REVIEW',
    effective:
      effective === null ? null : { measureId: effective.measureId, sinceMs: msOfShanghaiTimestamp(effective.since) },
    waiting,
    ended,
  }
}

export interface Standing {
  /** Two registrations have the same second. */
  readonly review: boolean
  readonly effective: { readonly measureId: string; readonly sinceMs: number } | null
  readonly waiting: readonly { readonly measureId: string; readonly rank: number }[]
  readonly ended: readonly string[]
}

/** The line at this block: terms that are over end, and the next takes effect at that instant (R20-11, R20-17). */
export function settle(ctx: ReadContext, law: LawBook, plan: LinePlan): LinePlan {
  const standing = standingAt(plan.line, ctx.block.decidedAtMs, law)
  const next = nextTurn(ctx, law, plan, standing)
  return next === null ? { ...plan, line: { ...plan.line, review: standing.review } } : settle(ctx, law, next)
}

/** One change that the law makes by itself; null: the line stands as it should. */
function nextTurn(ctx: ReadContext, law: LawBook, plan: LinePlan, standing: Standing): LinePlan | null {
  const { effective, waiting, ended } = standing
  const find = (wanted: (row: Row) => boolean): Measure | null => {
    const row = plan.line.rows.find(wanted)
    return row === undefined ? null : measureIn(ctx, plan, row.measureId)
  }
  const lapsed = find((row) => isLive(row) && ended.includes(row.measureId))
  if (lapsed?.to != null) return expire(plan, lapsed, endOfTermMs(lapsed.to))
  const overtaken = find((row) => isHolding(row) && waiting.some(({ measureId }) => measureId === row.measureId))
  if (overtaken !== null) return demote(plan, overtaken, wholeSecond(ctx.block.decidedAtMs))
  const first = find((row) => row.state === 'WAITING' && row.measureId === effective?.measureId)
  return first === null || effective === null ? null : promote(plan, first, effective.sinceMs, law)
}

function expire(plan: LinePlan, measure: Measure, atMs: number): LinePlan {
  const endedBy = { rule: 'R20-11', orderId: null }
  const ended = { state: 'EXPIRED', endedAtMs: atMs, endedBy, suspendedFrom: null } as const
  return withMeasure(plan, { ...measure, ...ended }, { kind: 'EXPIRED', atMs })
}

/** An earlier registration has become known: this one waits (R20-19), and has no right to dispose that it could have passed on. */
function demote(plan: LinePlan, given: Measure, atMs: number): LinePlan {
  const measure = { ...given }
  delete measure.transferredTo
  const waits = { state: 'WAITING', effectiveFromMs: null, from: null, to: null, suspendedFrom: null } as const
  return withMeasure(plan, { ...measure, ...waits }, { kind: 'DEMOTED', atMs })
}

function promote(plan: LinePlan, measure: Measure, sinceMs: number, law: LawBook): LinePlan {
  const from = termStartOf(measure, sinceMs)
  const { to, latestTo } = termFrom(measure, from, law)
  const holds = { state: 'EFFECTIVE', effectiveFromMs: sinceMs, from, to: to ?? latestTo } as const
  return withMeasure(plan, { ...measure, ...holds }, { kind: 'PROMOTED', atMs: sinceMs })
}

/** Terms run from the day of effect; those of patents and trademarks from receipt (R20-12). */
export function termStartOf({ asset, receivedAtMs }: Pick<Measure, 'asset' | 'receivedAtMs'>, sinceMs: number): string {
  return civilDateOf(asset === 'PATENT' || asset === 'TRADEMARK' ? receivedAtMs : sinceMs)
}

/** What `measure.term` says of the months ordered. */
export function termFrom(
  { asset, months }: Pick<Measure, 'asset' | 'months'>,
  startOn: string,
  law: LawBook,
): ReturnType<typeof measureLaw.term> {
  return byLaw(() => measureLaw.term({ asset, startOn, months }, law))
}
