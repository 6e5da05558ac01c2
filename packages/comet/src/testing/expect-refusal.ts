import { CodecError } from '@xiezhi/codec'
import { expect } from 'vitest'
import { CometError } from '../comet-error.ts'

/** Expects a typed refusal with exactly this code, and at least these facts. */
export function expectRefusal(run: () => unknown, code: string, facts: Readonly<Record<string, unknown>> = {}): void {
  let seen: unknown = 'no refusal'
  try {
    run()
  } catch (error) {
    seen = error instanceof CometError || error instanceof CodecError ? { code: error.code, facts: error.facts } : error
  }
  expect(seen).toMatchObject({ code, facts })
}
