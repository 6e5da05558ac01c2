import type { Json } from '@xiezhi/codec'
import { ContractError, defineErrors, defineMessage } from '@xiezhi/kernel'
import type { CheckContext, Message, Module, ValidatorPower } from '@xiezhi/kernel'
import { object, integer, string } from '@xiezhi/codec'
import { TestChain, testSigner } from '@xiezhi/kernel/testing'
import { bundledLaw } from '@xiezhi/law'
import { civilDateOf } from '../ids.ts'
import { raiseAlarm } from './api.ts'
import type { GovernanceGenesis } from './genesis.ts'
import { governanceModule } from './module.ts'
import type { GovernancePorts } from './ports.ts'

export const governorOne = testSigner('court', 'governor-one', 1)
export const governorTwo = testSigner('court', 'governor-two', 2)
export const trustOne = testSigner('court', 'trust-one', 3)
export const trustTwo = testSigner('court', 'trust-two', 4)
export const auditorOne = testSigner('court', 'auditor-one', 5)
export const auditorTwo = testSigner('court', 'auditor-two', 6)

/** Refusals of the port that stands for those who know who may act. */
export const portErrors = defineErrors('signers', {
  NotGovernors: [2, 'two governors have not signed'],
  NotTrustOfficers: [3, 'two trust officers have not signed'],
  RoleNotHeld: [4, 'no signer holds the role'],
})

/** Who is told apart by the start of the officer's id; `auditor-gone` has handed over to `auditor-two`. */
export function portsForTests(duties: Set<string>): GovernancePorts {
  const count = (ctx: CheckContext, start: string): number =>
    ctx.signers.filter(({ officer }) => officer.startsWith(start)).length
  return {
    baseLaw: bundledLaw,
    requireGovernors(ctx) {
      if (count(ctx, 'governor') < 2) throw new ContractError(portErrors.NotGovernors)
    },
    requireTrustOfficers(ctx) {
      if (count(ctx, 'trust') < 2) throw new ContractError(portErrors.NotTrustOfficers)
    },
    requireRole(ctx, role) {
      const holder = ctx.signers.find(({ officer }) => officer.toUpperCase().startsWith(role))
      if (holder === undefined) throw new ContractError(portErrors.RoleNotHeld)
      return holder
    },
    isRole: (text) => text === 'AUDITOR',
    responsibleFor: (_ctx, _organisation, officer) => (officer === 'auditor-gone' ? 'auditor-two' : officer),
    openDuty: (_ctx, _organisation, officer, { subject }) => void duties.add(`${officer}/${subject}`),
    closeDuty: (_ctx, _organisation, officer, { subject }) => void duties.delete(`${officer}/${subject}`),
    noteAct: () => undefined,
    calendarYearFrom: (_ctx, year, atMs) => void duties.add(`calendar ${year} from ${civilDateOf(atMs)}`),
  }
}

/** Raises alarms as a domain module does. */
const alarming: Module = {
  name: 'alarming',
  version: 1,
  errors: {},
  events: [],
  queries: [],
  invariants: [],
  migrations: [],
  initGenesis: () => undefined,
  messages: [
    defineMessage({
      type: 'alarming/Raise',
      schema: object({ alarmId: string({ bytesMax: 64 }), owner: string({ bytesMax: 32 }), dueAtMs: integer() }),
      check: () => null,
      execute: (ctx, alarm) => {
        raiseAlarm(ctx, { ...alarm, kind: 'VOLUME_WITHOUT_CASE', subject: 'client-1' })
        return null
      },
    }),
  ],
}

export interface Governed {
  readonly chain: TestChain
  /** Open duties, as `<officer>/<subject>`. */
  readonly duties: ReadonlySet<string>
}

export function governed(genesis: GovernanceGenesis | null = null, beginning?: readonly ValidatorPower[]): Governed {
  const duties = new Set<string>()
  const governance = governanceModule(portsForTests(duties))
  const modules = [{ ...governance, errors: { ...governance.errors, ...portErrors } }, alarming]
  const validators = beginning === undefined ? {} : { beginning }
  const chain = new TestChain({ modules, genesis: { governance: genesis }, ...validators })
  // The first block notes with whom the zone began.
  if (beginning !== undefined) chain.block([])
  return { chain, duties }
}

export function message(type: string, value: object): Message {
  return { type: `governance/${type}`, value: value as Json }
}

export function raise(alarmId: string, dueAtMs: number, owner = 'AUDITOR'): Message {
  return { type: 'alarming/Raise', value: { alarmId, owner, dueAtMs } }
}

export const DIGEST = `sha256:${'ab'.repeat(32)}`
/** The day of the first block of a test chain. */
export const TODAY = '2026-03-02'
export const TOMORROW = '2026-03-03'
export const YESTERDAY = '2026-03-01'

/** A key of a validator, by a digit. */
export const validatorKeyOf = (digit: number): string => String(digit).repeat(64)
/** Validators of equal power, keys 1 to `count`. */
export const equalValidators = (count: number, power = 10): ValidatorPower[] =>
  Array.from({ length: count }, (_, at) => ({ publicKey: validatorKeyOf(at + 1), power }))
