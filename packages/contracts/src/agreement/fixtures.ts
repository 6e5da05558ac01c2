import { object, string } from '@xiezhi/codec'
import { defineErrors, defineMessage, ensure } from '@xiezhi/kernel'
import type { CheckContext, Message, Module } from '@xiezhi/kernel'
import { TestChain, testSigner } from '@xiezhi/kernel/testing'
import type { DeliveredTx } from '@xiezhi/kernel/testing'
import { digestOf } from '../json-port.ts'
import { planProgramStep, planStep, takeStep } from './api.ts'
import { agreementModule } from './module.ts'
import type { AgreementActor, AgreementPorts } from './ports.ts'
import type { Machine, Transition } from './state.ts'

export const DIGEST = `sha256:${'0d'.repeat(32)}`
export const SUBJECT = '5e'.repeat(16)
export const fixtureErrors = defineErrors('fixture', {
  RoleMissing: [2, 'no signer holds the role'],
  TwoPersonsNeeded: [3, 'two persons must sign'],
})

const ROLES: Readonly<Record<string, readonly string[]>> = {
  technician: ['COURT_TECH'],
  governor: ['GOVERNANCE_OFFICER', 'COURT_JUDGE'],
  judge: ['COURT_JUDGE'],
  president: ['COURT_PRESIDENT'],
  deployer: ['COURT_TECH'],
  auditor: ['AUDITOR'],
}
export const technician = testSigner('court', 'technician', 1)
export const governor = testSigner('court', 'governor', 2)
export const judge = testSigner('court', 'judge', 3)
export const president = testSigner('court', 'president', 4)
export const deployer = testSigner('court', 'deployer', 5)
export const auditor = testSigner('court', 'auditor', 6)

function actorsOf(ctx: CheckContext, roles: readonly string[]): AgreementActor[] {
  return ctx.signers
    .filter(({ officer }) => ROLES[officer]?.some((role) => roles.includes(role)) === true)
    .map(({ organisation, officer }) => ({ organisation, officer, personId: `person-${officer}` }))
}

export const ports: AgreementPorts = {
  requireRole(ctx, roles) {
    const [actor] = actorsOf(ctx, roles)
    ensure(actor !== undefined, fixtureErrors.RoleMissing, { roles })
    return actor
  },
  requireTwoPersons(ctx, first, second) {
    for (const one of actorsOf(ctx, first)) {
      const other = actorsOf(ctx, second).find(({ personId }) => personId !== one.personId)
      if (other !== undefined) return [one, other]
    }
    ensure(false, fixtureErrors.TwoPersonsNeeded)
    return [] as never
  },
  noteAct: () => undefined,
  isRole: (text) => Object.values(ROLES).flat().includes(text),
  isParameter: (key) => key === 'P-20-17',
  machines: [],
  effects: {
    BURDEN: { needs: 'DECISION', burdens: true },
    RELIEVE: { needs: 'DECISION', burdens: false },
    PUBLISH: { needs: 'INSTRUMENT', burdens: true },
    REMOVE: { needs: 'GROUND', burdens: false },
  },
}

export function transition(name: string, change: Partial<Transition>): Transition {
  return {
    name,
    from: ['DRAFT'],
    to: 'DECIDED',
    by: 'PERSON',
    signers: [['COURT_JUDGE']],
    instrument: null,
    events: [],
    term: null,
    effect: null,
    rules: ['R20-83'],
    ...change,
  }
}
const program = { by: 'PROGRAM', signers: [] } as const

/** Decided by two persons, published by the program under their instrument, removed on an event. */
export const MACHINE: Machine = {
  machineId: 'sample',
  version: 1,
  zh: '示例规则',
  en: 'sample rules',
  statute: '法发〔2022〕16号 26',
  initial: 'DRAFT',
  states: [
    { name: 'DRAFT', human: false },
    { name: 'DECIDED', human: true },
    { name: 'PUBLISHED', human: false },
    { name: 'REMOVED', human: false },
  ],
  transitions: [
    transition('DECIDE', {
      signers: [['COURT_PRESIDENT'], ['COURT_JUDGE']],
      instrument: 'DECISION',
      effect: 'BURDEN',
    }),
    transition('PUBLISH', {
      ...program,
      from: ['DECIDED'],
      to: 'PUBLISHED',
      instrument: 'DECISION',
      effect: 'PUBLISH',
    }),
    transition('REMOVE', {
      ...program,
      from: ['PUBLISHED'],
      to: 'REMOVED',
      events: ['PERFORMED', 'TERM_EXPIRED'],
      term: 'P-20-17',
      effect: 'REMOVE',
      rules: ['R20-85'],
    }),
    transition('RELIEVE', {
      from: ['PUBLISHED'],
      to: 'REMOVED',
      signers: [['COURT_PRESIDENT'], ['COURT_JUDGE']],
      instrument: 'RELIEF',
      effect: 'RELIEVE',
    }),
  ],
}

/** The machine with one transition changed. */
export function changed(name: string, change: Partial<Transition>): Machine {
  const transitions = MACHINE.transitions.map((one) => (one.name === name ? { ...one, ...change } : one))
  return { ...MACHINE, transitions }
}

const stepFields = {
  transition: string({ bytesMax: 48 }),
  digest: string({ bytesMax: 80 }),
  event: string({ bytesMax: 48 }),
}

/** Does what a module does whose records run under a machine; an empty text is left out. */
function deskModule(): Module {
  const asked = ({ transition: name, digest, event }: { transition: string; digest: string; event: string }) => ({
    machineId: MACHINE.machineId,
    subject: SUBJECT,
    transition: name,
    ...(digest === '' ? {} : { instrumentDigest: digest }),
    ...(event === '' ? {} : { event }),
  })
  return {
    name: 'desk',
    version: 1,
    errors: fixtureErrors,
    events: [],
    messages: [
      defineMessage({
        type: 'desk/Person',
        schema: object(stepFields),
        check: (ctx, message) => planStep(ctx, ports, asked(message)),
        execute: (ctx, _, plan) => takeStep(ctx, plan, { inputs: { situation: 4 } }),
      }),
      defineMessage({
        type: 'desk/Program',
        schema: object(stepFields),
        check: (ctx, message) => planProgramStep(ctx, ports, asked(message)),
        execute: (ctx, _, plan) => takeStep(ctx, plan, { inputs: { situation: 4 }, until: '2026-10-12' }),
      }),
    ],
    queries: [],
    invariants: [],
    migrations: [],
    initGenesis: () => undefined,
  }
}

export function agreementChain(): TestChain {
  return new TestChain({ modules: [agreementModule(ports), deskModule()] })
}

export const draftMessage = (machine: Machine = MACHINE): Message => ({ type: 'agreement/Draft', value: { machine } })

export function versioned(type: string, chain: TestChain, machine: Machine = MACHINE, extra = {}): Message {
  const { machineId, version } = machine
  return { type, value: { machineId, version, machineDigest: digestOf(chain.context(), machine), ...extra } }
}

export const reviewMessage = (chain: TestChain, machine: Machine = MACHINE): Message =>
  versioned('agreement/Review', chain, machine, { reportDigest: DIGEST })

export const suspendMessage = (suspended: boolean): Message => ({
  type: 'agreement/SetSuspension',
  value: { machineId: MACHINE.machineId, suspended, reason: 'INCIDENT' },
})

export function step(kind: 'Person' | 'Program', name: string, { digest = '', event = '' } = {}): Message {
  return { type: `desk/${kind}`, value: { transition: name, digest, event } }
}

export function done(chain: TestChain, message: Message, ...by: Parameters<TestChain['deliver']>[1]): DeliveredTx {
  const delivered = chain.deliver([message], by)
  if (delivered.code !== 0) throw new RangeError(`${message.type}: ${delivered.codespace}/${delivered.code}`)
  return delivered
}

/** A zone in which a version of the machine is in force. */
export function inForce(chain = agreementChain(), machine: Machine = MACHINE): TestChain {
  done(chain, draftMessage(machine), technician)
  done(chain, reviewMessage(chain, machine), judge)
  done(chain, versioned('agreement/Activate', chain, machine), president, deployer)
  return chain
}
