import type { Json } from '@xiezhi/codec'
import type { AnyMessage, Message, Module } from '@xiezhi/kernel'
import { TestChain, testSigner } from '@xiezhi/kernel/testing'
import type { TestSigner } from '@xiezhi/kernel/testing'
import type { AuthorityGenesis } from './genesis.ts'
import { authorityModule } from './module.ts'
import { ROLES } from './state.ts'
import type { Grant, Role } from './state.ts'

/** Everything, everywhere, from the beginning. */
export function grant(change: Partial<Grant> = {}): Grant {
  return {
    roles: ROLES,
    recordTypes: ['*'],
    orderTypes: ['*'],
    jurisdictions: [''],
    validFromMs: 0,
    validToMs: null,
    ...change,
  }
}

export const ROOT = 'spc'
export const BUREAU = 'bureau-11'
export const COURT = 'court-0105'

/** Two administrators of the root and of the bureau, a judge, a clerk, a relayer; `rootThree` can stand in. */
export const rootOne = testSigner(ROOT, 'root-one', 1)
export const rootTwo = testSigner(ROOT, 'root-two', 2)
export const rootThree = testSigner(ROOT, 'root-three', 3)
export const bureauOne = testSigner(BUREAU, 'bureau-one', 4)
export const bureauTwo = testSigner(BUREAU, 'bureau-two', 5)
export const judge = testSigner(COURT, 'judge', 6)
export const clerk = testSigner(COURT, 'clerk', 7)
/** A second office of the natural person who is the judge. */
export const judgeElsewhere = testSigner(COURT, 'judge-elsewhere', 8)
export const relayer = testSigner(COURT, 'relayer', 9)
export const stranger = testSigner(COURT, 'stranger', 10)

const ADMIN: readonly Role[] = ['ROOT_OFFICER', 'ORGANISATION_OFFICER', 'TRUST_OFFICER', 'GOVERNANCE_OFFICER']
const BUREAU_ROLES: readonly Role[] = ['ORGANISATION_OFFICER', 'JUSTICE_BUREAU', 'AUDITOR', 'LAWYER']

const staff: readonly (readonly [signer: TestSigner, personId: string, change: Partial<Grant>])[] = [
  [rootOne, 'person-0001', { roles: ADMIN }],
  [rootTwo, 'person-0002', { roles: ADMIN }],
  [rootThree, 'person-0003', { roles: ADMIN }],
  [bureauOne, 'person-0004', { roles: BUREAU_ROLES, jurisdictions: ['11'] }],
  [bureauTwo, 'person-0005', { roles: BUREAU_ROLES, jurisdictions: ['1101'] }],
  [judge, 'person-0006', { roles: ['COURT_JUDGE', 'COURT_PRESIDENT'] }],
  [clerk, 'person-0007', { roles: ['COURT_CLERK'] }],
  [judgeElsewhere, 'person-0006', { roles: ['COURT_FILING'] }],
  [relayer, 'service-0001', { roles: ['RELAYER'] }],
]

export function genesis(): AuthorityGenesis {
  const bureauGrant = grant({
    roles: BUREAU_ROLES,
    jurisdictions: ['110000'],
    recordTypes: ['lawyerCredential', 'lawFirm'],
  })
  return {
    organisations: [
      { organisation: ROOT, parent: null, zh: '联盟', en: 'Alliance', grant: grant() },
      { organisation: BUREAU, parent: ROOT, zh: '司法局', en: 'Bureau of justice', grant: bureauGrant },
      { organisation: COURT, parent: ROOT, zh: '人民法院', en: 'Court', grant: grant() },
    ],
    offices: [
      { organisation: ROOT, office: 'main', zh: '办公室', en: 'Office', grant: grant() },
      { organisation: BUREAU, office: 'main', zh: '律师处', en: 'Lawyers', grant: bureauGrant },
      { organisation: COURT, office: 'main', zh: '立案庭', en: 'Filing', grant: grant() },
    ],
    officers: staff.map(([signer, personId, change]) => ({
      organisation: signer.organisation,
      office: 'main',
      officer: signer.officer,
      personId,
      grant: signer.organisation === BUREAU ? { ...bureauGrant, ...change } : grant(change),
      keys: [signer.key],
    })),
  }
}

/** A chain with the authority module, those given, and the staff above. */
export function authorityChain(
  more: readonly Module[] = [],
  moreGenesis: Readonly<Record<string, Json>> = {},
): TestChain {
  const modules: Module[] = []
  const messageOf = (type: string): AnyMessage | undefined =>
    modules.flatMap(({ messages }) => messages).find((message) => message.type === type)
  modules.push(authorityModule({ messageOf }), ...more)
  return new TestChain({ modules, genesis: { authority: genesis(), ...moreGenesis } })
}

export function message(type: string, value: Json | object): Message {
  return { type: `authority/${type}`, value: value as Json }
}
