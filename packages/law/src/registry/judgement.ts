import {
  enumeration,
  list,
  object,
  text,
  type FieldJson,
  type Fields,
  type FieldValues,
  type Schema,
} from '../schema/schema.ts'

/** Why: a code, and the rule of the rulebook that it stands under. Texts are derived (see `reasonText`). */
export interface Reason {
  readonly code: string
  readonly rule: string
}

/** A ground that was found, and the verdict that it leads to if it is the worst one. */
export interface Ground<V extends string> extends Reason {
  readonly verdict: V
}

export interface Judgement<V extends string> {
  readonly verdict: V
  readonly reasons: readonly Reason[]
}

export const reasonsSchema = list(object({ code: text(), rule: text() }))

/** Output of a function that judges. `verdicts` stand in the order from good to bad. */
export function judged<const V extends string, F extends Fields>(
  verdicts: readonly V[],
  facts: F,
): Schema<Judgement<V> & FieldValues<F>, Judgement<V> & FieldJson<F>> {
  return { shape: object({ verdict: enumeration(verdicts), reasons: reasonsSchema, ...facts }).shape }
}

/** The worst verdict wins; every ground is listed once, ordered by rule, then code. No ground gives the first verdict. */
export function judge<const V extends string>(
  verdicts: readonly [V, ...V[]],
  grounds: readonly Ground<V>[],
): Judgement<V> {
  const worst = grounds.reduce((rank, { verdict }) => Math.max(rank, verdicts.indexOf(verdict)), 0)
  return { verdict: verdicts[worst] ?? verdicts[0], reasons: sortReasons(grounds) }
}

/** A verdict that is already found, with its reasons listed once and ordered by rule, then code. */
export function decided<const V extends string>(verdict: V, ...reasons: readonly Reason[]): Judgement<V> {
  return { verdict, reasons: sortReasons(reasons) }
}

/** Without duplicates, ordered by rule, then code, both by code points. */
export function sortReasons(reasons: readonly Reason[]): readonly Reason[] {
  const unique = new Map(reasons.map(({ code, rule }) => [reasonKey({ code, rule }), { code, rule }]))
  return [...unique.values()].sort((one, other) => compare(one.rule, other.rule) || compare(one.code, other.code))
}

/** `CODE RULE`, the key of the reason table. */
export function reasonKey({ code, rule }: Reason): string {
  return `${code} ${rule}`
}

// Codes and rules are ASCII, where code units and code points order alike.
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
