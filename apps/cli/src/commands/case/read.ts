import { Output } from '../../output.ts'
import { caseReferenceOf, countArgument, instant, readCase } from '../../zone/subjects.ts'
import { shown } from '../../zone/shown.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { JsonObject, ZoneSession } from '../../zone/zone-session.ts'

const LIST_MAX = 100

export interface ListOptions {
  readonly limit: string
  readonly json?: boolean
}

export async function list(options: ListOptions): Promise<number> {
  const out = new Output(options)
  const limit = countArgument(options.limit, LIST_MAX)
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const cases = (await court.query('case/cases', { limit })) as readonly JsonObject[]
    for (const one of cases)
      out.say('caseLine', {
        number: shown(one['caseNumber']),
        court: shown(one['courtCode']),
        state: shown(one['state']),
        caseRef: shown(one['caseRef']),
      })
    out.document({ cases })
    return 0
  })
}

export interface ShowOptions {
  readonly case: string
  readonly json?: boolean
}

export async function show(options: ShowOptions): Promise<number> {
  const out = new Output(options)
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const view = await readCase(court, options.case)
    const open = await openTasks(court, { caseRef: view.case['caseRef'] ?? null })
    const { caseNumber, courtCode, procedure, state, filedOn } = view.case
    out.say('caseHead', {
      number: shown(caseNumber),
      court: shown(courtCode),
      procedure: shown(procedure),
      state: shown(state),
      filedOn: shown(filedOn),
    })
    for (const { licenceNo, admission, fileAccess } of view.agents)
      out.say('caseAgent', { licence: shown(licenceNo), admission: shown(admission), access: shown(fileAccess) })
    for (const notice of view.notices)
      out.say('caseNotice', {
        serial: shown(notice['serial']),
        kind: shown(notice['kind']),
        status: shown(notice['status']),
        from: shown(notice['from']),
        to: shown(notice['to']),
        time: instant(Number(notice['receivedAtMs'])),
      })
    sayTasks(out, open)
    out.document({ ...view, tasks: open })
    return 0
  })
}

export interface TasksOptions {
  readonly case?: string
  readonly owner?: string
  readonly json?: boolean
}

export async function tasks(options: TasksOptions): Promise<number> {
  const out = new Output(options)
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const open = await openTasks(court, {
      ...(options.case === undefined ? {} : { caseRef: await caseReferenceOf(court, options.case) }),
      ...(options.owner === undefined ? {} : { owner: options.owner }),
    })
    if (open.length === 0) out.say('caseNoTasks')
    sayTasks(out, open)
    out.document({ tasks: open })
    return 0
  })
}

async function openTasks(court: ZoneSession, where: JsonObject): Promise<readonly JsonObject[]> {
  return (await court.query('case/tasks', { ...where, limit: LIST_MAX })) as readonly JsonObject[]
}

function sayTasks(out: Output, open: readonly JsonObject[]): void {
  for (const { taskId, owner, kind, basis, dueAtMs } of open)
    out.say('caseTask', {
      taskId: shown(taskId),
      owner: shown(owner),
      kind: shown(kind),
      basis: (basis as readonly { code: string; rule: string }[]).map(({ code, rule }) => `${code} ${rule}`).join(', '),
      due: instant(Number(dueAtMs)),
    })
}
