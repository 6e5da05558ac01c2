import type { Json } from '@xiezhi/codec'
import { defineErrors, ensure } from '@xiezhi/kernel'
import type { CheckContext, Message, ReadContext } from '@xiezhi/kernel'
import { TestChain, testSigner } from '@xiezhi/kernel/testing'
import type { DeliveredTx, TestSigner } from '@xiezhi/kernel/testing'
import { bundledLaw } from '@xiezhi/law'
import { startOfCivilDateMs } from '../ids.ts'
import { PERSONAL_MACHINES } from './genesis.ts'
import { personalModule } from './module.ts'
import type { PersonalActor, PersonalPorts, PlannedStep, StepAsked } from './ports.ts'
import { personalMeasures } from './state.ts'
import type { PersonalMeasure } from './state.ts'

export const MEASURE = 'f1'.repeat(16)
export const CASE = 'a1'.repeat(16)
export const OTHER_CASE = 'a2'.repeat(16)
export const PERFORMED_CASE = 'a3'.repeat(16)
export const SUBJECT = `sha256:${'5b'.repeat(32)}`
export const DIGEST = `sha256:${'0d'.repeat(32)}`
/** The first day of a chain here: a working Monday. */
export const TODAY = '2026-03-02'

export const fixtureErrors = defineErrors('fixture', {
  RoleMissing: [2, 'no signer holds the role'],
  StepRefused: [3, 'the machine does not allow the step'],
})

const ROLES: Readonly<Record<string, readonly string[]>> = {
  president: ['COURT_PRESIDENT'],
  judge: ['COURT_JUDGE'],
  enforcer: ['COURT_ENFORCER'],
  clerk: ['COURT_CLERK'],
  tech: ['COURT_TECH'],
}
export const president = testSigner('court-x', 'president', 1)
export const judge = testSigner('court-x', 'judge', 2)
export const enforcer = testSigner('court-x', 'enforcer', 3)
export const clerk = testSigner('court-x', 'clerk', 4)
export const tech = testSigner('court-x', 'tech', 5)
export const otherPresident = testSigner('court-y', 'president', 6)
export const otherJudge = testSigner('court-y', 'judge', 7)
export const judgeAbove = testSigner('high-court', 'judge', 8)
export const LEADERS = [president, judge]

function requireRole(ctx: CheckContext, role: string | readonly string[]): PersonalActor {
  const wanted: readonly string[] = typeof role === 'string' ? [role] : role
  const found = ctx.signers.find(({ officer }) => ROLES[officer]?.some((held) => wanted.includes(held)))
  ensure(found !== undefined, fixtureErrors.RoleMissing, { role: wanted.join(' ') })
  return found
}

/** A step that the machine with which a court zone begins allows in the state of the measure, by those who have to sign. */
function planned(
  ctx: ReadContext,
  { subject, transition, event }: StepAsked,
  requireSigner: (roles: readonly string[]) => PersonalActor,
): PlannedStep {
  const [machine] = PERSONAL_MACHINES
  const state = personalMeasures(ctx.store).get(subject)?.state ?? machine?.initial ?? ''
  const found = machine?.transitions.find(({ name, from }) => name === transition && from.includes(state))
  const isMet = event === undefined || found?.events.includes(event)
  ensure(found !== undefined && isMet === true, fixtureErrors.StepRefused, { transition, state })
  return { actors: found.signers.map(requireSigner), take: () => found.to }
}

const nobody = (): never => {
  throw new RangeError('a program has no signer')
}

const ports: PersonalPorts = {
  requireRole,
  noteAct: () => undefined,
  lawBook: () => bundledLaw,
  planStep: (ctx, asked) => planned(ctx, asked, (roles) => requireRole(ctx, roles)),
  planProgramStep: (ctx, asked) => planned(ctx, asked, nobody),
  debtOf: (_, caseRef) =>
    caseRef === OTHER_CASE ? undefined : { organisation: 'court-x', isUnperformed: caseRef !== PERFORMED_CASE },
  isAbove: (_, above) => above === 'high-court',
}

/** The module at a court, under the machine with which a court zone begins. */
export function court(): TestChain {
  return new TestChain({
    modules: [personalModule(ports)],
    startMs: startOfCivilDateMs(TODAY),
  })
}

export function done(chain: TestChain, message: Message, by: readonly TestSigner[]): DeliveredTx {
  const delivered = chain.deliver([message], by)
  if (delivered.code !== 0) {
    const name = chain.app.modules.explain(delivered.codespace, delivered.code)?.name
    throw new RangeError(`${message.type}: ${delivered.codespace}/${name} ${JSON.stringify(delivered.facts)}`)
  }
  return delivered
}

type Change = Readonly<Record<string, Json>>

/** A fine of 10,000 yuan of a natural person who reported no property. */
export function decideMessage(change: Change = {}): Message {
  const value = {
    measureId: MEASURE,
    kind: 'FINE',
    caseRef: CASE,
    subject: SUBJECT,
    subjectKind: 'NATURAL',
    subjectRole: 'DEBTOR',
    conduct: { kind: 'NO_PROPERTY_REPORT', on: '2026-02-20' },
    amountCents: 1_000_000,
    days: null,
    decidedOn: TODAY,
    decisionDigest: DIGEST,
  }
  return { type: 'personal/Decide', value: { ...value, ...change } }
}

/** As changes of the decision. */
export const DETENTION: Change = { kind: 'DETENTION', amountCents: null, days: 15 }
export const EXIT: Change = { kind: 'EXIT_RESTRICTION', conduct: null, amountCents: null, days: null }

export function about(type: string, change: Change = {}): Message {
  return { type: `personal/${type}`, value: { measureId: MEASURE, ...change } }
}
export const serviceMessage = (servedOn = TODAY): Message =>
  about('RecordService', { servedOn, evidenceDigest: DIGEST })
export const carryOutMessage = (on = TODAY): Message => about('CarryOut', { on, evidenceDigest: DIGEST })

/** Decided and served. */
export function served(change: Change = {}): TestChain {
  const chain = court()
  done(chain, decideMessage(change), LEADERS)
  done(chain, serviceMessage(), [enforcer])
  return chain
}

/** Makes a block at the first instant of a day in Asia/Shanghai. */
export function moveTo(chain: TestChain, day: string): void {
  chain.nowMs = startOfCivilDateMs(day)
  chain.block([])
}

export function measureIn(chain: TestChain, measureId = MEASURE): PersonalMeasure | undefined {
  return personalMeasures(chain.store).get(measureId)
}
