import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { clerk, DIGEST, elsewhere, fixtureErrors, judge, tasksOf, withAgent } from '../fixtures.ts'

const message = (taskId: string) => ({
  type: 'case/CompleteTask',
  value: { taskId, resolution: 'RECORD_STANDS', resolutionDigest: DIGEST },
})

describe('completeTask', () => {
  test('a judge’s task takes a judge of that court, once', () => {
    const made = withAgent()
    made.notify({ kind: 'DISPUTED', status: 'ACTIVE' })
    const taskId = tasksOf(made)[0]?.taskId ?? ''

    expectRejected(made.chain, errors.TaskUnknown, [message('none')], [judge])
    expectRejected(made.chain, fixtureErrors.RoleMissing, [message(taskId)], [clerk])
    expectRejected(made.chain, errors.OutsideJurisdiction, [message(taskId)], [elsewhere])
    made.chain.deliver([message(taskId)], [judge])
    expect(made.chain.query('case/task', { taskId })).toMatchObject({
      state: 'DONE',
      resolution: 'RECORD_STANDS',
      resolutionDigest: DIGEST,
    })
    expectRejected(made.chain, errors.TaskDone, [message(taskId)], [judge])
    expect(made.chain.violations()).toEqual([])
  })
})
