import type { Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { seededRandom, simulate, TestChain } from '@xiezhi/kernel/testing'
import type { Generator, ValuePools } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { zoneModules } from './index.ts'
import type { ZoneKind } from './index.ts'
import { courtGenerators } from './testing/court-generators.ts'
import { depositGenerators } from './testing/deposit-generators.ts'
import { enforcementGenerators, haltGenerators } from './testing/enforcement-generators.ts'
import { justiceGenerators } from './testing/justice-generators.ts'
import { governanceGenerators } from './testing/governance-generators.ts'
import { groupsOf, START_MS, testZone } from './testing/test-zone.ts'

/** A part of the acts is spoiled or random on purpose. */
const EXECUTED_SHARE_MIN = 0.3
const TEST_MS = 600_000
const SEED = Number(process.env['XIEZHI_SEED'] ?? 20_260_301)
const BLOCKS = Number(process.env['XIEZHI_SIMULATED_BLOCKS'] ?? 260)

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
  depositId: ids,
  supersedes: ids,
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

/** Random proofs and headers prove nothing; interchain has its own tests with real ones. */
const leftOut = [
  'client/UpdateClient',
  'client/SubmitMisbehaviour',
  'packet/ReceivePacket',
  'packet/AcknowledgePacket',
  'packet/TimeoutPacket',
  'query/ProveSilence',
  'order/ProveSilence',
  'order/ProveRungs',
]

/** Message types that the generators must have brought to execution. */
const EXECUTED: Readonly<Record<ZoneKind, readonly string[]>> = {
  court: [
    'case/OpenCase',
    'case/AddParty',
    'case/EnterAgent',
    'case/DecideConflict',
    'case/CompleteTask',
    'case/RecordAct',
    'deposit/DepositFile',
    'deposit/OrderSource',
    'deposit/DecideAuthenticity',
    'enforcement/Open',
    'enforcement/Restate',
    'enforcement/RecordPerformance',
    'enforcement/SetStay',
    'enforcement/Close',
    'query/RecordOfflineFallback',
    'query/RatifyOfflineFallback',
    'governance/SetParameter',
    'authority/OpenOffice',
  ],
  justice: [
    'lawyer/RegisterFirm',
    'lawyer/GrantLicence',
    'lawyer/ImportLawyers',
    'lawyer/SanctionLawyer',
    'lawyer/StartTransfer',
    'lawyer/RaiseObjection',
    'registry/RecordVersion',
    'governance/SetParameter',
    'authority/OpenOffice',
  ],
  institution: ['order/SetHalt', 'governance/SetParameter', 'authority/OpenOffice'],
}

const generators: Readonly<Record<ZoneKind, readonly Generator[]>> = {
  court: [
    ...courtGenerators,
    ...depositGenerators,
    // Twice: an enforcement case goes through more acts than the others.
    ...enforcementGenerators,
    ...enforcementGenerators,
    ...governanceGenerators('court'),
  ],
  justice: [...justiceGenerators, ...governanceGenerators('justice')],
  institution: [...haltGenerators, ...governanceGenerators('institution')],
}

describe('simulator', () => {
  test.each(['court', 'justice', 'institution'] as const)(
    '%s: invariants hold after every block, and two constructions agree',
    (kind) => {
      const report = simulate({
        chains: [testZone(nodeCrypto, kind), testZone(nodeCrypto, kind, true)],
        groups: groupsOf(kind),
        pools,
        generators: generators[kind],
        random: seededRandom(SEED),
        blocks: BLOCKS,
        leftOut,
      })
      const { transactions, executed, executedTypes, refusals, problems } = report

      expect({ seed: SEED, problems }).toEqual({ seed: SEED, problems: [] })
      expect({
        seed: SEED,
        share: executed / transactions >= EXECUTED_SHARE_MIN,
        executed,
        transactions,
      }).toMatchObject({
        share: true,
      })
      expect({ seed: SEED, missing: EXECUTED[kind].filter((type) => executedTypes[type] === undefined) }).toEqual({
        seed: SEED,
        missing: [],
      })
      expect(Object.keys(refusals).length).toBeGreaterThan(10)
    },
    TEST_MS,
  )

  test('genesis refuses a module that the zone does not have', () => {
    const genesis: Readonly<Record<string, Json>> = { weather: {} }
    expect(() => new TestChain({ modules: zoneModules('court'), genesis })).toThrowError(/GenesisInvalid/)
  })
})
