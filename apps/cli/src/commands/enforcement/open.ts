import type { Json } from '@xiezhi/codec'
import { CliError } from '../../cli-error.ts'
import { ledgerToday } from '../../config/ledger-time.ts'
import { Output } from '../../output.ts'
import { documentDigest } from '../../zone/document-digest.ts'
import { dateArgument, parseNumber } from '../../zone/subjects.ts'
import { shown } from '../../zone/shown.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { JsonObject } from '../../zone/zone-session.ts'
import { newId } from '../bureau/instrument.ts'
import { centsArgument, enforcers, readEnforcement, typedDigest, yuan } from './parts.ts'

export interface OpenOptions {
  readonly number: string
  readonly principal: string
  readonly rate?: string
  readonly interestFrom?: string
  readonly basis: string
  readonly effective: string
  readonly due?: string
  readonly document?: string
  readonly court: string
  readonly json?: boolean
}

/** Files an effective judgment for enforcement; tells what may be controlled today. */
export async function open(options: OpenOptions): Promise<number> {
  const out = new Output(options)
  const { courtCode, normalised } = parseNumber(options.number)
  if (courtCode === null)
    throw new CliError('CASE_NUMBER_INVALID', 'USAGE', { case: options.number, reason: 'LEGACY_FORM' })
  const general = interestOf(options)
  const principalCents = centsArgument(options.principal)
  const [effectiveOn, due] = [dateArgument(options.effective), options.due]
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const caseRef = newId()
    const today = ledgerToday()
    const opening = { caseRef, courtCode, procedure: 'CIVIL', caseNumber: normalised, caseNumberTag: null }
    const messages = [
      { type: 'case/OpenCase', value: { ...opening, filedOn: today, connectedRefs: [] } },
      {
        type: 'enforcement/Open',
        value: {
          caseRef,
          basisDigest: options.document === undefined ? typedDigest('judgment') : documentDigest(options.document),
          effectiveOn,
          performanceEndsOn: due === undefined ? null : dateArgument(due),
          appliedOn: today,
          claim: { principalCents, general, currency: 'CNY' },
        },
      },
    ]
    const { height, data } = await court.submit(messages, [workspace.officer('court', options.court, 'filing')])
    const { limitation } = data[1] as unknown as { readonly limitation: string }
    const target = (await court.queryObject('enforcement/target', { caseRef })) ?? {}
    out.say('enforcementOpened', { case: normalised, caseRef, limitation })
    out.say('enforcementTarget', targetFacts(target))
    out.say('acted', { zone: court.zone.name, height })
    out.document({ caseNumber: normalised, caseRef, limitation, target, height })
    return 0
  })
}

/** @throws CliError USAGE */
function interestOf({ rate, basis, interestFrom }: OpenOptions): Json {
  if (rate === undefined && interestFrom === undefined) return null
  if (rate === undefined || interestFrom === undefined)
    throw new CliError('USAGE', 'USAGE', { reason: '--rate and --interest-from go together' })
  return { annualRate: rate, dayBasis: Number(basis), from: dateArgument(interestFrom) }
}

export function targetFacts(target: JsonObject): Readonly<Record<string, string>> {
  const sum = (name: string): string => yuan(Number(target[name] ?? 0))
  return {
    asOf: shown(target['asOf']),
    document: sum('documentCents'),
    doubled: sum('doubledCents'),
    fee: sum('feeCents'),
    total: sum('totalCents'),
  }
}

export interface EndOptions {
  readonly case: string
  readonly court: string
  readonly on?: string
  readonly document?: string
  readonly json?: boolean
}

/** All has been paid: a release of every measure is proposed at once (T20-6). */
export async function performed(options: EndOptions): Promise<number> {
  const out = new Output(options)
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const { caseRef } = await readEnforcement(court, options.case)
    const value = {
      caseRef,
      on: options.on === undefined ? ledgerToday() : dateArgument(options.on),
      documentDigest: options.document === undefined ? typedDigest('receipt') : documentDigest(options.document),
    }
    const { height } = await court.submit(
      [{ type: 'enforcement/RecordPerformance', value }],
      enforcers(workspace, options.court, false),
    )
    const proposals = (await court.query('enforcement/proposals', { caseRef, limit: 100 })) as readonly JsonObject[]
    out.say('enforcementPerformed', { case: options.case, on: value.on, proposals: proposals.length })
    out.say('acted', { zone: court.zone.name, height })
    out.document({ caseRef, on: value.on, proposals, height })
    return 0
  })
}

export async function close(options: EndOptions): Promise<number> {
  const out = new Output(options)
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const { caseRef } = await readEnforcement(court, options.case)
    const { height } = await court.submit(
      [{ type: 'enforcement/Close', value: { caseRef } }],
      [workspace.officer('court', options.court, 'judge')],
    )
    out.say('enforcementClosed', { case: options.case })
    out.say('acted', { zone: court.zone.name, height })
    out.document({ caseRef, height })
    return 0
  })
}
