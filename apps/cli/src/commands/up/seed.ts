import type { Message } from '@xiezhi/kernel'
import type { OfficerKey } from '@xiezhi/sdk'
import { CliError } from '../../cli-error.ts'
import { writeFileWhole } from '../../config/home.ts'
import type { Home } from '../../config/home.ts'
import type { Output } from '../../output.ts'
import { sampleReports } from '../../sample/credit-reports.ts'
import { enforcementCaseMessages, enforcementMessage } from '../../sample/enforcement.ts'
import type { Sample } from '../../sample/generate.ts'
import { entryMessages, subscriptionMessages } from '../../sample/listing.ts'
import type { SampleEntry } from '../../sample/listing.ts'
import { DISTRICT_COURT } from '../../sample/officers.ts'
import {
  agentMessage,
  assessmentMessages,
  caseMessages,
  firmMessages,
  formerStaffMessages,
  importMessages,
  statusMessages,
} from '../../sample/seed-messages.ts'
import { askMessage, ReceiptWatch } from '../../zone/ask.ts'
import { loadOfficer } from '../../zone/officers.ts'
import type { ZoneSession } from '../../zone/zone-session.ts'

const MESSAGES_PER_TX = 200
const ASKS_PER_TX = 40
const ANSWER_WAIT_MS = 60_000
const MINUTE_MS = 60_000

export interface SeedInput {
  readonly home: Home
  readonly sample: Sample
  readonly court: ZoneSession
  readonly justice: ZoneSession
  /** Whether there are institutions that the court may order. */
  readonly hasInstitutions?: boolean
  readonly out: Output
}

/** Writes the sample through real transactions of the offices that may write it. */
export async function seedSample(input: SeedInput): Promise<void> {
  const { sample, out } = input
  const { firms, lawyers, cases } = sample
  out.say('upSeeding', { firms: firms.length, lawyers: lawyers.length, cases: cases.length })
  await seedJustice(input)
  await seedCourt(input)
}

async function seedJustice({ home, sample, justice }: SeedInput): Promise<void> {
  const officer = (organisation: string, name: string): OfficerKey =>
    loadOfficer(home, { zone: justice.zone.name, organisation, officer: name })
  const department = [officer('justice-department', 'licensing-1'), officer('justice-department', 'licensing-2')]
  const bureau = [officer('justice-bureau', 'supervision-1'), officer('justice-bureau', 'supervision-2')]
  const association = [officer('law-association', 'assessment')]
  await inBatches(justice, firmMessages(sample), department)
  for (const message of importMessages(sample)) {
    const { data } = await justice.submit([message], department)
    const refused = data.flatMap((one) => (one as { refused: readonly unknown[] }).refused)
    if (refused.length > 0)
      throw new CliError('INTERNAL', 'SOFTWARE', {
        reason: `sample rows refused: ${JSON.stringify(refused.slice(0, 3))}`,
      })
  }
  const status = statusMessages(sample)
  await inBatches(justice, status.bureau, bureau)
  await inBatches(justice, status.department, department)
  await inBatches(justice, assessmentMessages(sample), association)
  await seedCreditReports(home, sample, justice, bureau.slice(0, 1))
}

/** On disk before their digests are on the ledger. A block's time may be a little behind this machine's. */
async function seedCreditReports(
  home: Home,
  sample: Sample,
  justice: ZoneSession,
  bureau: readonly OfficerKey[],
): Promise<void> {
  const { reports, messages } = sampleReports(sample, home.nowMs() - MINUTE_MS, justice.zone.suite)
  writeFileWhole(home.creditReports, `${JSON.stringify({ reports })}\n`, 0o600)
  await inBatches(justice, messages, bureau)
}

async function seedCourt({ home, sample, court, hasInstitutions = false }: SeedInput): Promise<void> {
  const officer = (name: string): OfficerKey =>
    loadOfficer(home, { zone: court.zone.name, organisation: 'court-district', officer: name })
  await inBatches(court, formerStaffMessages(sample), [officer('personnel')])
  await inBatches(
    court,
    sample.cases.flatMap((one) => [...caseMessages(one), ...one.agents.map((agent) => agentMessage(one, agent))]),
    [officer('filing')],
  )
  const enforcements = hasInstitutions ? (sample.enforcements ?? []) : []
  await inBatches(court, enforcements.flatMap(enforcementCaseMessages), [officer('filing')])
}

/** Asks the bureau about every agent of the sample; the answers verify them and subscribe their cases. */
export async function askForAgents({ home, sample, court, out }: SeedInput, asOf: string): Promise<void> {
  const clerk = loadOfficer(home, { zone: court.zone.name, organisation: 'court-district', officer: 'clerk' })
  const asks = sample.cases.flatMap(({ caseRef, agents }) =>
    agents.map(({ licenceNo, firmUscc }) =>
      askMessage({ licenceNo, asOf, caseRef, use: 'FILING', letterFirmUscc: firmUscc, subscribe: true }),
    ),
  )
  out.say('upAsking', { count: asks.length })
  const watch = await ReceiptWatch.begin(court)
  for (let at = 0; at < asks.length; at += ASKS_PER_TX) {
    const { data } = await court.submit(asks.slice(at, at + ASKS_PER_TX), [clerk])
    for (const sent of data) await watch.wait((sent as { dispatchId: string }).dispatchId, ANSWER_WAIT_MS)
  }
}

/** Without a gateway the ledger alone knows of the enforcement, and nobody of the debtors. */
export async function seedEnforcements({ home, sample, court }: SeedInput): Promise<void> {
  const filing = loadOfficer(home, { zone: court.zone.name, organisation: DISTRICT_COURT, officer: 'filing' })
  await inBatches(court, (sample.enforcements ?? []).map(enforcementMessage), [filing])
}

/** Who may have the lists, and for what. */
export async function seedSubscriptions({ home, court }: SeedInput, client: string): Promise<void> {
  const officer = (organisation: string, name: string): OfficerKey =>
    loadOfficer(home, { zone: court.zone.name, organisation, officer: name })
  const granting = [officer(DISTRICT_COURT, 'president'), officer(DISTRICT_COURT, 'governance')]
  await inBatches(court, subscriptionMessages(client), granting)
}

/** Entries on the ledger alone, where nothing keeps who the persons are. */
export async function seedEntries({ home, court }: SeedInput, entries: readonly SampleEntry[]): Promise<void> {
  const officer = (name: string): OfficerKey =>
    loadOfficer(home, { zone: court.zone.name, organisation: DISTRICT_COURT, officer: name })
  const messages = entries.map(entryMessages)
  const decided = messages.map(({ decide }) => decide)
  await inBatches(court, decided, [officer('president'), officer('judge')])
  const served = messages.map(({ service }) => service)
  await inBatches(court, served, [officer('enforcer')])
}

async function inBatches(
  session: ZoneSession,
  messages: readonly Message[],
  officers: readonly OfficerKey[],
): Promise<void> {
  for (let at = 0; at < messages.length; at += MESSAGES_PER_TX)
    await session.submit(messages.slice(at, at + MESSAGES_PER_TX), officers)
}
