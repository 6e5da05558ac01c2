import type { Json } from '@xiezhi/codec'

/** Facts of a refusal: what was expected, what was seen, against which anchor. Never personal data. */
export type Facts = Readonly<Record<string, Json | undefined>>

/** One registered reason of refusal. `(codespace, code)` is part of the wire contract: append, never renumber. */
export interface ErrorKind {
  readonly codespace: string
  readonly code: number
  readonly name: string
  /** English sentence without facts; the languages of people are derived from code and facts elsewhere. */
  readonly text: string
}

/** A refusal of a message, transaction or query, with its registered kind. */
export class ContractError extends Error {
  readonly kind: ErrorKind
  readonly facts: Readonly<Record<string, Json>>

  constructor(kind: ErrorKind, facts: Facts = {}) {
    super(`${kind.codespace}/${kind.code} ${kind.name}: ${kind.text}`)
    this.name = 'ContractError'
    this.kind = kind
    this.facts = definedFacts(facts)
  }
}

/** Code 1 of each codespace is left free: CometBFT and the SDKs built on it use 1 for an inner fault. */
const FIRST_CODE = 2

export class ErrorTableFault extends Error {
  constructor(codespace: string, detail: string) {
    super(`error table ${codespace}: ${detail}`)
    this.name = 'ErrorTableFault'
  }
}

/** Registers the error codes of a codespace. @throws ErrorTableFault on a reused or reserved number. */
export function defineErrors<const T extends Readonly<Record<string, readonly [code: number, text: string]>>>(
  codespace: string,
  table: T,
): { readonly [K in keyof T]: ErrorKind } {
  const seen = new Set<number>()
  const entries = Object.entries(table).map(([name, [code, text]]) => {
    if (!Number.isSafeInteger(code) || code < FIRST_CODE)
      throw new ErrorTableFault(codespace, `${name} has code ${code}`)
    if (seen.has(code)) throw new ErrorTableFault(codespace, `code ${code} is used twice`)
    seen.add(code)
    return [name, { codespace, code, name, text }] as const
  })
  return Object.fromEntries(entries) as { [K in keyof T]: ErrorKind }
}

/** Refuses with `kind` unless the condition holds; narrows types. @throws ContractError */
export function ensure(condition: unknown, kind: ErrorKind, facts?: Facts): asserts condition {
  if (condition === false || condition === undefined || condition === null) throw new ContractError(kind, facts)
}

function definedFacts(facts: Facts): Readonly<Record<string, Json>> {
  const entries = Object.entries(facts).filter((entry): entry is [string, Json] => entry[1] !== undefined)
  return Object.fromEntries(entries)
}
