import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { requireCourt } from './require-case.ts'
import { errors } from '../errors.ts'
import { completeTaskSchema } from '../messages.ts'
import type { CasePorts } from '../ports.ts'
import { openTasks, tasks } from '../state.ts'

/** Ends a task with a coded resolution; a judge's task takes a judge. */
export function completeTask(ports: CasePorts): AnyAct {
  return defineAct({
    type: 'case/CompleteTask',
    schema: completeTaskSchema,
    subject: ({ taskId }) => taskId,
    check(ctx, { taskId }) {
      const task = tasks(ctx.store).get(taskId)
      ensure(task !== undefined, errors.TaskUnknown, { taskId })
      const actor = ports.requireRole(ctx, task.owner)
      requireCourt(actor, task.courtCode)
      ensure(task.state !== 'DONE', errors.TaskDone, { taskId })
      return task
    },
    execute(ctx, { taskId, resolution, resolutionDigest }, task) {
      const doneAtMs = ctx.block.decidedAtMs
      tasks(ctx.store).set(taskId, { ...task, state: 'DONE', resolution, resolutionDigest, doneAtMs })
      openTasks(ctx.store).delete(task.caseRef, taskId)
      ctx.emit({ type: 'TaskDone', data: { taskId, kind: task.kind, caseRef: task.caseRef, resolution } })
      return { taskId }
    },
  })
}
