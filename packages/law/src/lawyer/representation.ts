import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { enumeration, list, listOfUnique, object, text, type Value } from '../schema/schema.ts'

const VERDICTS = ['PASS', 'BLOCK'] as const
type RepresentationGround = Ground<'BLOCK'>

const input = object({
  procedure: enumeration(['CIVIL', 'ADMIN', 'CRIMINAL']),
  appointments: list(
    object({
      agentId: text(),
      clientId: text(),
      side: text(),
      role: enumeration(['AGENT', 'DEFENDER']),
      caseId: text(),
    }),
  ),
  connectedCases: list(listOfUnique(text(), null)),
})
type Facts = Value<typeof input>
type Appointments = Facts['appointments']

/** Lawyers Law art. 39; Civil Procedure Law art. 61, Criminal Procedure Law art. 33 and its interpretation art. 43. */
export const representation = defineFunction({
  name: 'lawyer.representation',
  question: { zh: '这些代理人、辩护人能否这样接受委托？', en: 'May these agents and defenders act together?' },
  rules: ['R18-13', 'R18-15'],
  parameters: ['P-18-05'],
  reasons: ['BOTH_SIDES R18-13', 'CO_DEFENDANTS R18-15', 'TOO_MANY_AGENTS R18-15', 'TOO_MANY_DEFENDERS R18-15'],
  errors: [],
  decisiveDate: null,
  input,
  output: judged(VERDICTS, {}),
  evaluate({ appointments, connectedCases }, law) {
    const most = law.count('P-18-05', 'person')
    const grounds = [
      ...numberGrounds(appointments, most),
      ...sideGrounds(appointments),
      ...defendantGrounds(appointments, connectedCases),
    ]
    return judge(VERDICTS, grounds)
  },
})

function numberGrounds(appointments: Appointments, most: number): RepresentationGround[] {
  return (['AGENT', 'DEFENDER'] as const).flatMap((role) => {
    const agents = distinct(
      appointments.filter((one) => one.role === role),
      ({ caseId, clientId }) => [caseId, clientId],
      ({ agentId }) => agentId,
    )
    const code = role === 'AGENT' ? 'TOO_MANY_AGENTS' : 'TOO_MANY_DEFENDERS'
    return agents.some((count) => count > most) ? [{ verdict: 'BLOCK', code, rule: 'R18-15' } as const] : []
  })
}

function sideGrounds(appointments: Appointments): RepresentationGround[] {
  const sides = distinct(
    appointments,
    ({ agentId, caseId }) => [agentId, caseId],
    ({ side }) => side,
  )
  return sides.some((count) => count > 1) ? [{ verdict: 'BLOCK', code: 'BOTH_SIDES', rule: 'R18-13' }] : []
}

function defendantGrounds(appointments: Appointments, connectedCases: Facts['connectedCases']): RepresentationGround[] {
  const groups = groupsOfCase(connectedCases)
  const perGroup = appointments
    .filter(({ role }) => role === 'DEFENDER')
    .flatMap((one) => [`case ${one.caseId}`, ...(groups.get(one.caseId) ?? [])].map((group) => ({ ...one, group })))
  const clients = distinct(
    perGroup,
    ({ agentId, group }) => [agentId, group],
    ({ clientId }) => clientId,
  )
  return clients.some((count) => count > 1) ? [{ verdict: 'BLOCK', code: 'CO_DEFENDANTS', rule: 'R18-15' }] : []
}

function groupsOfCase(connectedCases: Facts['connectedCases']): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  connectedCases.forEach((cases, index) => {
    for (const caseId of cases) groups.set(caseId, [...(groups.get(caseId) ?? []), `group ${index}`])
  })
  return groups
}

/** How many different values there are for each key. */
function distinct<T>(items: readonly T[], keyOf: (item: T) => string[], valueOf: (item: T) => string): number[] {
  const values = new Map<string, Set<string>>()
  for (const item of items) {
    const key = JSON.stringify(keyOf(item))
    const known = values.get(key) ?? new Set()
    values.set(key, known.add(valueOf(item)))
  }
  return [...values.values()].map(({ size }) => size)
}
