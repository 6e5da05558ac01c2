import type { ModelOptions } from './world.ts'

/** What is searched: our own zones under CometBFT's header time, and a peer that answers later under the stamp's own time. */
export const MODELS = [
  { name: 'answers at once, header time lags', headerTime: 'lagging', answersLate: false },
  { name: 'answers later, header time is the stamp', headerTime: 'stamp', answersLate: true },
] as const satisfies readonly ModelOptions[]

const BOTH_ASKED = ['ask A', 'ask B'] as const
const BOTH_RECEIVED = [...BOTH_ASKED, 'relay receive 1', 'relay receive 2'] as const
const TO_DEADLINES = ['time passes to 60 s', 'time passes to 90 s', 'time passes to 120 s'] as const

/** Where a search begins: with nothing, and with runs that bring it to the instants where outcomes are decided. */
export const BEGINNINGS = {
  first: [],
  received: BOTH_RECEIVED,
  deadlines: [...BOTH_RECEIVED, ...TO_DEADLINES.slice(0, 2)],
  grace: [...BOTH_RECEIVED, ...TO_DEADLINES, 'time passes to 720 s'],
  held: [...BOTH_ASKED, 'hold receive 1', 'hold receive 2', ...TO_DEADLINES],
} as const satisfies Readonly<Record<string, readonly string[]>>
