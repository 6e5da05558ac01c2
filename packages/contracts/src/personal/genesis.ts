import { literal } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'
import { LIFT_GROUNDS } from './state.ts'

/** Nothing to bring. */
export function initGenesis(_: TxContext, genesis: Json): void {
  literal(null).parse(genesis)
}

/** What an effect of these measures needs, whatever a machine says (rulebook 2.10). */
export const PERSONAL_EFFECTS = {
  PUNISH: { needs: 'DECISION', burdens: true },
  CARRY_OUT: { needs: 'GROUND', burdens: true },
  RELEASE: { needs: 'DECISION', burdens: false },
  REVOKE: { needs: 'INSTRUMENT', burdens: false },
} as const

const TWO = [['COURT_PRESIDENT'], ['COURT_JUDGE']]
const none = { signers: [] as string[][], instrument: null, events: [] as string[], term: null, effect: null }

/** Fines, detention and exit restriction (罚款、拘留、限制出境; 民诉法 118, 119; 执行程序解释 23 to 25). */
const PERSONAL_MEASURE = {
  machineId: 'personal-measure',
  version: 1,
  zh: '罚款、拘留、限制出境',
  en: 'fines, detention and exit restriction',
  statute: '民诉法118、119；民诉解释183-185；执行程序解释23-25',
  initial: 'DRAFT',
  states: [
    { name: 'DRAFT', human: false },
    { name: 'DECIDED', human: true },
    { name: 'SERVED', human: true },
    { name: 'CARRIED_OUT', human: true },
    { name: 'ENDED', human: false },
    { name: 'LIFTED', human: true },
    { name: 'REVOKED', human: true },
  ],
  transitions: [
    {
      ...none,
      name: 'DECIDE',
      from: ['DRAFT'],
      to: 'DECIDED',
      by: 'PERSON' as const,
      signers: TWO,
      instrument: 'PERSONAL_MEASURE_DECISION',
      effect: 'PUNISH',
      rules: ['R20-94', 'R20-95'],
    },
    {
      ...none,
      name: 'RECORD_SERVICE',
      from: ['DECIDED'],
      to: 'SERVED',
      by: 'PERSON' as const,
      signers: [['COURT_ENFORCER', 'COURT_CLERK']],
      term: 'PX-R20-94.reconsider',
      rules: ['R20-94'],
    },
    {
      ...none,
      name: 'CARRY_OUT',
      from: ['SERVED'],
      to: 'CARRIED_OUT',
      by: 'PERSON' as const,
      signers: [['COURT_ENFORCER']],
      events: ['PAID', 'TAKEN_INTO_DETENTION', 'BORDER_NOTIFIED'],
      effect: 'CARRY_OUT',
      rules: ['R20-94', 'R20-95'],
    },
    {
      ...none,
      name: 'END',
      from: ['CARRIED_OUT'],
      to: 'ENDED',
      by: 'PROGRAM' as const,
      events: ['DAYS_SERVED'],
      term: 'PX-R20-94.detention',
      rules: ['R20-94'],
    },
    {
      ...none,
      name: 'LIFT',
      from: ['DECIDED', 'SERVED', 'CARRIED_OUT'],
      to: 'LIFTED',
      by: 'PERSON' as const,
      signers: TWO,
      instrument: 'LIFT_DECISION',
      events: [...LIFT_GROUNDS],
      effect: 'RELEASE',
      rules: ['R20-94', 'R20-95'],
    },
    {
      ...none,
      name: 'REVOKE',
      from: ['SERVED', 'CARRIED_OUT', 'ENDED'],
      to: 'REVOKED',
      by: 'PERSON' as const,
      signers: [['COURT_JUDGE']],
      instrument: 'RECONSIDERATION_DECISION',
      effect: 'REVOKE',
      rules: ['R20-94'],
    },
  ],
}

/** With which a court zone begins. */
export const PERSONAL_MACHINES = [PERSONAL_MEASURE]
