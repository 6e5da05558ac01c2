import { array, boolean, enumeration, integer, nullable, object, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { collection } from '@xiezhi/kernel'
import { code, digest, shortId } from '../ids.ts'

export const STATES_MAX = 32
export const TRANSITIONS_MAX = 64
export const STEPS_PER_SUBJECT_MAX = 256
const INSTRUMENTS_PER_SUBJECT_MAX = 64
export const VERSION_MAX = 9_999

const instant = integer({ min: 0 })
const title = string({ bytesMin: 1, bytesMax: 120 })
const version = integer({ min: 1, max: VERSION_MAX })
const ruleId = string({ bytesMin: 1, bytesMax: 24, pattern: /^[A-Z][A-Za-z0-9.-]*$/ })

/** One step that an agreement allows: who takes it, on what ground, and what it brings about. */
export const transitionSchema = object({
  name: code,
  from: array(code, { min: 1, max: STATES_MAX }),
  to: code,
  by: enumeration(['PERSON', 'PROGRAM']),
  /** For each signer the roles of which one is needed. */
  signers: array(array(code, { min: 1, max: 8 }), { max: 2 }),
  /** Kind of the instrument that a person signs with this step, or under which a program takes it. */
  instrument: nullable(code),
  /** Legal events of which one must have happened; none: the step needs no event. */
  events: array(code, { max: 16 }),
  /** Key of the law parameter that sets the term of the step. */
  term: nullable(string({ bytesMin: 1, bytesMax: 48 })),
  effect: nullable(code),
  rules: array(ruleId, { min: 1, max: 16 }),
})
export type Transition = Infer<typeof transitionSchema>

/** States and transitions as data that lawyers review (rulebook 2.10, 31.2). */
export const machineSchema = object({
  machineId: shortId,
  version,
  zh: title,
  en: title,
  statute: title,
  initial: code,
  /** `human`: only a person with legal power brings a subject into it. */
  states: array(object({ name: code, human: boolean() }), { min: 1, max: STATES_MAX }),
  transitions: array(transitionSchema, { min: 1, max: TRANSITIONS_MAX }),
})
export type Machine = Infer<typeof machineSchema>

const officer = object({ organisation: shortId, officer: shortId })
export const registeredSchema = object({
  machine: machineSchema,
  digest,
  state: enumeration(['DRAFT', 'REVIEWED', 'ACTIVE', 'RETIRED']),
  /** Null: the machine came with the zone. */
  draftedBy: nullable(object({ organisation: shortId, officer: shortId, personId: shortId })),
  review: nullable(object({ organisation: shortId, officer: shortId, reportDigest: digest, atMs: instant })),
  activation: nullable(object({ officers: array(officer, { max: 2 }), atMs: instant })),
})
export type Registered = Infer<typeof registeredSchema>
/** `agreement/machine/<machine>/<version, 4 digits>` */
export const machines = collection('agreement/machine', registeredSchema)

export const standingSchema = object({
  version,
  suspension: nullable(object({ reason: code, officers: array(officer, { max: 2 }), sinceMs: instant })),
})
/** `agreement/standing/<machine>`: the version in force for new subjects, and the kill switch. */
export const standings = collection('agreement/standing', standingSchema)

export const runSchema = object({
  /** A subject keeps the version with which it began (R31-05). */
  version,
  state: code,
  steps: integer({ min: 1, max: STEPS_PER_SUBJECT_MAX }),
  instruments: array(object({ kind: code, digest }), { max: INSTRUMENTS_PER_SUBJECT_MAX }),
})
export type Run = Infer<typeof runSchema>
/** `agreement/run/<machine>/<subject>` */
export const runs = collection('agreement/run', runSchema)

export const stepSchema = object({
  transition: code,
  from: code,
  to: code,
  by: enumeration(['PERSON', 'PROGRAM']),
  version,
  rules: array(ruleId, { min: 1, max: 16 }),
  instrument: nullable(object({ kind: code, digest })),
  event: nullable(code),
  term: nullable(
    object({ parameter: string({ bytesMin: 1, bytesMax: 48 }), until: nullable(string({ bytesMax: 10 })) }),
  ),
  effect: nullable(code),
  /** Facts that decided: days, codes and switches, never anything about a person. */
  inputs: array(object({ name: string({ bytesMin: 1, bytesMax: 32 }), value: string({ bytesMax: 64 }) }), { max: 24 }),
  officers: array(officer, { max: 2 }),
  atMs: instant,
})
export type Step = Infer<typeof stepSchema>
/** `agreement/step/<machine>/<subject>/<n, 4 digits>`: permanent; what happened and why (R31-14, 个保法 24). */
export const steps = collection('agreement/step', stepSchema)

/** Numbers as key parts sort as numbers do. */
export function numberPart(n: number): string {
  return String(n).padStart(4, '0')
}
