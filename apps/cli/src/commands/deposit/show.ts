import { CliError } from '../../cli-error.ts'
import { Output } from '../../output.ts'
import { shown } from '../../zone/shown.ts'
import { caseReferenceOf, instant } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { JsonObject } from '../../zone/zone-session.ts'

export interface ShowOptions {
  readonly id: string
  readonly json?: boolean
}

export interface ListOptions {
  readonly case: string
  readonly json?: boolean
}

const PAGE_MAX = 100

export async function show(options: ShowOptions): Promise<number> {
  const out = new Output(options)
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const found = await court.queryObject('deposit/deposit', { depositId: options.id })
    if (found === null) throw new CliError('DEPOSIT_UNKNOWN', 'DATA', { id: options.id })
    sayDeposit(out, found['deposit'] as JsonObject)
    for (const one of found['objections'] as readonly JsonObject[]) {
      const factors = (one['factors'] as readonly string[]).join(' ')
      out.say('depositObjection', { number: Number(one['number']), ground: shown(one['ground']), factors })
    }
    for (const one of found['orders'] as readonly JsonObject[]) {
      const kinds = (one['kinds'] as readonly string[]).join(' ')
      const due = instant(Number(one['dueAtMs']))
      out.say('depositOrder', { number: Number(one['number']), kinds, state: shown(one['state']), due })
    }
    for (const one of found['findings'] as readonly JsonObject[])
      out.say('depositFinding', { outcome: shown(one['outcome']), examined: shown(one['crossExaminedOn']) })
    out.document(found)
    return 0
  })
}

export async function list(options: ListOptions): Promise<number> {
  const out = new Output(options)
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const caseRef = await caseReferenceOf(court, options.case)
    const deposits: JsonObject[] = []
    for (let after: string | undefined; ;) {
      const query = { caseRef, limit: PAGE_MAX, ...(after === undefined ? {} : { after }) }
      const page = (await court.query('deposit/ofCase', query)) as readonly JsonObject[]
      deposits.push(...page)
      if (page.length < PAGE_MAX) break
      after = shown(page.at(-1)?.['depositId'])
    }
    for (const deposit of deposits) sayDeposit(out, deposit)
    out.document({ deposits })
    return 0
  })
}

function sayDeposit(out: Output, deposit: JsonObject): void {
  out.say('depositHead', {
    depositId: shown(deposit['depositId']),
    kind: shown(deposit['kind']),
    state: shown(deposit['state']),
    digest: shown(deposit['digest']),
    time: instant(Number(deposit['depositedAtMs'])),
  })
}
