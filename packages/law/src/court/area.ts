import { decode } from './decode.ts'

/** Courts and their codes (法院代字). */
export const court = { decode }
