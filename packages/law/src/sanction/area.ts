import { effect } from './effect.ts'
import { publicity } from './publicity.ts'

/** Sanctions against lawyers (律师法 47–51), for the authority that imposes and publishes them. */
export const sanction = { effect, publicity }
