import { zoneModules } from '@xiezhi/chain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SILENCE_PORTS } from '../apps/relayer/src/silence-ports.ts'
import { tellFault } from '../tools/faults/fault-row.ts'
import { lateAnswers } from '../tools/protocol-search/late-answers.ts'
import { CASE_REFS, questionMessage } from '../tools/protocol-search/questions.ts'
import { CLIENT, startAlliance } from './testing/alliance.ts'
import type { Alliance } from './testing/alliance.ts'
import { until } from './testing/until.ts'

const DEADLINE_MS = 2_500

/** A bureau that answers question B only when it is told to; the relayer between the two is the usual one. */
let alliance: Alliance
beforeEach(async () => {
  alliance = await startAlliance({
    modulesOf: (kind) => (kind === 'justice' ? lateAnswers(zoneModules(kind)) : zoneModules(kind)),
  })
})
afterEach(async () => {
  await alliance.close()
})

interface Found {
  readonly dispatch: {
    readonly deadlineMs: number
    readonly outcome: { readonly kind: string; readonly atMs: number } | null
    readonly additions: readonly { readonly kind: string }[]
  }
}

test('silence is proved to the asker with no doing of a person, and a later answer is added', async () => {
  const { court } = alliance
  const [silent, inTime] = [await ask('B'), await ask('A')]
  const { outcome, deadlineMs } = await decided(silent)
  expect(outcome?.kind).toBe('silent')
  expect(outcome?.atMs).toBeGreaterThan(deadlineMs)
  expect((await found(inTime)).outcome?.kind).toBe('answered')

  await answer(1)
  await until(async () => (await found(silent)).additions.length > 0 || undefined)
  expect(await found(silent)).toMatchObject({ outcome, additions: [{ kind: 'answered-late' }] })
  expect(court.host.app.violations()).toEqual([])
  tellFault({ fault: 'a peer that does not answer', tries: 1, survived: 1, outageMs: 0 })
})

test('an answer in time that nobody had brought by the deadline is never called silence', async () => {
  const dispatchId = await ask('B')
  await waiting(1)
  alliance.link?.close()
  await answer(1)
  await past(dispatchId)
  await alliance.openLink()
  const { outcome, deadlineMs } = await decided(dispatchId)
  expect(outcome?.kind).toBe('answered')
  expect(outcome?.atMs).toBeLessThanOrEqual(deadlineMs)
})

test('a late answer that waits when the relayer starts does not hide the silence at the deadline', async () => {
  const dispatchId = await ask('B')
  await waiting(1)
  alliance.link?.close()
  await past(dispatchId)
  await answer(1)
  await alliance.openLink()
  await until(async () => (await found(dispatchId)).additions.length > 0 || undefined)
  expect(await found(dispatchId)).toMatchObject({ outcome: { kind: 'silent' }, additions: [{ kind: 'answered-late' }] })
})

test('what the relayer knows of the ports is what their modules take', () => {
  const modules = zoneModules('court')
  const known = [...SILENCE_PORTS.values()].filter(({ message }) =>
    modules.some(({ name }) => name === message.split('/')[0]),
  )
  expect(known.map(({ message }) => message)).toContain('query/ProveSilence')
  const [messages, queries] = [
    modules.flatMap((module) => module.messages),
    modules.flatMap((module) => module.queries),
  ]
  for (const { message, query, idField } of known) {
    const id = `${'0'.repeat(64)}-0`
    const value = { [idField]: id, sequence: 1, height: 1, receiptProof: 'AAAA', absenceProof: 'AAAA' }
    const definition = messages.find(({ type }) => type === message)
    expect(definition?.schema.parse(value)).toEqual(value)
    expect(queries.find(({ name }) => name === query)?.schema.parse({ [idField]: id })).toEqual({ [idField]: id })
  }
})

async function ask(label: 'A' | 'B'): Promise<string> {
  const nowMs = Date.now()
  const timeoutSeconds = Math.floor(nowMs / 1_000) + 600
  const question = questionMessage({ timeoutSeconds, deadlineMs: nowMs + DEADLINE_MS, caseRef: CASE_REFS[label] })
  const { data } = await alliance.court.act(question, 'clerk-1')
  const [{ dispatchId } = { dispatchId: '' }] = data as unknown as readonly { readonly dispatchId: string }[]
  return dispatchId
}

async function found(dispatchId: string): Promise<Found['dispatch']> {
  const answered = await alliance.court.client.query('query/dispatch', { dispatchId })
  return (answered as unknown as Found).dispatch
}

function decided(dispatchId: string): Promise<Found['dispatch']> {
  return until(async () => {
    const dispatch = await found(dispatchId)
    return dispatch.outcome === null ? undefined : dispatch
  })
}

async function answer(sequence: number): Promise<void> {
  await alliance.justice.act({ type: 'late/Answer', value: { sequence } }, 'bureau-1')
}

/** The bureau has received the packet. */
async function waiting(sequence: number): Promise<void> {
  await until(
    async () => (await alliance.justice.client.query('packet/waiting', { clientId: CLIENT, sequence })) ?? undefined,
  )
}

/** The bureau has signed a header past the deadline. */
async function past(dispatchId: string): Promise<void> {
  const { deadlineMs } = await found(dispatchId)
  await until(async () => Date.parse((await alliance.justice.client.status()).timeText) > deadlineMs || undefined)
}
