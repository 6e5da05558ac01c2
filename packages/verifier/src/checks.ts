import { CodecError } from '@xiezhi/codec'
import { CometError } from '@xiezhi/comet'
import { EvidenceError } from '@xiezhi/evidence'
import { LightClientError } from '@xiezhi/lightclient'
import { ProofError } from '@xiezhi/merkle'
import type { Check, CheckId } from './verdict.ts'

type Facts = Check['facts']

/** Collects checks; stops at nothing, so that the report names everything that is wrong. */
export class CheckList {
  readonly #checks: Check[] = []

  get all(): readonly Check[] {
    return this.#checks
  }

  get failed(): boolean {
    return this.#checks.some(({ outcome }) => outcome === 'failed')
  }

  record(id: CheckId, zone: string | null, ok: boolean, facts: Facts = {}): boolean {
    this.#checks.push({ id, zone, outcome: ok ? 'ok' : 'failed', facts })
    return ok
  }

  /** Runs a check that throws a typed error when it fails. Any other error is a fault of the program and passes. */
  run<T>(id: CheckId, zone: string | null, facts: Facts, check: () => T): T | undefined {
    try {
      const value = check()
      this.record(id, zone, true, facts)
      return value
    } catch (error) {
      if (!isTyped(error)) throw error
      const { reason: detail, ...seen } = error.facts
      const more = detail === undefined ? {} : { detail }
      this.record(id, zone, false, { ...facts, ...textFacts({ ...seen, ...more }), reason: error.code })
      return undefined
    }
  }
}

function textFacts(facts: Readonly<Record<string, unknown>>): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === 'number' ? value : String(value)]),
  )
}

type TypedError = (CodecError | EvidenceError | LightClientError | ProofError | CometError) & {
  readonly facts: Readonly<Record<string, unknown>>
}

function isTyped(error: unknown): error is TypedError {
  return (
    error instanceof CodecError ||
    error instanceof EvidenceError ||
    error instanceof LightClientError ||
    error instanceof ProofError ||
    error instanceof CometError
  )
}
