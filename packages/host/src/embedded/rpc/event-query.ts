import { invalidParams } from './rpc-error.ts'

/** Conditions on one subscription or search. */
export const CONDITIONS_MAX = 8

type Operator = '=' | '<' | '<=' | '>' | '>='

interface Condition {
  readonly key: string
  readonly operator: Operator
  readonly value: string
}

/** Event texts by `type.key`, as CometBFT indexes them. */
export type IndexedEvents = ReadonlyMap<string, readonly string[]>

/** Values of `tm.event` that are told. */
export type EventKind = 'NewBlock' | 'NewBlockHeader' | 'Tx'

const KIND_KEY = 'tm.event'

export interface EventQuery {
  readonly text: string
  readonly conditions: readonly Condition[]
  /** No condition looks at anything but the kind. */
  readonly isKindOnly: boolean
  /** False if a condition on the kind rules it out. */
  mayMatch(kind: EventKind): boolean
  matches(events: IndexedEvents): boolean
  /** The value demanded for a key by equality. */
  equal(key: string): string | undefined
}

const CONDITION = /^\s*([A-Za-z_.][\w.-]*)\s*(<=|>=|=|<|>)\s*(?:'([^']*)'|(\d+))\s*$/

/** CometBFT's query language without CONTAINS and EXISTS: `tm.event='Tx' AND tx.height=5`. @throws RpcError */
export function parseEventQuery(text: string): EventQuery {
  const parts = text.split(/\bAND\b/)
  if (parts.length > CONDITIONS_MAX) throw invalidParams(`query: at most ${CONDITIONS_MAX} conditions`)
  const conditions = parts.map((part): Condition => {
    const match = CONDITION.exec(part)
    if (match === null) throw invalidParams(`query: cannot read condition ${JSON.stringify(part.slice(0, 80))}`)
    return { key: match[1] ?? '', operator: match[2] as Operator, value: match[3] ?? match[4] ?? '' }
  })
  return {
    text,
    conditions,
    isKindOnly: conditions.every(({ key }) => key === KIND_KEY),
    mayMatch: (kind) => conditions.every((condition) => condition.key !== KIND_KEY || holds(condition, kind)),
    matches: (events) =>
      conditions.every((condition) => (events.get(condition.key) ?? []).some((value) => holds(condition, value))),
    equal: (key) => conditions.find((condition) => condition.key === key && condition.operator === '=')?.value,
  }
}

function holds({ operator, value }: Condition, seen: string): boolean {
  if (operator === '=') return seen === value
  const [a, b] = [Number(seen), Number(value)]
  if (Number.isNaN(a) || Number.isNaN(b)) return false
  switch (operator) {
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
  }
}
