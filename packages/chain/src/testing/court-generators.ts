import { caseState, queryState } from '@xiezhi/contracts'
import type { Generator, SeededRandom, TestChain } from '@xiezhi/kernel/testing'
import { acting, day, DIGEST, entryOf, oneOf, randomId } from './generator.ts'
import type { Values } from './generator.ts'

const COURT = '京0105'
const FIRMS = ['31110000MD0000016H', '31310000MD0000024R']
const CLERK = ['clerk']
const JUDGE = ['judge']
const PERSONNEL = ['personnel']

const licence = (random: SeededRandom): string =>
  `1110120${random.pick(['10', '15'])}10${100_000 + random.below(40)}`.slice(0, 17)
const serialOf = (random: SeededRandom): string => String(100_000 + random.below(40))

function openCase({ store }: TestChain, random: SeededRandom): string | undefined {
  return entryOf(random, caseState.cases(store), ({ state }) => state === 'OPEN')?.value.caseRef
}

interface RunningAgent {
  readonly caseRef: string
  readonly agent: caseState.Agent
}

/** An agent of an open case whose powers have not ended. */
function runningAgent(
  { store }: TestChain,
  random: SeededRandom,
  fits: (agent: caseState.Agent) => boolean = () => true,
): RunningAgent | undefined {
  const found = entryOf(
    random,
    caseState.agents(store),
    (agent, [caseRef = '']) =>
      agent.endedOn === null && caseState.cases(store).get(caseRef)?.state === 'OPEN' && fits(agent),
  )
  return found === undefined ? undefined : { caseRef: found.id[0] ?? '', agent: found.value }
}

function enterValue(chain: TestChain, random: SeededRandom): Values | undefined {
  const party = entryOf(
    random,
    caseState.parties(chain.store),
    (_, [caseRef = '']) => caseState.cases(chain.store).get(caseRef)?.state === 'OPEN',
  )
  if (party === undefined) return undefined
  return {
    caseRef: party.id[0] ?? '',
    agentId: randomId(random),
    partyId: party.value.partyId,
    role: random.pick(['AGENT', 'AGENT', 'DEFENDER']),
    licenceNo: licence(random),
    letterFirmUscc: random.pick(FIRMS),
    exception: random.pick(['NONE', 'NONE', 'CLOSE_RELATIVE']),
    powers: {
      specialPowers: random.pick([[], ['SETTLE'], ['SETTLE', 'APPEAL']]),
      stage: 'FIRST_INSTANCE',
      signedOn: day(chain, -1),
      expiresOn: null,
      documentDigest: DIGEST,
    },
    documents: { licence: DIGEST, firmLetter: random.pick([DIGEST, null]), legalAidLetter: null },
    enteredOn: day(chain),
    receiptId: null,
  }
}

function paperValue(chain: TestChain, random: SeededRandom): Values | undefined {
  const found = runningAgent(chain, random)
  if (found === undefined) return undefined
  return {
    caseRef: found.caseRef,
    licenceNo: found.agent.licenceNo,
    asOf: day(chain),
    use: random.pick(['FILING', 'HEARING']),
    verdict: random.pick(['PASS', 'PASS', 'WARN', 'BLOCK']),
    reason: 'LINK_DOWN',
    documentDigest: DIGEST,
    dispatchId: null,
  }
}

/** A ratified paper check and the agent whom it is about. */
function verifyValue(chain: TestChain, random: SeededRandom): Values | undefined {
  const paper = entryOf(random, queryState.fallbacks(chain.store), ({ state }) => state === 'RATIFIED')?.value
  if (paper === undefined) return undefined
  const found = runningAgent(chain, random, ({ licenceNo }) => licenceNo === paper.licenceNo)
  if (found?.caseRef !== paper.caseRef) return undefined
  const { caseRef, asOf: onDate, use, fallbackId } = paper
  return { caseRef, agentId: found.agent.agentId, use, onDate, receiptId: null, fallbackId }
}

const admitted = ({ admission }: caseState.Agent): boolean => ['PASS', 'WARN', 'ALERT'].includes(admission)

/** Acts of the modules case and query that the state of a court zone allows. */
export const courtGenerators: readonly Generator[] = [
  acting(CLERK, 'case/OpenCase', (chain, random) => ({
    caseRef: randomId(random),
    courtCode: COURT,
    procedure: random.pick(['CIVIL', 'CIVIL', 'CRIMINAL', 'ADMIN']),
    caseNumber: null,
    caseNumberTag: `sha256:${randomId(random)}${randomId(random)}`,
    filedOn: day(chain),
    connectedRefs: [oneOf(random, [openCase(chain, random)])].flatMap((one) =>
      one === undefined || random.below(3) > 0 ? [] : [one],
    ),
  })),
  acting(CLERK, 'case/AddParty', (chain, random) => {
    const caseRef = openCase(chain, random)
    const side = random.pick(['CLAIMANT', 'RESPONDENT', 'THIRD_PARTY', 'ACCUSED'])
    return caseRef === undefined ? undefined : { caseRef, partyId: randomId(random), side, commitment: DIGEST }
  }),
  acting(CLERK, 'case/EnterAgent', enterValue),
  acting(CLERK, 'case/EnterAgent', enterValue),
  acting(PERSONNEL, 'case/RegisterFormerStaff', (chain, random) => ({
    serial: serialOf(random),
    role: random.pick(['JUDGE', 'PROCURATOR']),
    courtsServed: [random.pick([COURT, '沪0101'])],
    leftOn: day(chain, -random.below(2_000)),
    leaveKind: random.pick(['RESIGNED', 'RETIRED', 'DISMISSED']),
    senior: false,
    firmInFormerArea: random.below(2) === 0,
    commitment: DIGEST,
  })),
  acting(PERSONNEL, 'case/RegisterStaffRelative', (_, random) => ({
    serial: serialOf(random),
    relation: random.pick(['SPOUSE', 'OTHER']),
    courtCode: COURT,
    commitment: DIGEST,
  })),
  acting(PERSONNEL, 'case/RegisterServingStaff', (chain, random) => ({
    serial: serialOf(random),
    office: random.pick(['SERVING_STAFF', 'ASSESSOR']),
    from: day(chain, -random.below(400)),
    to: random.pick([null, day(chain, random.below(400))]),
    commitment: DIGEST,
  })),
  acting(CLERK, 'case/RecordConflict', (chain, random) => {
    const found = runningAgent(chain, random)
    const party = entryOf(
      random,
      caseState.parties(chain.store),
      ({ partyId }, [caseRef = '']) =>
        caseRef === found?.caseRef && !caseState.conflicts(chain.store).has(caseRef, found.agent.agentId, partyId),
    )
    if (found === undefined || party === undefined) return undefined
    const kind = random.pick(['CLOSE_RELATIVE', 'OUTCOME_INTEREST'])
    const { agentId } = found.agent
    return { caseRef: found.caseRef, agentId, partyId: party.value.partyId, kind, groundsDigest: DIGEST }
  }),
  acting(JUDGE, 'case/DecideConflict', (chain, random) => {
    const found = entryOf(
      random,
      caseState.conflicts(chain.store),
      ({ state }, [caseRef = '']) => state === 'OPEN' && caseState.cases(chain.store).get(caseRef)?.state === 'OPEN',
    )
    if (found === undefined) return undefined
    const { agentId, againstId } = found.value
    return { caseRef: found.id[0] ?? '', agentId, againstId, confirmed: random.below(2) === 0, decisionDigest: DIGEST }
  }),
  acting(CLERK, 'query/RecordOfflineFallback', paperValue),
  acting(JUDGE, 'query/RatifyOfflineFallback', ({ store }, random) => {
    const paper = entryOf(random, queryState.fallbacks(store), ({ state }) => state === 'RECORDED')
    return paper === undefined ? undefined : { fallbackId: paper.value.fallbackId, approved: random.below(4) > 0 }
  }),
  acting(CLERK, 'case/VerifyAgent', verifyValue),
  acting(CLERK, 'case/OpenFileAccess', (chain, random) => {
    const found = runningAgent(chain, random, (agent) => admitted(agent) && agent.fileAccess === 'NONE')
    return found === undefined ? undefined : { caseRef: found.caseRef, agentId: found.agent.agentId }
  }),
  acting(JUDGE, 'case/StartHearing', (chain, random) => {
    const caseRef = openCase(chain, random)
    return caseRef === undefined ? undefined : { caseRef, hearingId: randomId(random) }
  }),
  acting(CLERK, 'case/RecordAct', (chain, random) => {
    const found = runningAgent(chain, random)
    if (found === undefined) return undefined
    const special = admitted(found.agent) ? found.agent.powers.specialPowers : []
    const act = random.pick(['ATTEND_HEARING', 'SUBMIT_EVIDENCE', ...special])
    return { caseRef: found.caseRef, agentId: found.agent.agentId, act, onDate: day(chain), documentDigest: DIGEST }
  }),
  acting(CLERK, 'case/EndPowers', (chain, random) => {
    const found = random.below(3) === 0 ? runningAgent(chain, random) : undefined
    if (found === undefined) return undefined
    return { caseRef: found.caseRef, agentId: found.agent.agentId, from: day(chain), noticeDigest: DIGEST }
  }),
  acting(JUDGE, 'case/StopAgent', (chain, random) => {
    const found = runningAgent(chain, random, ({ admission }) => admission === 'BLOCK')
    if (found === undefined) return undefined
    return { caseRef: found.caseRef, agentId: found.agent.agentId, from: day(chain), decisionDigest: DIGEST }
  }),
  ...(['COURT_CLERK', 'COURT_JUDGE'] as const).map((owner) =>
    acting(owner === 'COURT_JUDGE' ? JUDGE : CLERK, 'case/CompleteTask', ({ store }, random) => {
      const task = entryOf(random, caseState.tasks(store), (one) => one.owner === owner && one.state !== 'DONE')
      return task === undefined ? undefined : { taskId: task.value.taskId, resolution: 'DONE', resolutionDigest: null }
    }),
  ),
  acting(CLERK, 'case/CloseCase', (chain, random) => {
    const caseRef = random.below(8) === 0 ? openCase(chain, random) : undefined
    return caseRef === undefined ? undefined : { caseRef, closedOn: day(chain) }
  }),
]
