import { allocate } from './allocate.ts'
import { round } from './round.ts'

/** Sums to the cent (金额). */
export const money = { allocate, round }
