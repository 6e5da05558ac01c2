import { Overlay } from '@xiezhi/kernel'
import type { Store } from '@xiezhi/kernel'
import { describe, expect, test } from 'vitest'
import { AGENT, CASE_REF, PARTY, SERIAL, withAgent } from './fixtures.ts'
import { invariants } from './invariants.ts'
import { agents, agentsOfSerial, caseNumbers, openTasks, parties, tasks } from './state.ts'
import type { Agent } from './state.ts'

function brokenBy(breakIt: (store: Store, agent: Agent) => void): string[] {
  const made = withAgent()
  made.notify({ kind: 'DISPUTED', status: 'ACTIVE' })
  const store = new Overlay(made.chain.store)
  const agent = agents(store).get(CASE_REF, AGENT)
  if (agent !== undefined) breakIt(store, agent)
  const ctx = { ...made.chain.context(), store }
  return invariants.filter((one) => one.violation(ctx) !== null).map(({ name }) => name)
}
const firstTask = (store: Store) => tasks(store).list({ limit: 1 })[0]?.value

describe('case invariants', () => {
  test('hold of a sound state', () => {
    expect(brokenBy(() => undefined)).toEqual([])
  })

  test.each<[name: string, breakIt: (store: Store, agent: Agent) => void]>([
    [
      'numbers-are-given-once',
      (store) => {
        for (const { id } of caseNumbers(store).list({ limit: 9 })) caseNumbers(store).delete(...id)
      },
    ],
    ['agents-have-party-and-verification', (store) => parties(store).delete(CASE_REF, PARTY)],
    [
      'agents-have-party-and-verification',
      (store, agent) => agents(store).set([CASE_REF, AGENT], { ...agent, latestVerification: null }),
    ],
    ['serial-index-is-open-cases', (store) => agentsOfSerial(store).delete(SERIAL, CASE_REF, AGENT)],
    [
      'closed-cases-give-no-access',
      (store, agent) => agents(store).set([CASE_REF, AGENT], { ...agent, fileAccess: 'FROZEN', frozenFrom: null }),
    ],
    ['open-tasks-agree', (store) => openTasks(store).delete(CASE_REF, firstTask(store)?.taskId ?? '')],
    [
      'judges-tasks-have-a-basis',
      (store) => {
        const task = firstTask(store)
        if (task !== undefined) tasks(store).set(task.taskId, { ...task, basis: [] })
      },
    ],
  ])('%s is broken', (name, breakIt) => {
    expect(brokenBy(breakIt)).toEqual([name])
  })
})
