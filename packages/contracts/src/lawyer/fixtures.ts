import { integer, object, string } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { defineErrors, defineMessage, ensure } from '@xiezhi/kernel'
import type { CheckContext, Message, Module } from '@xiezhi/kernel'
import { TestChain, testSigner } from '@xiezhi/kernel/testing'
import type { TestSigner } from '@xiezhi/kernel/testing'
import { bundledLaw } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { scheduleRenewal } from './handlers/objection-term.ts'
import { raiseForeignObjection } from './handlers/raise-objection.ts'
import { lawyerModule } from './module.ts'
import type { LawyerActor, LawyerPorts, LawyerRole, StatusNotice } from './ports.ts'

/** Invented firms, persons and numbers; all are well formed. */
export const BEIJING_FIRM = '31110000MD0000016H'
export const SHANGHAI_FIRM = '31310000MD0000024R'
export const LICENCE = '11101201010123456'
export const MOVED_LICENCE = '13101201010123456'
export const LAWYER_ID = 'a1'.repeat(16)
export const SANCTION_ID = 'b2'.repeat(16)
export const OBJECTION_ID = 'c3'.repeat(16)
export const DIGEST = `sha256:${'0d'.repeat(32)}`

/** Refusals of the roles of this fixture. */
export const roleErrors = defineErrors('roles', {
  RoleMissing: [2, 'no signer holds the role'],
  SecondMissing: [3, 'a second person is missing'],
})

interface Person {
  readonly roles: readonly LawyerRole[]
  readonly jurisdictions: readonly string[]
}

const PERSONS: Readonly<Record<string, Person>> = {
  'department-1': { roles: ['JUSTICE_DEPARTMENT'], jurisdictions: ['11', '31'] },
  'department-2': { roles: ['JUSTICE_DEPARTMENT'], jurisdictions: ['11', '31'] },
  'bureau-1': { roles: ['JUSTICE_BUREAU'], jurisdictions: ['1101'] },
  'bureau-2': { roles: ['JUSTICE_BUREAU'], jurisdictions: ['1101'] },
  'elsewhere-1': { roles: ['JUSTICE_BUREAU', 'JUSTICE_DEPARTMENT', 'LAW_ASSOCIATION'], jurisdictions: ['44'] },
  'elsewhere-2': { roles: ['JUSTICE_BUREAU', 'JUSTICE_DEPARTMENT'], jurisdictions: ['44'] },
  association: { roles: ['LAW_ASSOCIATION'], jurisdictions: ['11'] },
  lawyer: { roles: ['LAWYER'], jurisdictions: [] },
  nobody: { roles: [], jurisdictions: [] },
}

const organisationOf = (officer: string): string => officer.replace(/-\d$/, '')
const signer = (officer: string, seed: number): TestSigner => testSigner(organisationOf(officer), officer, seed)

export const department = [signer('department-1', 1), signer('department-2', 2)] as const
export const bureau = [signer('bureau-1', 3), signer('bureau-2', 4)] as const
export const elsewhere = [signer('elsewhere-1', 5), signer('elsewhere-2', 6)] as const
export const association = signer('association', 7)
export const lawyerSelf = signer('lawyer', 8)
export const nobody = signer('nobody', 9)

export interface LawyerChain {
  readonly chain: TestChain
  /** Status events that were to be pushed. */
  readonly published: StatusNotice[]
}

/** The law in force, which a test may change, and the time at genesis. */
export interface LawOfTests {
  readonly law?: () => LawBook
  readonly startMs?: number
}

/** A justice zone with this module alone, and two firms. */
export function lawyerChain({ law = () => bundledLaw, startMs }: LawOfTests = {}): LawyerChain {
  const published: StatusNotice[] = []
  const ports: LawyerPorts = {
    requireRole: (ctx, role) => actorsWith(ctx, role)[0] ?? refuse(),
    requireTwoPersons: (ctx, first, second = first) => {
      const one = actorsWith(ctx, first)[0] ?? refuse()
      const other = actorsWith(ctx, second).find(({ personId }) => personId !== one.personId)
      ensure(other !== undefined, roleErrors.SecondMissing)
      return [one, other]
    },
    lawBook: law,
    noteAct: () => undefined,
    publish: (_, notice) => published.push(notice),
  }
  const chain = new TestChain({
    modules: [lawyerModule(ports), foreignModule(ports)],
    chainId: 'xz-justice-1',
    genesis: { lawyer: GENESIS },
    ...(startMs === undefined ? {} : { startMs }),
  })
  return { chain, published }
}

const text = string({ bytesMax: 80 })
const foreignSchema = object({
  client: text,
  organisation: text,
  role: text,
  objectionId: text,
  licenceNo: text,
  groundsDigest: text,
})

/** What the query port does with the objection of a court. */
function foreignModule(ports: LawyerPorts): Module {
  return {
    name: 'foreign',
    version: 1,
    errors: {},
    events: [],
    messages: [
      defineMessage({
        type: 'foreign/Raise',
        schema: foreignSchema,
        check: () => null,
        execute: (ctx, objection) => {
          raiseForeignObjection(ctx, ports, objection)
          return null
        },
      }),
      defineMessage({
        type: 'foreign/CalendarYear',
        schema: integer(),
        check: () => null,
        execute: (ctx, year) => {
          scheduleRenewal(ctx, year, ctx.block.decidedAtMs)
          return null
        },
      }),
    ],
    queries: [],
    invariants: [],
    migrations: [],
    initGenesis: () => undefined,
  }
}

export function foreignMessage(change: Change = {}): Message {
  const by = { client: '07-tendermint-0', organisation: 'court', role: 'COURT_JUDGE' }
  const value = { ...by, objectionId: OBJECTION_ID, licenceNo: LICENCE, groundsDigest: DIGEST, ...change }
  return { type: 'foreign/Raise', value }
}

/** The same, with one lawyer who has practised since 2010. */
export function withLawyer(options: LawOfTests = {}): LawyerChain {
  const made = lawyerChain(options)
  made.chain.deliver([grantMessage()], department)
  return made
}

const firm = (uscc: string, region: string): Json => ({
  uscc,
  firmName: region === '1101' ? '示例甲律师事务所' : '示例乙律师事务所',
  region,
  orgForm: 'PARTNERSHIP',
  periods: [{ status: 'NORMAL', from: '2005-01-01', to: null }],
})
const GENESIS: Json = { firms: [firm(BEIJING_FIRM, '1101'), firm(SHANGHAI_FIRM, '3101')] }

export const grantValue = {
  lawyerId: LAWYER_ID,
  licenceNo: LICENCE,
  firmUscc: BEIJING_FIRM,
  from: '2010-07-01',
  firstPracticeDate: '2010-07-01',
  commitments: [DIGEST],
  instrumentDigest: DIGEST,
}
export const suspensionValue = {
  sanctionId: SANCTION_ID,
  licenceNo: LICENCE,
  kind: 'SUSPENSION',
  offence: { on: '2026-01-05', article: 48, deserved: 'SUSPENSION' },
  decidedOn: '2026-03-01',
  from: '2026-03-01',
  months: 6,
  publicUntil: '2027-03-01',
  instrumentDigest: DIGEST,
}

type Change = Readonly<Record<string, Json>>
export function grantMessage(change: Change = {}): Message {
  return { type: 'lawyer/GrantLicence', value: { ...grantValue, ...change } }
}

export function sanctionMessage(change: Change = {}): Message {
  return { type: 'lawyer/SanctionLawyer', value: { ...suspensionValue, ...change } }
}

/** What the bureau would answer about the lawyer of this fixture. */
export function standing(chain: TestChain, asOf: string, change: Change = {}): Readonly<Record<string, Json>> {
  const question = { licenceNo: LICENCE, asOf, letterFirmUscc: BEIJING_FIRM, exception: 'NONE', ...change }
  return chain.query('lawyer/standing', question) as Readonly<Record<string, Json>>
}

function actorsWith(ctx: CheckContext, role: LawyerRole | readonly LawyerRole[]): LawyerActor[] {
  const wanted: readonly LawyerRole[] = typeof role === 'string' ? [role] : role
  return ctx.signers.flatMap(({ organisation, officer }) => {
    const person = PERSONS[officer]
    if (person?.roles.some((one) => wanted.includes(one)) !== true) return []
    return [{ organisation, officer, personId: officer, ...person }]
  })
}

function refuse(): never {
  ensure(false, roleErrors.RoleMissing)
}
