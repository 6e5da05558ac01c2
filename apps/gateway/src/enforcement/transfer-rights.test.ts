import { describe, expect, test } from 'vitest'
import { isRefusedAbove, isTransferEnded, outcomeOf, transferRights } from './transfer-rights.ts'
import type { Asking } from './transfer-rights.ts'

type Transfer = Parameters<typeof transferRights>[0]
type State = Transfer['state']

const [FIRST, SECOND, ABOVE] = ['court-first', 'court-second', 'court-above'] as const
const [DAY, LAST, AFTER] = ['2026-11-20', '2026-11-25', '2026-11-26'] as const
const NONE = { mayAnswer: false, mayGrant: false, mayDecide: false }

const sideOf = (organisation: string) => ({ caseRef: '0a'.repeat(16), organisation, measureId: '0b'.repeat(16) })
const decisionOf = (organisation: string) => ({
  digest: `sha256:${'0c'.repeat(32)}`,
  organisation,
  officer: 'judge',
  atMs: 1,
})

function transfer(state: State, ...deciders: readonly string[]): Transfer {
  return { from: sideOf(FIRST), to: sideOf(SECOND), state, answerBy: LAST, decisions: deciders.map(decisionOf) }
}

function asked(court: string, change: Partial<Asking> = {}): Asking {
  const isCourtAbove = (): Promise<boolean> => Promise.resolve(court === ABOVE)
  return { court, isJudge: true, today: DAY, measureState: 'EFFECTIVE', isCourtAbove, ...change }
}

describe('a transfer of the right to dispose (R20-20)', () => {
  test('is answered or granted by the first court, and by nobody else while its term runs', async () => {
    const open = transfer('REQUESTED')
    expect(await transferRights(open, asked(FIRST))).toEqual({ ...NONE, mayAnswer: true, mayGrant: true })
    for (const court of [SECOND, ABOVE]) expect(await transferRights(open, asked(court))).toEqual(NONE)
    expect(await transferRights(open, asked(ABOVE, { today: LAST }))).toEqual(NONE)
    expect(await transferRights(open, asked(ABOVE, { today: AFTER }))).toEqual({ ...NONE, mayDecide: true })
    expect(await transferRights(open, asked(ABOVE, { today: AFTER, isJudge: false }))).toEqual(NONE)
  })

  test('that the first court refused may still be granted by it, and is decided above', async () => {
    const refused = transfer('REFUSED', FIRST)
    expect([isRefusedAbove(refused), isTransferEnded(refused)]).toEqual([false, false])
    expect(await transferRights(refused, asked(FIRST))).toEqual({ ...NONE, mayGrant: true })
    expect(await transferRights(refused, asked(ABOVE))).toEqual({ ...NONE, mayDecide: true })
    expect(await transferRights(refused, asked(SECOND))).toEqual(NONE)
  })

  test('that a court above both refused is ended: after a refusal of the first court, or its silence', async () => {
    for (const ended of [transfer('REFUSED', FIRST, ABOVE), transfer('REFUSED', ABOVE)]) {
      expect([isRefusedAbove(ended), isTransferEnded(ended)]).toEqual([true, true])
      for (const court of [FIRST, SECOND, ABOVE])
        expect(await transferRights(ended, asked(court, { today: AFTER }))).toEqual(NONE)
    }
  })

  test('that was ordered is granted by the first court, or in its place by the one above both', async () => {
    const ordered = transfer('ORDERED', FIRST, ABOVE)
    for (const court of [FIRST, ABOVE])
      expect(await transferRights(ordered, asked(court, { isJudge: false }))).toEqual({ ...NONE, mayGrant: true })
    expect(await transferRights(ordered, asked(SECOND))).toEqual(NONE)
  })

  test('cannot be granted once the measure of the first court has ended', async () => {
    for (const measureState of ['RELEASED', 'EXPIRED', undefined]) {
      const over = { measureState }
      expect(await transferRights(transfer('REQUESTED'), asked(FIRST, over))).toEqual({ ...NONE, mayAnswer: true })
      expect(await transferRights(transfer('ORDERED', FIRST, ABOVE), asked(ABOVE, over))).toEqual(NONE)
    }
  })

  test('that is granted is ended, whatever was decided before', async () => {
    const granted = transfer('GRANTED', FIRST, ABOVE)
    expect([isRefusedAbove(granted), isTransferEnded(granted)]).toEqual([false, true])
    for (const court of [FIRST, SECOND, ABOVE]) expect(await transferRights(granted, asked(court))).toEqual(NONE)
    expect([FIRST, ABOVE].map((court) => outcomeOf(granted, court))).toEqual(['REFUSED', 'ORDERED'])
    expect(outcomeOf(transfer('REFUSED', FIRST, ABOVE), ABOVE)).toBe('REFUSED')
  })
})
