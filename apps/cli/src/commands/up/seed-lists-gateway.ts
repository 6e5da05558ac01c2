import { setTimeout as sleep } from 'node:timers/promises'
import type { RouteInput, Routes } from '@xiezhi/gateway-api'
import { bundledLaw, identifier } from '@xiezhi/law'
import { Browser } from '../../bench/gateway-browser.ts'
import { CliError } from '../../cli-error.ts'
import { ledgerToday } from '../../config/ledger-time.ts'
import type { SampleEntry } from '../../sample/listing.ts'
import { saltedDigest } from '../../zone/digest.ts'

const WAIT_MS = 60_000
const LOOK_MS = 200

type Proposal =
  'proposeListing' | 'proposeCorrection' | 'proposeConsumptionOrder' | 'signCreditDraft' | 'recordEntryService'

/** Those who decide, sign and serve, each signed in as at the page. */
interface Desk {
  readonly judge: Browser
  readonly president: Browser
  readonly enforcer: Browser
}

/** Lists of the sample through the court's gateway, which keeps who the persons are: proposed, signed, served. */
export async function seedListsAtGateway(
  url: string,
  entries: readonly SampleEntry[],
  decidedBefore: readonly SampleEntry[],
): Promise<void> {
  const open: Browser[] = []
  const signIn = async (person: string): Promise<Browser> => {
    const browser = await Browser.signIn(url, person)
    open.push(browser)
    await browser.unlock()
    return browser
  }
  try {
    const desk = {
      judge: await signIn('judge'),
      president: await signIn('president'),
      enforcer: await signIn('enforcer'),
    }
    for (const [at, entry] of entries.entries())
      await list(desk, entry, `（${ledgerToday().slice(0, 4)}）样本限失${String(at + 1)}号`)
    for (const [at, entry] of decidedBefore.entries())
      await complete(desk, entry, `（${ledgerToday().slice(0, 4)}）样本限失更${String(at + 1)}号`)
  } finally {
    for (const browser of open) browser.close()
  }
}

async function list({ judge, president, enforcer }: Desk, entry: SampleEntry, decisionNo: string): Promise<void> {
  const { caseRef: caseId } = entry
  const { debtors } = await judge.client.call('getEnforcement', { params: { caseId } })
  const debtorId = debtors[0]?.debtorId ?? ''
  const { result } =
    entry.list === 'DISHONEST'
      ? await act(judge, 'proposeListing', { params: { caseId }, body: listing(entry, debtorId, decisionNo) })
      : await act(judge, 'proposeConsumptionOrder', { params: { caseId }, body: order(entry, debtorId, decisionNo) })
  const { entryId } = result as { readonly entryId: string }
  await signDraft(president, entryId)
  const evidenceDigest = saltedDigest(entryId, 'instrument', 'service')
  const body = { servedOn: ledgerToday(), evidenceDigest }
  await until('entry', async () => {
    const { state } = await enforcer.client.call('getCreditEntry', { params: { entryId } })
    return state === 'DECIDED' ? true : undefined
  })
  await act(enforcer, 'recordEntryService', { params: { entryId }, body })
}

/** An entry that stands on the ledger alone: who it is, and what is published, come with a correction that two persons sign. */
async function complete({ judge, president }: Desk, entry: SampleEntry, decisionNo: string): Promise<void> {
  const { entryId, person } = entry
  await until('entry', async () => {
    const { items } = await judge.client.call('listCreditEntries', { query: { limit: 100 } })
    return items.some((one) => one.entryId === entryId) ? true : undefined
  })
  const who = { certificateType: person.idType, certificateNumber: person.idNo, name: person.name }
  const body = { decisionNo, person: who, published: publishedOf(entry) }
  await act(judge, 'proposeCorrection', { params: { entryId }, body })
  await signDraft(president, entryId)
}

async function signDraft(president: Browser, entryId: string): Promise<void> {
  const draft = await until('draft', async () => {
    const { items } = await president.client.call('listCreditDrafts', { query: { state: 'OPEN' } })
    return items.find((one) => one.entryId === entryId)
  })
  await act(president, 'signCreditDraft', { params: { draftId: draft.draftId }, body: { digest: draft.digest } })
}

const STATEMENT = {
  isRepresentative: false,
  hasSufficientSecurity: false,
  isLaterInOrder: false,
  isCampusLoanStudent: false,
  sealedNetCents: 0,
  deletedAtSameApplicantsRequestOn: null,
}

/** Of an individual; the number says it. */
function birthDateOf({ idType, idNo }: SampleEntry['person']): string | null {
  if (idType !== 'RESIDENT_ID') return null
  return identifier.residentId({ value: idNo, asOf: ledgerToday(), knownRegions: [] }, bundledLaw).birthDate
}

const publishedOf = ({ person, representative }: SampleEntry) => ({
  sex: person.kind === 'NATURAL' ? ('MALE' as const) : null,
  birthDate: birthDateOf(person),
  representative: person.kind === 'NATURAL' ? null : (representative?.name ?? '示例戊'),
  area: '样本省',
  basisNo: '（2026）样本民初1号',
  basisUnit: '样本区人民法院（虚构）',
  duty: '偿还借款本金及利息（虚构）',
  performance: 'NONE' as const,
  performed: null,
  unperformed: null,
})

function listing(
  entry: SampleEntry,
  debtorId: string,
  decisionNo: string,
): NonNullable<RouteInput<Routes['proposeListing']>['body']> {
  const situation = (entry.situation ?? 4) as 1 | 2 | 3 | 4 | 5 | 6
  return { debtorId, situation, statement: STATEMENT, decisionNo, published: publishedOf(entry) }
}

function order(
  entry: SampleEntry,
  debtorId: string,
  decisionNo: string,
): NonNullable<RouteInput<Routes['proposeConsumptionOrder']>['body']> {
  const { categories, representative } = entry
  const coSubjects =
    representative === null
      ? []
      : [
          {
            role: 'LEGAL_REPRESENTATIVE' as const,
            name: representative.name,
            certificateType: representative.idType,
            certificateNumber: representative.idNo,
          },
        ]
  return { debtorId, decisionNo, categories: [...categories], coSubjects, published: publishedOf(entry) }
}

/** Shown in words, signed, and on the ledger. @throws CliError SCENARIO_ALLIANCE */
async function act<Name extends Proposal>(
  { client }: Browser,
  name: Name,
  input: RouteInput<Routes[Name]>,
): Promise<{ readonly result: unknown }> {
  const { params = {}, body = {} } = input as { params?: Record<string, string>; body?: object }
  const { shownId } = await client.call('previewAct', { body: { act: name, params, body } })
  const { id } = (await client.call(name as never, input as never, { shownId })) as unknown as { readonly id: string }
  return until(name, async () => {
    const row = await client.call('getOutboxRow', { params: { id } })
    return row.isFinal ? row : undefined
  })
}

/** @throws CliError START_TIMEOUT */
async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const untilMs = Date.now() + WAIT_MS
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > untilMs)
      throw new CliError('START_TIMEOUT', 'TEMPORARY', { process: what, seconds: WAIT_MS / 1_000, log: '' })
    await sleep(LOOK_MS)
  }
}
