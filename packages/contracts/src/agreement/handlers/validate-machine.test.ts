import { ContractError } from '@xiezhi/kernel'
import type { ErrorKind } from '@xiezhi/kernel'
import { seededRandom } from '@xiezhi/kernel/testing'
import type { SeededRandom } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { changed, MACHINE, ports, transition } from '../fixtures.ts'
import type { Machine, Transition } from '../state.ts'
import { validateMachine } from './validate-machine.ts'

function flawOf(machine: Machine): ErrorKind | null {
  try {
    validateMachine(machine, ports)
    return null
  } catch (error) {
    if (error instanceof ContractError) return error.kind
    throw error
  }
}

const withState = (name: string, human: boolean): Machine['states'] => [...MACHINE.states, { name, human }]

describe('validateMachine', () => {
  test('accepts what two persons decide and a program carries out under their instrument', () => {
    expect(flawOf(MACHINE)).toBeNull()
  })

  test.each<[string, ErrorKind, Machine]>([
    ['an automatic step into a human state', errors.AutomaticIntoHuman, changed('REMOVE', { to: 'DECIDED' })],
    ['an effect without instrument or event', errors.EffectUnbacked, changed('RELIEVE', { instrument: null })],
    ['an automatic step without ground', errors.AutomaticUnbacked, changed('REMOVE', { events: [] })],
    ['a decision of one person', errors.EffectNeedsPerson, changed('DECIDE', { signers: [['COURT_JUDGE']] })],
    ['a decision by a program', errors.EffectNeedsPerson, changed('REMOVE', { effect: 'RELIEVE' })],
    [
      'a publication on an event alone',
      errors.EffectNeedsPerson,
      changed('PUBLISH', { instrument: null, events: ['PERFORMED'] }),
    ],
    ['a jump from draft to published', errors.InstrumentNotSigned, changed('PUBLISH', { from: ['DRAFT', 'DECIDED'] })],
    ['an effect that nobody carries out', errors.EffectUnknown, changed('REMOVE', { effect: 'ARREST' })],
    ['a state out of reach', errors.StateUnreachable, { ...MACHINE, states: withState('LOST', true) }],
    ['a state twice', errors.DuplicateName, { ...MACHINE, states: withState('DRAFT', false) }],
    ['an unknown state', errors.StateUnknown, changed('REMOVE', { to: 'NOWHERE' })],
    ['an unknown beginning', errors.StateUnknown, { ...MACHINE, initial: 'NOWHERE' }],
    ['a number for a term', errors.LiteralTerm, changed('REMOVE', { term: '3 workdays' })],
    ['an unknown parameter', errors.ParameterUnknown, changed('REMOVE', { term: 'P-99-1' })],
    ['a step of nobody', errors.SignersMissing, changed('RELIEVE', { signers: [] })],
    ['an automatic step that somebody signs', errors.SignersMissing, changed('REMOVE', { signers: [['COURT_JUDGE']] })],
    ['a role that does not exist', errors.RoleUnknown, changed('RELIEVE', { signers: [['KING'], ['COURT_JUDGE']] })],
  ])('refuses %s', (_, kind, machine) => {
    expect(flawOf(machine)).toEqual(kind)
  })
})

const RUNS = 3_000
const NAMES = ['A', 'B', 'C', 'D', 'E'] as const

function randomMachine(random: SeededRandom): Machine {
  const states = NAMES.slice(0, 2 + random.below(4)).map((name) => ({ name, human: random.below(3) === 0 }))
  const nameOf = (): string => random.pick(states).name
  const transitions = Array.from({ length: 1 + random.below(7) }, (_, at): Transition => {
    const by = random.pick(['PERSON', 'PROGRAM'] as const)
    return transition(`T${at}`, {
      from: [nameOf()],
      to: nameOf(),
      by,
      signers: by === 'PROGRAM' ? [] : random.pick([[['COURT_JUDGE']], [['COURT_PRESIDENT'], ['COURT_JUDGE']]]),
      instrument: random.pick([null, 'DECISION', 'RELIEF']),
      events: random.pick([[], ['PERFORMED']]),
      effect: random.pick([null, null, 'BURDEN', 'PUBLISH', 'REMOVE']),
    })
  })
  return { ...MACHINE, initial: 'A', states, transitions }
}

/** Where steps lead that no person takes. */
function automaticFrom({ transitions }: Machine, start: string): string[] {
  const reached: string[] = []
  const open = [start]
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (const { by, from, to } of transitions) {
      if (by !== 'PROGRAM' || !from.includes(state) || reached.includes(to)) continue
      reached.push(to)
      open.push(to)
    }
  }
  return reached
}

describe('random machines', () => {
  const random = seededRandom(20_261_130)
  const machines = Array.from({ length: RUNS }, () => randomMachine(random))
  const accepted = machines.filter((machine) => flawOf(machine) === null)

  test('both kinds are there', () => {
    expect(accepted.length).toBeGreaterThan(20)
    expect(machines.some((machine) => flawOf(machine) === errors.AutomaticIntoHuman)).toBe(true)
  })

  test('no automatic path of an accepted one reaches a human state', () => {
    const reached = accepted.flatMap((machine) =>
      machine.states.flatMap(({ name }) => {
        const human = machine.states.filter((state) => state.human).map((state) => state.name)
        return automaticFrom(machine, name).filter((state) => human.includes(state))
      }),
    )
    expect(reached).toEqual([])
  })

  test('no walk through an accepted one publishes before somebody signed the instrument', () => {
    const early = accepted.flatMap((machine) =>
      Array.from({ length: 20 }, () => {
        const signed = new Set<string>()
        let state = machine.initial
        for (let n = 0; n < 12; n++) {
          const open = machine.transitions.filter(({ from }) => from.includes(state))
          if (open.length === 0) return null
          const step = random.pick(open)
          const { by, instrument } = step
          if (by === 'PROGRAM' && instrument !== null && !signed.has(instrument)) return step.name
          if (by === 'PERSON' && instrument !== null) signed.add(instrument)
          state = step.to
        }
        return null
      }),
    )
    expect(early.filter((name) => name !== null)).toEqual([])
  })
})
