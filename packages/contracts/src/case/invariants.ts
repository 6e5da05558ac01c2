import type { Invariant, ReadContext } from '@xiezhi/kernel'
import { allEntries } from '../all-entries.ts'
import {
  agents,
  agentsOfSerial,
  caseNumbers,
  cases,
  conflicts,
  openTasks,
  parties,
  provisionalFacts,
  tasks,
  verifications,
  verificationsOfYear,
} from './state.ts'

export const invariants: readonly Invariant[] = [
  { name: 'numbers-are-given-once', violation: numberViolation },
  { name: 'agents-have-party-and-verification', violation: agentViolation },
  { name: 'serial-index-is-open-cases', violation: indexViolation },
  { name: 'closed-cases-give-no-access', violation: accessViolation },
  { name: 'open-tasks-agree', violation: taskViolation },
  { name: 'judges-tasks-have-a-basis', violation: basisViolation },
  { name: 'conflicts-are-decided-by-a-judge', violation: conflictViolation },
  { name: 'provisional-verifications-keep-their-facts', violation: provisionalViolation },
]

function numberViolation({ store }: ReadContext): string | null {
  const rows = [...allEntries(store, caseNumbers)]
  const all = [...allEntries(store, cases)]
  if (new Set(rows.map(({ value }) => value)).size !== all.length) return `${rows.length} numbers, ${all.length} cases`
  const shown = all.find(({ value }) => (value.caseNumber === null) === (value.caseNumberTag === null))
  return shown === undefined ? null : `${shown.value.caseRef}: number and tag`
}

function provisionalViolation({ store }: ReadContext): string | null {
  const waiting = new Set([...allEntries(store, verificationsOfYear)].map(({ id }) => id[1] ?? ''))
  const kept = [...allEntries(store, provisionalFacts)].map(({ id }) => id[0] ?? '')
  const lost = [...waiting].find((id) => !kept.includes(id) || verifications(store).get(id)?.calendars === undefined)
  if (lost !== undefined) return `${lost}: waits without facts`
  const idle = kept.find((id) => !waiting.has(id))
  return idle === undefined ? null : `${idle}: facts that nothing waits with`
}

function agentViolation({ store }: ReadContext): string | null {
  for (const { id, value } of allEntries(store, agents)) {
    const [caseRef = ''] = id
    if (!parties(store).has(caseRef, value.partyId)) return `${id.join('/')}: no party`
    const verification =
      value.latestVerification === null ? undefined : verifications(store).get(value.latestVerification)
    if (verification?.agentId !== value.agentId) return `${id.join('/')}: no verification`
    const admitted = value.admission === 'PASS' || value.admission === 'WARN' || value.admission === 'ALERT'
    if (admitted && verification.source === 'NONE') return `${id.join('/')}: admitted without a source`
  }
  return null
}

function indexViolation({ store }: ReadContext): string | null {
  const rows = [...allEntries(store, agentsOfSerial)]
  for (const { id } of rows) {
    const [serial = '', caseRef = '', agentId = ''] = id
    const agent = agents(store).get(caseRef, agentId)
    const fits = agent?.serial === serial && agent.endedOn === null && cases(store).get(caseRef)?.state === 'OPEN'
    if (!fits) return `${id.join('/')}: no running agent of an open case`
  }
  const running = [...allEntries(store, agents)].filter(
    ({ id, value }) => value.endedOn === null && cases(store).get(id[0] ?? '')?.state === 'OPEN',
  )
  return running.length === rows.length ? null : `${running.length} running agents, ${rows.length} rows`
}

function accessViolation({ store }: ReadContext): string | null {
  for (const { id, value } of allEntries(store, agents)) {
    const closed = cases(store).get(id[0] ?? '')?.state !== 'OPEN' || value.endedOn !== null
    if (closed && value.fileAccess !== 'NONE') return `${id.join('/')}: access after the end`
    if (value.fileAccess === 'FROZEN' && value.frozenFrom === null) return `${id.join('/')}: frozen without a day`
  }
  return null
}

function taskViolation({ store }: ReadContext): string | null {
  const open = [...allEntries(store, tasks)].filter(({ value }) => value.state !== 'DONE')
  const rows = [...allEntries(store, openTasks)]
  if (rows.length !== open.length) return `${open.length} open tasks, ${rows.length} rows`
  const lost = open.find(({ value }) => !openTasks(store).has(value.caseRef, value.taskId))
  return lost === undefined ? null : `${lost.value.taskId}: no row`
}

function basisViolation({ store }: ReadContext): string | null {
  const bare = [...allEntries(store, tasks)].find(
    ({ value }) => value.owner === 'COURT_JUDGE' && value.basis.length === 0,
  )
  return bare === undefined ? null : `${bare.value.taskId}: no legal basis`
}

function conflictViolation({ store }: ReadContext): string | null {
  for (const { id, value } of allEntries(store, conflicts)) {
    const [caseRef = ''] = id
    if (!agents(store).has(caseRef, value.agentId)) return `${id.join('/')}: no agent`
    const against = value.kind === 'SAME_FIRM' ? agents(store) : parties(store)
    if (!against.has(caseRef, value.againstId)) return `${id.join('/')}: nobody to be tied to`
    if ((value.state === 'OPEN') !== (value.decision === null)) return `${id.join('/')}: ${value.state}`
  }
  return null
}
