import { ensure } from '@xiezhi/kernel'
import type { CheckContext, ReadContext, TxContext } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import type { AgreementActor, AgreementPorts } from '../ports.ts'
import { machines, numberPart, runs, standings, steps, STEPS_PER_SUBJECT_MAX } from '../state.ts'
import type { Machine, Run, Step, Transition } from '../state.ts'

export interface AskedStep {
  readonly machineId: string
  /** Random id of what runs under the machine. */
  readonly subject: string
  readonly transition: string
  /** Digest of the instrument that a person signs with the step. */
  readonly instrumentDigest?: string
  readonly event?: string
}

export interface StepPlan {
  readonly asked: AskedStep
  readonly machine: Machine
  readonly transition: Transition
  readonly run: Run | undefined
  readonly instrument: Step['instrument']
  readonly actors: readonly AgreementActor[]
}

/** What explains the step besides its rules. */
export interface StepFacts {
  readonly inputs: Readonly<Record<string, string | number | boolean | null>>
  /** Last day of the term that the step sets. */
  readonly until?: string | null
}

/** A step that persons take: their roles, the state, the instrument. @throws ContractError */
export function planStep(ctx: CheckContext, ports: AgreementPorts, asked: AskedStep): StepPlan {
  const found = openStep(ctx, asked)
  const { transition } = found
  ensure(transition.by === 'PERSON', errors.StepForProgram, { transition: transition.name })
  const [first = [], second] = transition.signers
  const actors = second === undefined ? [ports.requireRole(ctx, first)] : ports.requireTwoPersons(ctx, first, second)
  requireLeads(found)
  requireRunning(ctx, ports, found)
  const { instrumentDigest: digest } = asked
  const kind = transition.instrument
  ensure((kind === null) === (digest === undefined), errors.InstrumentMissing, { instrument: kind })
  return { ...found, actors, instrument: kind === null || digest === undefined ? null : { kind, digest } }
}

/** A step that the program takes by itself, under an instrument that was signed or an event that happened. @throws ContractError */
export function planProgramStep(ctx: ReadContext, ports: AgreementPorts, asked: AskedStep): StepPlan {
  const found = openStep(ctx, asked)
  const { transition, run } = found
  ensure(transition.by === 'PROGRAM', errors.StepForPersons, { transition: transition.name })
  requireLeads(found)
  requireRunning(ctx, ports, found)
  const kind = transition.instrument
  const instrument = run?.instruments.findLast((one) => one.kind === kind) ?? null
  ensure(kind === null || instrument !== null, errors.InstrumentMissing, { instrument: kind })
  return { ...found, actors: [], instrument }
}

/** Writes the step with everything that explains it, and gives the new state of the subject. */
export function takeStep(ctx: TxContext, plan: StepPlan, { inputs, until = null }: StepFacts): string {
  const { asked, machine, transition, run, instrument, actors } = plan
  const { machineId, subject, event = null } = asked
  const { name, to, by, rules, term, effect } = transition
  const number = (run?.steps ?? 0) + 1
  const signed = by === 'PERSON' && instrument !== null ? [instrument] : []
  const atMs = ctx.block.decidedAtMs
  runs(ctx.store).set([machineId, subject], {
    version: machine.version,
    state: to,
    steps: number,
    instruments: [...(run?.instruments ?? []), ...signed],
  })
  steps(ctx.store).set([machineId, subject, numberPart(number)], {
    transition: name,
    from: run?.state ?? machine.initial,
    to,
    by,
    version: machine.version,
    rules,
    instrument,
    event,
    term: term === null ? null : { parameter: term, until },
    effect,
    inputs: Object.entries(inputs).map(([input, value]) => ({ name: input, value: String(value) })),
    officers: actors.map(({ organisation, officer }) => ({ organisation, officer })),
    atMs,
  })
  ctx.emit({ type: 'StepTaken', data: { machineId, subject, transition: name, to, by, version: machine.version } })
  return to
}

type OpenStep = Pick<StepPlan, 'asked' | 'machine' | 'transition' | 'run'>

function openStep({ store }: ReadContext, asked: AskedStep): OpenStep {
  const { machineId, subject, event } = asked
  const run = runs(store).get(machineId, subject)
  const version = run?.version ?? standings(store).get(machineId)?.version
  const machine = version === undefined ? undefined : machines(store).get(machineId, numberPart(version))?.machine
  ensure(machine !== undefined, errors.MachineNotActive, { machineId })
  const transition = machine.transitions.find(({ name }) => name === asked.transition)
  ensure(transition !== undefined, errors.TransitionUnknown, { machineId, transition: asked.transition })
  const fits =
    transition.events.length === 0 ? event === undefined : event !== undefined && transition.events.includes(event)
  ensure(fits, errors.EventForeign, { transition: transition.name, event })
  return { asked, machine, transition, run }
}

function requireLeads({ machine, transition, run }: OpenStep): void {
  const state = run?.state ?? machine.initial
  ensure(transition.from.includes(state), errors.SubjectStateForbids, { state, transition: transition.name })
  ensure((run?.steps ?? 0) < STEPS_PER_SUBJECT_MAX, errors.StepLimit, { stepsMax: STEPS_PER_SUBJECT_MAX })
}

function requireRunning({ store }: ReadContext, { effects }: AgreementPorts, { asked, transition }: OpenStep): void {
  const suspension = standings(store).get(asked.machineId)?.suspension ?? null
  if (suspension === null) return
  const { by, effect } = transition
  const stops = by === 'PROGRAM' || (effect !== null && effects[effect]?.burdens === true)
  ensure(!stops, errors.MachineSuspended, { reason: suspension.reason, sinceMs: suspension.sinceMs })
}
