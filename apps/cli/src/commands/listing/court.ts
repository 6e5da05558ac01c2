import type { Json } from '@xiezhi/codec'
import type { Message } from '@xiezhi/kernel'
import { ledgerToday } from '../../config/ledger-time.ts'
import { Output } from '../../output.ts'
import { NOTHING_BARS } from '../../sample/listing.ts'
import { digestHex } from '../../zone/digest.ts'
import { shown } from '../../zone/shown.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { JsonObject } from '../../zone/zone-session.ts'
import { newId } from '../bureau/instrument.ts'
import { idArgument, institutionsClient, readEnforcement, secondArgument, typedDigest } from '../enforcement/parts.ts'

interface CourtOptions {
  readonly court: string
  readonly json?: boolean
}
export interface EntryOptions extends CourtOptions {
  readonly entry: string
}

const LEADERS = ['president', 'judge'] as const
const ENFORCER = ['enforcer'] as const

interface Act {
  readonly message: Message
  readonly by: readonly string[]
}

/** One act of officers of a court; what it did is told and printed. */
async function acting(
  { court, json }: CourtOptions,
  plan: (workspace: Workspace) => Promise<Act> | Act,
  also: (answer: JsonObject, message: Message) => JsonObject = () => ({}),
): Promise<number> {
  const out = new Output({ json })
  return Workspace.use(async (workspace) => {
    const zone = await workspace.session('court')
    const { message, by } = await plan(workspace)
    const officers = by.map((name) => {
      const [organisation, officer] = name.includes('/') ? name.split('/') : [court, name]
      return workspace.officer('court', organisation ?? court, officer ?? name)
    })
    const { height, data } = await zone.submit([message], officers)
    const answer = { ...(data[0] as JsonObject | null), ...also((data[0] ?? {}) as JsonObject, message) }
    out.say('listingActed', { act: message.type, answer: JSON.stringify(answer) })
    out.say('acted', { zone: zone.zone.name, height })
    out.document({ ...answer, height })
    return 0
  })
}

const decided = (entryId: string): { readonly entryId: string; readonly decisionDigest: string } => ({
  entryId: idArgument(entryId),
  decisionDigest: typedDigest('decision'),
})

export interface SubscribeOptions extends CourtOptions {
  readonly at: string
  readonly scope: string
  readonly purpose: string
  readonly measures: readonly string[]
}

export function subscribe(options: SubscribeOptions): Promise<number> {
  return acting(options, (workspace) => ({
    by: ['president', 'court-high/trust-1'],
    message: {
      type: 'listing/Subscribe',
      value: {
        client: institutionsClient(workspace),
        subscriber: options.at,
        lists: ['DISHONEST', 'CONSUMPTION'],
        scope: options.scope,
        purpose: options.purpose,
        legalBasis: 'OPINIONS_ART_26',
        measures: options.measures,
        validTo: null,
      },
    },
  }))
}

export interface DecideOptions extends CourtOptions {
  readonly case: string
  readonly situation: string
}

/** Without a vault the index key is random: whoever has it can check, and nobody can find it from a name. */
export function decide(options: DecideOptions): Promise<number> {
  return acting(
    options,
    async (workspace) => {
      const { caseRef } = await readEnforcement(await workspace.session('court'), options.case)
      const value: Json = {
        ...decided(newId()),
        list: 'DISHONEST',
        caseRef,
        subject: typedDigest('person'),
        indexKey: digestHex(typedDigest('index')),
        subjectKind: 'NATURAL',
        decidedOn: ledgerToday(),
        situation: Number(options.situation),
        extension: null,
        categories: [],
        coSubjects: [],
        statement: NOTHING_BARS,
        reasonsDigest: null,
      }
      return { by: LEADERS, message: { type: 'listing/Decide', value } }
    },
    (_, { value }) => ({ indexKey: (value as JsonObject)['indexKey'] ?? null }),
  )
}

export function serve(options: EntryOptions): Promise<number> {
  return acting(options, () => {
    const value = {
      entryId: idArgument(options.entry),
      servedOn: ledgerToday(),
      evidenceDigest: typedDigest('service'),
    }
    return { by: ENFORCER, message: { type: 'listing/RecordService', value } }
  })
}

export interface EventOptions extends EntryOptions {
  readonly event: string
}

export function event(options: EventOptions): Promise<number> {
  return acting(options, () => {
    const what = { entryId: idArgument(options.entry), event: options.event, on: ledgerToday() }
    const value = { ...what, searchesWithoutAssets: 0, hasOtherClue: false, documentDigest: typedDigest('event') }
    return { by: ENFORCER, message: { type: 'listing/RecordEvent', value } }
  })
}

export interface DeletionOptions extends EntryOptions {
  readonly refuse?: boolean
}

export function decideDeletion(options: DeletionOptions): Promise<number> {
  return acting(options, () => {
    const value = { ...decided(options.entry), isApproved: options.refuse !== true }
    return { by: LEADERS, message: { type: 'listing/DecideDeletion', value } }
  })
}

export interface ShownOptions extends EntryOptions {
  readonly at: string
  readonly shown: string
}

export function reportShown(options: ShownOptions): Promise<number> {
  return acting(options, (workspace) => {
    const where = { client: institutionsClient(workspace), subscriber: options.at }
    const seen = { shownAtMs: secondArgument(options.shown), evidenceDigest: typedDigest('evidence') }
    const value = { entryId: idArgument(options.entry), ...where, ...seen }
    return { by: ENFORCER, message: { type: 'listing/ReportShown', value } }
  })
}

export interface ResolveOptions extends EntryOptions {
  readonly at: string
}

export function resolveAlarm(options: ResolveOptions): Promise<number> {
  return acting(options, (workspace) => {
    const subject = [idArgument(options.entry), institutionsClient(workspace), shown(options.at)].join(' ')
    const value = { kind: 'STILL_SHOWN', subject, documentDigest: typedDigest('resolution') }
    return { by: ['president'], message: { type: 'listing/ResolveAlarm', value } }
  })
}
