import { describe, expect, test } from 'vitest'
import { clerk, tasksOf, withAgent } from '../fixtures.ts'

const DAY_MS = 86_400_000

describe('raiseTask', () => {
  test('has an owner and a due time, and says when that has passed', () => {
    const made = withAgent()
    made.notify({})
    const [task] = tasksOf(made)
    expect(task).toMatchObject({ owner: 'COURT_CLERK', dueAtMs: made.chain.nowMs + DAY_MS, state: 'OPEN' })
    made.chain.advance(DAY_MS)

    expect(made.chain.events).toMatchObject([{ type: 'TaskOverdue', data: { taskId: task?.taskId } }])
    expect(tasksOf(made)).toMatchObject([{ state: 'OVERDUE' }])
    expect(made.chain.violations()).toEqual([])
  })

  test('a task that is done does not become overdue', () => {
    const made = withAgent()
    made.notify({})
    const value = { taskId: tasksOf(made)[0]?.taskId ?? '', resolution: 'DONE', resolutionDigest: null }
    made.chain.deliver([{ type: 'case/CompleteTask', value }], [clerk])
    made.chain.advance(DAY_MS)

    expect(made.chain.events).toEqual([])
    expect(tasksOf(made)).toEqual([])
  })
})
