import type { Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Role } from '@xiezhi/contracts'
import { seededRandom, simulate, TestChain, testSigner } from '@xiezhi/kernel/testing'
import type { TestSigner, ValuePools } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { zoneGenesis, zoneModules } from './index.ts'
import type { ZoneKind } from './index.ts'

const SEED = Number(process.env['XIEZHI_SEED'] ?? 20_260_301)
const BLOCKS = Number(process.env['XIEZHI_SIMULATED_BLOCKS'] ?? 120)
const START_MS = 1_772_413_200_000

interface Officer {
  readonly signer: TestSigner
  readonly roles: readonly Role[]
}

const officer = (organisation: string, name: string, seed: number, ...roles: readonly Role[]): Officer => ({
  signer: testSigner(organisation, name, seed),
  roles,
})

const STAFF: Readonly<Record<ZoneKind, readonly Officer[]>> = {
  court: [
    officer('alliance', 'root-1', 1, 'ROOT_OFFICER', 'GOVERNANCE_OFFICER'),
    officer('alliance', 'root-2', 2, 'ROOT_OFFICER', 'GOVERNANCE_OFFICER'),
    officer('court', 'clerk', 3, 'COURT_FILING', 'COURT_CLERK'),
    officer('court', 'judge', 4, 'COURT_JUDGE'),
    officer('court', 'personnel', 5, 'COURT_PERSONNEL'),
    officer('court', 'trust-1', 6, 'TRUST_OFFICER', 'ORGANISATION_OFFICER'),
    officer('court', 'trust-2', 7, 'TRUST_OFFICER', 'ORGANISATION_OFFICER'),
  ],
  justice: [
    officer('alliance', 'root-1', 1, 'ROOT_OFFICER', 'GOVERNANCE_OFFICER'),
    officer('alliance', 'root-2', 2, 'ROOT_OFFICER', 'GOVERNANCE_OFFICER'),
    officer('justice', 'department-1', 13, 'JUSTICE_DEPARTMENT'),
    officer('justice', 'department-2', 14, 'JUSTICE_DEPARTMENT'),
    officer('justice', 'bureau-1', 15, 'JUSTICE_BUREAU', 'ORGANISATION_OFFICER'),
    officer('justice', 'bureau-2', 16, 'JUSTICE_BUREAU', 'ORGANISATION_OFFICER'),
    officer('justice', 'association', 17, 'LAW_ASSOCIATION'),
  ],
}

const digest = `sha256:${'0d'.repeat(32)}`
const ids = ['a1', 'b2', 'c3'].map((byte) => byte.repeat(16))
const dates = ['2020-01-01', '2025-12-31', '2026-03-02', '2026-03-31', '2026-06-01']
const idField = {
  caseRef: ids,
  agentId: ids,
  partyId: ids,
  lawyerId: ids,
  sanctionId: ids,
  objectionId: ids,
  hearingId: ids,
}
const dateFields = [
  'from',
  'on',
  'filedOn',
  'decidedOn',
  'enteredOn',
  'signedOn',
  'onDate',
  'closedOn',
  'leftOn',
  'firstPracticeDate',
  'validFrom',
  'effectiveFrom',
  'asOf',
]
const digestFields = [
  'instrumentDigest',
  'documentDigest',
  'commitment',
  'decisionDigest',
  'groundsDigest',
  'noticeDigest',
  'logCommitment',
  'licence',
  'firmLetter',
  'digest',
  'parameterVersion',
]

const pools: ValuePools = {
  ...idField,
  ...Object.fromEntries(dateFields.map((field) => [field, dates])),
  ...Object.fromEntries(digestFields.map((field) => [field, [digest]])),
  commitment: [digest],
  licenceNo: ['11101201010123456', '11101201010123457', '11101201511123458', '13101201010123456'],
  serial: ['123456', '123457', '123458'],
  uscc: ['31110000MD0000016H', '31310000MD0000024R'],
  firmUscc: ['31110000MD0000016H', '31310000MD0000024R'],
  letterFirmUscc: ['31110000MD0000016H', '31310000MD0000024R'],
  firmName: ['示例律师事务所'],
  region: ['1101', '3101'],
  courtCode: ['京0105'],
  caseNumber: ['（2026）京0105民初1号', '（2026）京0105民初2号'],
  organisation: ['court', 'justice', 'alliance', 'branch'],
  officer: ['clerk', 'judge', 'bureau-1', 'department-1', 'newcomer'],
  office: ['office', 'registry'],
  personId: ['person-0000001', 'person-0000002'],
  purpose: ['AGENT_VERIFICATION'],
  legalBasis: ['OPINIONS_ART_18'],
  year: [2025, 2024],
  months: [1, 6, 12],
  article: [47, 48, 49],
  resolution: ['DONE'],
  reason: ['示例'],
  zh: ['示例'],
  en: ['sample'],
  source: ['法发〔2022〕16号 18'],
  clientId: ['07-tendermint-0'],
  sourceClient: ['07-tendermint-0'],
  client: ['07-tendermint-0'],
  recordType: ['lawyerProfile', 'creditItem'],
  recordId: ids,
  reportDigest: [digest],
  headerHash: [digest],
  jurisdiction: ['', '11', '京'],
  validToMs: [START_MS + 86_400_000],
}

function zone(kind: ZoneKind, reversed: boolean): TestChain {
  const modules = [...zoneModules(kind)]
  if (reversed) modules.reverse()
  const own = kind === 'court' ? 'court' : 'justice'
  const roles = [...new Set(STAFF[kind].flatMap((entry) => entry.roles))].filter((role) => role !== 'ROOT_OFFICER')
  const genesis = zoneGenesis(kind, {
    crypto: nodeCrypto,
    validFromMs: START_MS,
    lawFrom: '2020-01-01',
    root: {
      organisation: 'alliance',
      zh: '示例联盟',
      en: 'sample alliance',
      roles: ['ROOT_OFFICER', 'GOVERNANCE_OFFICER'],
      jurisdictions: [''],
    },
    organisations: [{ organisation: own, zh: '示例机关', en: 'sample authority', roles, jurisdictions: [''] }],
    officers: STAFF[kind].map(({ signer, roles: held }, at) => ({
      organisation: signer.organisation,
      officer: signer.officer,
      personId: `person-${String(at).padStart(8, '0')}`,
      roles: held,
      key: signer.key,
    })),
    askers: ['court'],
    client: '07-tendermint-0',
  })
  return new TestChain({ modules, chainId: `xz-${kind}-1`, genesis, startMs: START_MS, crypto: nodeCrypto })
}

/** Each officer alone, and the two who share a role. */
function groupsOf(kind: ZoneKind): TestSigner[][] {
  const staff = STAFF[kind]
  const pairs = staff.flatMap((one, at) =>
    staff
      .slice(at + 1)
      .filter((other) => other.roles.some((role) => one.roles.includes(role)))
      .map((other) => [one.signer, other.signer]),
  )
  return [...staff.map(({ signer }) => [signer]), ...pairs, ...pairs]
}

/** Random proofs and headers prove nothing; interchain has its own tests with real ones. */
const leftOut = [
  'client/UpdateClient',
  'client/SubmitMisbehaviour',
  'packet/ReceivePacket',
  'packet/AcknowledgePacket',
  'packet/TimeoutPacket',
  'query/ProveSilence',
]

describe('simulator', () => {
  test.each(['court', 'justice'] as const)(
    '%s: invariants hold after every block, and two constructions agree',
    (kind) => {
      const report = simulate({
        chains: [zone(kind, false), zone(kind, true)],
        groups: groupsOf(kind),
        pools,
        random: seededRandom(SEED),
        blocks: BLOCKS,
        leftOut,
      })
      const kinds = Object.keys(report.refusals).length
      console.log(
        `simulated ${kind}: seed ${SEED}, ${report.transactions} transactions, ${report.executed} executed, ${kinds} kinds of refusal`,
      )

      expect(report.problems).toEqual([])
      expect(report.executed).toBeGreaterThan(5)
      expect(kinds).toBeGreaterThan(10)
    },
  )

  test('genesis refuses a module that the zone does not have', () => {
    const genesis: Readonly<Record<string, Json>> = { weather: {} }
    expect(() => new TestChain({ modules: zoneModules('court'), genesis })).toThrowError(/GenesisInvalid/)
  })
})
