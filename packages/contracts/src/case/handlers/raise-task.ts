import type { Json } from '@xiezhi/codec'
import { string } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'
import { openTasks, tasks } from '../state.ts'
import type { Case, Task, TaskKind } from '../state.ts'

const DAY_MS = 86_400_000
/** A clerk has one day, a judge three. */
const DUE_MS = { COURT_CLERK: DAY_MS, COURT_JUDGE: 3 * DAY_MS } as const

/** Puts a task on somebody's table. It does nothing by itself: a person ends it. */
export function raiseTask(
  ctx: TxContext,
  { caseRef, courtCode }: Case,
  task: Pick<Task, 'kind' | 'owner' | 'agentId' | 'basis'>,
): void {
  const { kind, owner, agentId, basis } = task
  const raisedAtMs = ctx.block.decidedAtMs
  const dueAtMs = raisedAtMs + DUE_MS[owner]
  const taskId = taskIdOf(ctx, caseRef, agentId, kind)
  if (tasks(ctx.store).has(taskId)) return
  tasks(ctx.store).set(taskId, {
    taskId,
    kind,
    owner,
    courtCode,
    caseRef,
    agentId,
    basis,
    raisedAtMs,
    dueAtMs,
    state: 'OPEN',
    resolution: null,
    resolutionDigest: null,
    doneAtMs: null,
  })
  openTasks(ctx.store).set([caseRef, taskId], { dueAtMs })
  ctx.schedule({ module: 'case', kind: 'overdue', atMs: dueAtMs, item: taskId })
  ctx.emit({ type: 'TaskRaised', data: { taskId, kind, owner, caseRef, agentId, dueAtMs } })
}

/** One act raises one task of a kind for an agent. */
function taskIdOf(ctx: TxContext, caseRef: string, agentId: string, kind: TaskKind): string {
  return `${ctx.txId.slice(0, 20)}-${ctx.messageIndex}-${caseRef.slice(0, 8)}-${agentId.slice(0, 8)}-${kind}`
}

/** Due effect: says that a task has not been done in time. */
export function tellOverdue(ctx: TxContext, item: Json): void {
  const taskId = string({ bytesMax: 64 }).parse(item)
  const task = tasks(ctx.store).get(taskId)
  if (task?.state !== 'OPEN') return
  tasks(ctx.store).set(taskId, { ...task, state: 'OVERDUE' })
  ctx.emit({ type: 'TaskOverdue', data: { taskId, kind: task.kind, owner: task.owner, caseRef: task.caseRef } })
}
