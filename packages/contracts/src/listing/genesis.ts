import { literal } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'
import { EVENTS_OF_DELETION } from '@xiezhi/law'

/** Lists begin with the zone: there is nothing to bring. */
export function initGenesis(_: TxContext, genesis: Json): void {
  literal(null).parse(genesis)
}

/** What an effect of these lists needs, whatever a machine says (rulebook 2.10). */
export const LISTING_EFFECTS = {
  LIST: { needs: 'DECISION', burdens: true },
  PUBLISH: { needs: 'INSTRUMENT', burdens: true },
  EXTEND: { needs: 'DECISION', burdens: true },
  LIFT_TEMPORARILY: { needs: 'DECISION', burdens: false },
  EXCEPT: { needs: 'INSTRUMENT', burdens: false },
  CORRECT: { needs: 'DECISION', burdens: false },
  DELETE: { needs: 'GROUND', burdens: false },
  LIFT: { needs: 'DECISION', burdens: false },
  GRACE: { needs: 'INSTRUMENT', burdens: false },
  RELIEVE: { needs: 'DECISION', burdens: false },
} as const

const TWO = [['COURT_PRESIDENT'], ['COURT_JUDGE']]
const OPEN = ['DECIDED', 'SERVED', 'PUBLISHED', 'SUSPENDED', 'RESTRUCTURING']
const SHARED = ['PUBLISHED', 'SUSPENDED', 'RESTRUCTURING']

interface Part {
  readonly name: string
  readonly from: string[]
  readonly to: string
  readonly rules: string[]
  readonly signers?: string[][]
  readonly instrument?: string
  readonly events?: string[]
  readonly term?: string
  readonly effect?: string
}

const transition = (by: 'PERSON' | 'PROGRAM', part: Part) => ({
  name: part.name,
  from: part.from,
  to: part.to,
  by,
  signers: part.signers ?? [],
  instrument: part.instrument ?? null,
  events: part.events ?? [],
  term: part.term ?? null,
  effect: part.effect ?? null,
  rules: part.rules,
})
const person = (part: Part) => transition('PERSON', part)
const program = (part: Part) => transition('PROGRAM', part)

/** What spares the person, for both lists (R20-84, R26-05, R26-06). */
const RELIEF = [
  person({
    name: 'GRANT_GRACE',
    from: ['DRAFT'],
    to: 'GRACE_PERIOD',
    signers: [['COURT_JUDGE']],
    instrument: 'GRACE_DECISION',
    term: 'P-20-20.max',
    effect: 'GRACE',
    rules: ['R20-84'],
  }),
  person({
    name: 'REPAIR',
    from: SHARED,
    to: 'REPAIRED',
    signers: TWO,
    instrument: 'REPAIR_DECISION',
    term: 'PX-R26-05.decide',
    effect: 'DELETE',
    rules: ['R26-05'],
  }),
  person({
    name: 'BEGIN_RESTRUCTURING',
    from: ['PUBLISHED'],
    to: 'RESTRUCTURING',
    signers: TWO,
    instrument: 'RESTRUCTURING_DECISION',
    effect: 'RELIEVE',
    rules: ['R26-05', 'R26-06'],
  }),
  person({
    name: 'END_RESTRUCTURING',
    from: ['RESTRUCTURING'],
    to: 'PUBLISHED',
    signers: TWO,
    instrument: 'RESTRUCTURING_END_DECISION',
    effect: 'PUBLISH',
    rules: ['R26-06'],
  }),
]

const common = (instrument: string) => [
  person({
    name: 'RECORD_SERVICE',
    from: ['DECIDED'],
    to: 'SERVED',
    signers: [['COURT_ENFORCER', 'COURT_CLERK']],
    rules: ['R20-83'],
  }),
  program({ name: 'PUBLISH', from: ['SERVED'], to: 'PUBLISHED', instrument, effect: 'PUBLISH', rules: ['T20-20'] }),
  person({
    name: 'LIFT_TEMPORARILY',
    from: ['PUBLISHED'],
    to: 'SUSPENDED',
    signers: TWO,
    instrument: 'TEMPORARY_LIFT_DECISION',
    term: 'P-20-19',
    effect: 'LIFT_TEMPORARILY',
    rules: ['R20-84'],
  }),
  program({ name: 'RESUME', from: ['SUSPENDED'], to: 'PUBLISHED', instrument, effect: 'PUBLISH', rules: ['R20-84'] }),
  person({
    name: 'CORRECT',
    from: ['PUBLISHED'],
    to: 'PUBLISHED',
    signers: TWO,
    instrument: 'CORRECTION_DECISION',
    term: 'P-20-18.fix',
    effect: 'CORRECT',
    rules: ['R20-88'],
  }),
  ...RELIEF,
  person({
    name: 'WITHDRAW',
    from: [...OPEN, ...(instrument === 'LISTING_DECISION' ? ['DELETION_DUE'] : [])],
    to: 'WITHDRAWN',
    signers: TWO,
    instrument: 'WITHDRAWAL_DECISION',
    term: 'P-20-18.fix',
    effect: 'DELETE',
    rules: ['R20-88', 'X-70'],
  }),
]

/** The list of dishonest debtors (失信被执行人名单; 法释〔2017〕7号): states and steps for review by lawyers. */
const DISHONEST_LIST = {
  machineId: 'dishonest-list',
  version: 1,
  zh: '失信被执行人名单',
  en: 'list of dishonest debtors',
  statute: '法释〔2017〕7号；法发〔2019〕35号',
  initial: 'DRAFT',
  states: [
    { name: 'DRAFT', human: false },
    { name: 'GRACE_PERIOD', human: true },
    { name: 'DECIDED', human: true },
    { name: 'SERVED', human: true },
    { name: 'PUBLISHED', human: false },
    { name: 'SUSPENDED', human: true },
    { name: 'RESTRUCTURING', human: true },
    { name: 'REPAIRED', human: true },
    { name: 'DELETION_DUE', human: false },
    { name: 'DELETED', human: false },
    { name: 'EARLY_DELETED', human: true },
    { name: 'WITHDRAWN', human: true },
  ],
  transitions: [
    person({
      name: 'DECIDE',
      from: ['DRAFT', 'GRACE_PERIOD'],
      to: 'DECIDED',
      signers: TWO,
      instrument: 'LISTING_DECISION',
      term: 'P-20-16.base',
      effect: 'LIST',
      rules: ['R20-80', 'R20-81', 'R20-82', 'R20-83'],
    }),
    ...common('LISTING_DECISION'),
    person({
      name: 'EXTEND',
      from: ['PUBLISHED'],
      to: 'PUBLISHED',
      signers: TWO,
      instrument: 'EXTENSION_DECISION',
      term: 'P-20-16.extensionMax',
      effect: 'EXTEND',
      rules: ['R20-81'],
    }),
    person({
      name: 'RECORD_EVENT',
      from: OPEN,
      to: 'DELETION_DUE',
      signers: [['COURT_ENFORCER', 'COURT_JUDGE']],
      events: [...EVENTS_OF_DELETION],
      term: 'P-20-17',
      rules: ['R20-85', 'R20-86'],
    }),
    program({
      name: 'END_TERM',
      from: OPEN,
      to: 'DELETION_DUE',
      events: ['TERM_EXPIRED'],
      term: 'P-20-17',
      rules: ['R20-86', 'T20-23'],
    }),
    program({
      name: 'DELETE',
      from: ['DELETION_DUE'],
      to: 'DELETED',
      events: [...EVENTS_OF_DELETION],
      effect: 'DELETE',
      rules: ['R20-85', 'T20-21'],
    }),
    person({
      name: 'DELETE_BY_HAND',
      from: ['DELETION_DUE'],
      to: 'DELETED',
      signers: [['COURT_ENFORCER', 'COURT_JUDGE']],
      events: [...EVENTS_OF_DELETION],
      effect: 'DELETE',
      rules: ['R20-85', 'T20-21'],
    }),
    person({
      name: 'DELETE_EARLY',
      from: OPEN,
      to: 'EARLY_DELETED',
      signers: TWO,
      instrument: 'EARLY_DELETION_DECISION',
      effect: 'DELETE',
      rules: ['R20-81', 'R20-86', 'O-07'],
    }),
  ],
}

/** Limits of consumption (限制消费; 法释〔2015〕17号). They end by decision only. */
const CONSUMPTION_RESTRICTION = {
  machineId: 'consumption-restriction',
  version: 1,
  zh: '限制消费',
  en: 'limits of consumption',
  statute: '法释〔2015〕17号；法发〔2019〕35号',
  initial: 'DRAFT',
  states: [
    { name: 'DRAFT', human: false },
    { name: 'GRACE_PERIOD', human: true },
    { name: 'DECIDED', human: true },
    { name: 'SERVED', human: true },
    { name: 'PUBLISHED', human: false },
    { name: 'SUSPENDED', human: true },
    { name: 'RESTRUCTURING', human: true },
    { name: 'REPAIRED', human: true },
    { name: 'LIFTED', human: true },
    { name: 'WITHDRAWN', human: true },
  ],
  transitions: [
    person({
      name: 'DECIDE',
      from: ['DRAFT', 'GRACE_PERIOD'],
      to: 'DECIDED',
      signers: TWO,
      instrument: 'CONSUMPTION_ORDER',
      effect: 'LIST',
      rules: ['R20-89', 'R20-90'],
    }),
    ...common('CONSUMPTION_ORDER'),
    person({
      name: 'GRANT_EXCEPTION',
      from: ['PUBLISHED'],
      to: 'PUBLISHED',
      signers: [['COURT_JUDGE']],
      instrument: 'EXCEPTION_DECISION',
      effect: 'EXCEPT',
      rules: ['R20-90'],
    }),
    person({
      name: 'LIFT',
      from: OPEN,
      to: 'LIFTED',
      signers: TWO,
      instrument: 'LIFT_DECISION',
      events: ['PERFORMED', 'SECURITY_SUFFICIENT', 'APPLICANT_CONSENT', 'REPRESENTATIVE_CHANGED'],
      effect: 'LIFT',
      rules: ['R20-91'],
    }),
  ],
}

/** Machines with which a court zone begins. */
export const LISTING_MACHINES = [DISHONEST_LIST, CONSUMPTION_RESTRICTION]
