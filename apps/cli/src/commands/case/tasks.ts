import { CliError } from '../../cli-error.ts'
import { Output } from '../../output.ts'
import { Workspace } from '../../zone/workspace.ts'

export interface DoneOptions {
  readonly task: string
  readonly resolution: string
  readonly json?: boolean
}

/** Ends a task by an officer of the role that owns it. */
export async function completeTask(options: DoneOptions): Promise<number> {
  const out = new Output(options)
  const { task: taskId, resolution } = options
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const found = await court.queryObject('case/task', { taskId })
    if (found === null) throw new CliError('USAGE', 'DATA', { reason: `no task ${taskId}` })
    const officers = workspace.court(found['owner'] === 'COURT_JUDGE' ? 'judge' : 'clerk')
    const value = { taskId, resolution, resolutionDigest: null }
    const { height } = await court.submit([{ type: 'case/CompleteTask', value }], officers)
    out.say('taskDone', { taskId, resolution })
    out.document({ taskId, resolution, height })
    return 0
  })
}
