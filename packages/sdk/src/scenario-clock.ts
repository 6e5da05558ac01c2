import { CodecError, integer, object } from '@xiezhi/codec'
import { SdkError } from './sdk-error.ts'

/** In the data folder: the clock of a demonstration is the machine's clock and an offset. */
export const SCENARIO_CLOCK_FILE = 'scenario-clock.json'
/** A scenario begins no further back: 20 years. A running one only goes ahead: the time of a ledger never goes back. */
const SCENARIO_OFFSET_MIN_MS = -20 * 366 * 86_400_000
/** It goes no further ahead: 100 years. */
export const SCENARIO_OFFSET_MAX_MS = 100 * 366 * 86_400_000

const scenarioSchema = object({
  offsetMs: integer({ min: SCENARIO_OFFSET_MIN_MS, max: SCENARIO_OFFSET_MAX_MS }),
})

/** Offset that a scenario clock's file states; without a file there is none. @throws SdkError SCENARIO_CLOCK_INVALID */
export function scenarioOffset(text: string | undefined): number {
  if (text === undefined) return 0
  try {
    return scenarioSchema.parse(JSON.parse(text)).offsetMs
  } catch (error) {
    if (error instanceof CodecError) throw new SdkError('SCENARIO_CLOCK_INVALID', { ...error.facts }, error)
    if (error instanceof SyntaxError) throw new SdkError('SCENARIO_CLOCK_INVALID', { expected: 'JSON' }, error)
    throw error
  }
}

export function scenarioClockText(offsetMs: number): string {
  return `${JSON.stringify({ offsetMs })}\n`
}
