import { ContractError, ensure } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import type { AgreementPorts, EffectClass } from '../ports.ts'
import type { Machine, Transition } from '../state.ts'

type Rules = Pick<AgreementPorts, 'effects' | 'isParameter' | 'isRole'>

/**
 * Refuses a machine that could act without legal basis (R31-03, R31-04, X-70): nothing automatic leads into a state that
 * only a person brings about, every effect has its instrument or event, and every term is a parameter of the law.
 * @throws ContractError with the place of the first flaw
 */
export function validateMachine(machine: Machine, rules: Rules): void {
  requireNames(machine)
  requireReachable(machine)
  for (const transition of machine.transitions) {
    requireSigners(transition, rules)
    requireTerm(transition, rules)
    requireGround(machine, transition, rules)
  }
}

function requireNames({ initial, states, transitions }: Machine): void {
  const names = states.map(({ name }) => name)
  requireDistinct(names)
  requireDistinct(transitions.map(({ name }) => name))
  const asked = [initial, ...transitions.flatMap(({ from, to }) => [...from, to])]
  const unknown = asked.find((name) => !names.includes(name))
  ensure(unknown === undefined, errors.StateUnknown, { state: unknown })
}

function requireDistinct(names: readonly string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  ensure(twice === undefined, errors.DuplicateName, { name: twice })
}

function requireReachable(machine: Machine): void {
  const reached = reachable(machine, machine.transitions)
  const lost = machine.states.find(({ name }) => !reached.has(name))
  ensure(lost === undefined, errors.StateUnreachable, { state: lost?.name })
}

function requireSigners({ name, by, signers }: Transition, { isRole }: Rules): void {
  ensure((by === 'PERSON') === signers.length > 0, errors.SignersMissing, { transition: name, by })
  const unknown = signers.flat().find((role) => !isRole(role))
  ensure(unknown === undefined, errors.RoleUnknown, { transition: name, role: unknown })
}

function requireTerm({ name, term }: Transition, { isParameter }: Rules): void {
  if (term === null) return
  ensure(!/^\d/.test(term), errors.LiteralTerm, { transition: name, term })
  ensure(isParameter(term), errors.ParameterUnknown, { transition: name, term })
}

function requireGround(machine: Machine, transition: Transition, { effects }: Rules): void {
  const { name, by, to, instrument, events, effect } = transition
  const facts = { transition: name, effect }
  const backed = instrument !== null || events.length > 0
  if (by === 'PROGRAM') {
    const human = machine.states.some((state) => state.name === to && state.human)
    ensure(!human, errors.AutomaticIntoHuman, { transition: name, state: to })
    ensure(backed, errors.AutomaticUnbacked, { transition: name })
    ensure(isSignedBefore(machine, transition), errors.InstrumentNotSigned, { transition: name, instrument })
  }
  if (effect === null) return
  const known = Object.hasOwn(effects, effect) ? effects[effect] : undefined
  if (known === undefined) throw new ContractError(errors.EffectUnknown, facts)
  ensure(backed, errors.EffectUnbacked, facts)
  ensure(isCarried(transition, known), errors.EffectNeedsPerson, facts)
}

function isCarried({ by, instrument, signers }: Transition, { needs }: EffectClass): boolean {
  if (needs === 'GROUND') return true
  return instrument !== null && (needs === 'INSTRUMENT' || (by === 'PERSON' && signers.length === 2))
}

/** On every path to an automatic step under an instrument, a person has signed an instrument of the kind. */
function isSignedBefore(machine: Machine, { instrument, from }: Transition): boolean {
  if (instrument === null) return true
  const unsigned = machine.transitions.filter((one) => one.by === 'PROGRAM' || one.instrument !== instrument)
  const reached = reachable(machine, unsigned)
  return !from.some((state) => reached.has(state))
}

/** The states to which these transitions lead from the beginning. */
function reachable({ initial }: Machine, transitions: readonly Transition[]): ReadonlySet<string> {
  const reached = new Set([initial])
  let before = 0
  while (reached.size > before) {
    before = reached.size
    for (const { from, to } of transitions) if (from.some((state) => reached.has(state))) reached.add(to)
  }
  return reached
}
