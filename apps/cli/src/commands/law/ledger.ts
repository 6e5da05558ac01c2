import type { Json } from '@xiezhi/codec'
import { bundledLaw } from '@xiezhi/law'
import type { OfficerKey } from '@xiezhi/sdk'
import { CliError } from '../../cli-error.ts'
import { readJson } from '../../config/home.ts'
import { Output } from '../../output.ts'
import { documentDigest } from '../../zone/document-digest.ts'
import { shown } from '../../zone/shown.ts'
import { dateArgument } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { ZoneSession } from '../../zone/zone-session.ts'

type Kind = 'court' | 'justice'

interface LedgerOptions {
  readonly zone: Kind
  readonly json?: boolean
}
export type InForceOptions = LedgerOptions & { readonly filedOn?: string }
export type CalendarOptions = LedgerOptions & { readonly notice: string; readonly from: string }
export type ParameterOptions = LedgerOptions & {
  readonly key: string
  readonly value: string
  readonly from: string
  readonly source: string
  readonly migration: 'KEEP' | 'LAW_REQUIRES_NEW'
}

/** How long a second person may take. */
const PROPOSAL_MS = 7 * 86_400_000
/** The governance officers of the sample, who must be two different persons. */
const GOVERNORS = {
  court: { organisation: 'court-high', officer: 'trust' },
  justice: { organisation: 'justice-department', officer: 'licensing' },
} as const

/** One person proposes the notice of a year; its digest is that of the published document. */
export async function proposeCalendar(file: string, options: CalendarOptions): Promise<number> {
  const notice = readJson(file)
  if (typeof notice !== 'object' || notice === null || Array.isArray(notice))
    throw new CliError('LAW_REFUSED', 'DATA', { path: file, reason: 'FORMAT_OBJECT', expected: '{year, version, …}' })
  const { year, version, source, offDays, makeUpWorkdays } = notice as Readonly<Record<string, Json>>
  const digest = documentDigest(options.notice)
  const days = { offDays: offDays ?? null, makeUpWorkdays: makeUpWorkdays ?? null }
  const named = { year: year ?? null, version: version ?? null, source: source ?? null, digest }
  const value = { ...named, ...days, effectiveFrom: dateArgument(options.from) }
  return propose(options, { type: 'governance/ActivateCalendarYear', value })
}

/** One person proposes a value of the law; its unit is that of the row that it follows. */
export async function proposeParameter(options: ParameterOptions): Promise<number> {
  const { key, migration, source } = options
  const row = bundledLaw.parameters.get(key)?.at(-1)
  if (row === undefined)
    throw new CliError('LAW_REFUSED', 'USAGE', { path: '--key', reason: 'VERSION_PARAMETER_MISSING', seen: key })
  const effectiveFrom = dateArgument(options.from)
  const value = { key, value: jsonOf(options.value), unit: row.unit, effectiveFrom, migration, source }
  return propose(options, { type: 'governance/SetParameter', value })
}

async function propose({ zone, json }: LedgerOptions, { type, value }: Proposed): Promise<number> {
  const out = new Output({ json })
  return Workspace.use(async (workspace) => {
    const session = await workspace.session(zone)
    const expiresAtMs = (await ledgerMs(session)) + PROPOSAL_MS
    const message = { type: 'authority/Propose', value: { type, value, expiresAtMs } }
    const { data, height } = await session.submit([message], [governor(workspace, zone, 1)])
    const { proposalId, digest } = data[0] as { readonly proposalId: string; readonly digest: string }
    out.say('lawProposed', { proposalId, type, zone: session.zone.name, height })
    out.say('lawApproveNext', { proposalId, zone })
    out.document({ proposalId, digest, type, value, height })
    return 0
  })
}

interface Proposed {
  readonly type: string
  readonly value: Json
}

/** Another person sees what was proposed and lets it take effect. */
export async function approve(proposalId: string, options: LedgerOptions): Promise<number> {
  const out = new Output(options)
  return Workspace.use(async (workspace) => {
    const session = await workspace.session(options.zone)
    const found = await session.queryObject('authority/proposal', { proposalId })
    if (found === null) throw new CliError('PROPOSAL_UNKNOWN', 'DATA', { proposalId, zone: session.zone.name })
    const { type, value, digest } = found
    out.line(JSON.stringify({ type, value }, null, 2))
    const message = { type: 'authority/Approve', value: { proposalId, digest: digest ?? null } }
    const { height } = await session.submit([message], [governor(workspace, options.zone, 2)])
    out.say('lawApproved', { proposalId, type: shown(type), zone: session.zone.name, height })
    out.document({ proposalId, type: type ?? null, value: value ?? null, height })
    return 0
  })
}

/** What acts have changed in the law book of this program, as `law diff` takes it. */
export async function inForce(options: InForceOptions): Promise<number> {
  const out = new Output(options)
  const { filedOn, zone } = options
  const change = await readLawChange(zone, filedOn === undefined ? undefined : dateArgument(filedOn))
  out.line(JSON.stringify(change, null, 2))
  out.document(change)
  return 0
}

export function readLawChange(zone: Kind, filedOn?: string): Promise<Json> {
  return Workspace.use(async (workspace) => {
    const session = await workspace.session(zone)
    return session.query('governance/lawChange', filedOn === undefined ? {} : { filedOn })
  })
}

async function ledgerMs(session: ZoneSession): Promise<number> {
  return Date.parse((await session.guarded(() => session.client.status())).timeText)
}

function governor(workspace: Workspace, zone: Kind, number: 1 | 2): OfficerKey {
  const { organisation, officer } = GOVERNORS[zone]
  return workspace.officer(zone, organisation, `${officer}-${number}`)
}

function jsonOf(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}
