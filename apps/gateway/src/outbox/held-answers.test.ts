import type { OutboxRow } from '@xiezhi/gateway-api'
import { describe, expect, test } from 'vitest'
import { HeldAnswers } from './held-answers.ts'
import type { Entry } from './outbox-store.ts'

const LONG_MS = 60_000
const ROW: OutboxRow = {
  id: 'row-1',
  act: 'verifyLawyer',
  state: 'submitted',
  isFinal: false,
  subject: { kind: 'case', id: 'c' },
  steps: [{ state: 'recorded', atMs: 1 }],
  refusal: null,
  result: null,
  createdAtMs: 1,
  updatedAtMs: 1,
}

function entry(id: string, state: OutboxRow['state'], result: Entry['result'] = null): Entry {
  const plan = { chainId: 'c', messages: [], then: 'answer', dispatchId: null, facts: {} } as const
  return { id, person: 'p', state, plan, signed: [], expiresAtMs: 0, result, unwritten: [] }
}

describe('an answer that is held back', () => {
  test('leaves at the last step, with all steps in their order and the result', async () => {
    const held = new HeldAnswers()
    const answer = held.until(ROW, LONG_MS)
    held.stepped(entry('row-1', 'included', { height: 7 }), [{ state: 'included', atMs: 2 }], { state: 'included' })
    const written: OutboxRow['steps'] = [
      { state: 'relayed', atMs: 3 },
      { state: 'answered', atMs: 4 },
    ]
    held.stepped(entry('row-1', 'answered', { height: 7, ok: true }), written, { state: 'answered', isFinal: true })
    expect(await answer).toEqual({
      ...ROW,
      state: 'answered',
      isFinal: true,
      steps: [...ROW.steps, { state: 'included', atMs: 2 }, ...written],
      result: { height: 7, ok: true },
      updatedAtMs: 4,
    })
  })

  test('has the refusal of the ledger', async () => {
    const held = new HeldAnswers()
    const answer = held.until(ROW, LONG_MS)
    const refusal = { codespace: 'case', code: 3, name: 'CaseClosed', facts: {} }
    const step = { state: 'refused', isFinal: true, refusal } as const
    held.stepped(entry('row-1', 'refused'), [{ state: 'refused', atMs: 2 }], step)
    expect(await answer).toMatchObject({ state: 'refused', isFinal: true, refusal })
  })

  test('leaves as it stands when its time is over; steps of other rows are not its own', async () => {
    const held = new HeldAnswers()
    const answer = held.until(ROW, 20)
    held.stepped(entry('row-2', 'answered'), [{ state: 'answered', atMs: 2 }], { state: 'answered', isFinal: true })
    expect(await answer).toEqual(ROW)
  })

  test('leaves as it stands when the gateway ends, and none is held any more', async () => {
    const held = new HeldAnswers()
    const answer = held.until(ROW, LONG_MS)
    held.close()
    expect(await answer).toEqual(ROW)
    expect(await held.until(ROW, LONG_MS)).toEqual(ROW)
  })
})
