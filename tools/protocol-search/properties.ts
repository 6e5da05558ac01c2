import { queryState } from '@xiezhi/contracts'
import { clientOf } from './client-view.ts'
import { CLIENT, deadlineMsOf, LABELS } from './questions.ts'
import type { Label } from './questions.ts'
import { dispatchOf, trustOf } from './relays.ts'
import type { World } from './world.ts'
import { readZone, violationsOf } from './zone.ts'

type Dispatch = NonNullable<ReturnType<typeof dispatchOf>>

/** What may stand beside an outcome (design: the four outcomes exclude each other, what is learnt later is added). */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  answered: [],
  silent: ['answered-late'],
  undelivered: ['answered-late'],
  'no-newer-header': ['held-answered', 'held-silent', 'held-undelivered', 'answered-late'],
}

/** What is wrong with a step, or null. `answersLate` says that a receipt does not answer at once. */
export function violationOf(before: World, after: World, answersLate: boolean): string | null {
  return (
    countViolation(after) ??
    bothViolation(after) ??
    frozenViolation(before, after) ??
    LABELS.map((label) => dispatchViolation(before, after, label, answersLate)).find((found) => found !== null) ??
    moduleViolation(before, after)
  )
}

function countViolation({ counts }: World): string | null {
  const twice = Object.entries(counts).find(([, count]) => count > 1)
  return twice === undefined ? null : `${twice[0]} ${twice[1]} times`
}

function bothViolation({ zones }: World): string | null {
  const { received, acknowledged } = clientOf(zones.justice)
  for (const [sequence, outcome] of clientOf(zones.court).ended) {
    if (outcome === 'timed-out' && received.includes(sequence)) return `packet ${sequence} is received and timed out`
    if (outcome !== 'timed-out' && !acknowledged.includes(sequence)) return `packet ${sequence} ended by no answer`
  }
  const lost = acknowledged.find((sequence) => !received.includes(sequence))
  return lost === undefined ? null : `packet ${lost} is answered and has no receipt`
}

/** A frozen client learns nothing and proves nothing until officers recover it. */
function frozenViolation(before: World, after: World): string | null {
  for (const kind of ['court', 'justice'] as const) {
    const [was, is] = [before.zones[kind], after.zones[kind]]
    if (was === is || clientOf(was).status !== 'Frozen') continue
    const isRecovered = trustOf(is).from > trustOf(was).from
    if (!isRecovered && clientOf(is).status !== 'Frozen') return `the client of ${kind} thawed without an act`
    if (isRecovered) continue
    if (trustOf(is).latest !== trustOf(was).latest) return `the frozen client of ${kind} took a header`
    const packetsOf = ({ received, ended }: ReturnType<typeof clientOf>) => JSON.stringify([received, ended])
    if (packetsOf(clientOf(is)) !== packetsOf(clientOf(was))) return `the frozen client of ${kind} proved something`
  }
  return null
}

function dispatchViolation(before: World, after: World, label: Label, answersLate: boolean): string | null {
  const dispatch = dispatchOf(after, label)
  if (dispatch === undefined) return null
  return (
    changeViolation(dispatchOf(before, label), dispatch, label) ??
    besideViolation(dispatch, label) ??
    truthViolation(after, dispatch, label, answersLate)
  )
}

function changeViolation(was: Dispatch | undefined, is: Dispatch, label: Label): string | null {
  if (was === undefined || was === is) return null
  if (was.outcome !== null && JSON.stringify(was.outcome) !== JSON.stringify(is.outcome)) {
    return `outcome of ${label} was ${was.outcome.kind} and is ${is.outcome?.kind ?? 'none'}`
  }
  const isKept = JSON.stringify(is.additions.slice(0, was.additions.length)) === JSON.stringify(was.additions)
  return isKept ? null : `an addition of ${label} was changed`
}

function besideViolation({ outcome, additions }: Dispatch, label: Label): string | null {
  const kinds = additions.map(({ kind }) => kind)
  if (outcome === null) return kinds.length === 0 ? null : `${label} has additions and no outcome`
  const stranger = kinds.find((kind) => BESIDE[outcome.kind]?.includes(kind) !== true)
  if (stranger !== undefined) return `${label} is ${outcome.kind} with ${stranger} beside it`
  if (new Set(kinds).size !== kinds.length) return `${label} has an addition twice`
  const held = kinds.filter((kind) => kind.startsWith('held-'))
  if (held.length > 1) return `${label} is said to have held ${held.join(' and ')}`
  return kinds.includes('held-answered') && kinds.includes('answered-late')
    ? `${label} was answered in time and late`
    : null
}

/** What the asker's ledger says, held against the other zone's own. */
function truthViolation({ zones }: World, dispatch: Dispatch, label: Label, answersLate: boolean): string | null {
  const { dispatchId, outcome, additions, packets } = dispatch
  const deadlineMs = deadlineMsOf(label)
  const says = (kind: string) => outcome?.kind === kind || additions.some((one) => one.kind === `held-${kind}`)
  const answer = queryState.answers(readZone(zones.justice).store).get(CLIENT, dispatchId)?.result.decidedAtMs
  const inTime = (answer ?? Infinity) <= deadlineMs
  if (says('silent') && inTime) return `${label} is proved silent and answered in time`
  if (says('undelivered') && inTime) return `${label} is called undelivered and was answered in time`
  if (says('answered') && !inTime) return `${label} is called answered and was not in time`
  if (additions.some(({ kind }) => kind === 'answered-late') && (answer === undefined || inTime)) {
    return `${label} is called answered late and was not`
  }
  if (!says('silent')) return null
  if (!answersLate) return `${label} is called silent by a peer that answers at once`
  const { received } = clientOf(zones.justice)
  const isDelivered = packets.some(({ sequence }) => received.includes(sequence))
  return isDelivered ? null : `${label} is called silent and was not delivered`
}

function moduleViolation(before: World, after: World): string | null {
  for (const kind of ['court', 'justice'] as const) {
    if (before.zones[kind].state === after.zones[kind].state) continue
    const [found] = violationsOf(after.zones[kind])
    if (found !== undefined) return `invariant of ${kind}: ${found}`
  }
  return null
}
