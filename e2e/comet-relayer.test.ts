import { zoneModules } from '@xiezhi/chain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installCometbft } from '../tools/judges/run-judge.ts'
import { lateAnswers } from '../tools/protocol-search/late-answers.ts'
import { CASE_REFS, questionMessage } from '../tools/protocol-search/questions.ts'
import { CLIENT, startAlliance } from './testing/alliance.ts'
import type { Alliance } from './testing/alliance.ts'
import { until } from './testing/until.ts'

const cometbft = await installCometbft()
if ('absent' in cometbft) console.log(`not run: a relayer of a zone on CometBFT without traffic (${cometbft.absent})`)

const START_MS = 60_000
const SHORT_MS = 3_000

interface Dispatch {
  readonly deadlineMs: number
  readonly packets: readonly { readonly sequence: number; readonly state: string }[]
  readonly outcome: { readonly kind: string; readonly atMs: number } | null
}

describe.skipIf('absent' in cometbft)(
  'a relayer whose peer is on CometBFT and idle: the heartbeat brings the headers',
  () => {
    let alliance: Alliance

    beforeAll(async () => {
      alliance = await startAlliance({
        cometbft: 'path' in cometbft ? cometbft.path : '',
        modulesOf: (kind) => (kind === 'justice' ? lateAnswers(zoneModules(kind)) : zoneModules(kind)),
      })
    }, START_MS)
    afterAll(async () => {
      await alliance.close()
    })

    async function ask(label: 'A' | 'B', { timeoutMs = 600_000, deadlineMs = 3_600_000 }): Promise<string> {
      const nowMs = Date.now()
      const question = questionMessage({
        timeoutSeconds: Math.floor((nowMs + timeoutMs) / 1_000),
        deadlineMs: nowMs + deadlineMs,
        caseRef: CASE_REFS[label],
      })
      const { data } = await alliance.court.act(question, 'clerk-1')
      const [{ dispatchId } = { dispatchId: '' }] = data as unknown as readonly { readonly dispatchId: string }[]
      return dispatchId
    }

    async function dispatchOf(dispatchId: string): Promise<Dispatch> {
      const found = await alliance.court.client.query('query/dispatch', { dispatchId })
      return (found as unknown as { readonly dispatch: Dispatch }).dispatch
    }

    test('a question is answered across the two hosts', async () => {
      const dispatchId = await ask('A', {})
      await until(async () => (await dispatchOf(dispatchId)).outcome ?? undefined)
      expect(await dispatchOf(dispatchId)).toMatchObject({ outcome: { kind: 'answered' } })
    })

    test('a packet that nobody could bring is ended once its time is over', async () => {
      alliance.link?.close()
      const dispatchId = await ask('A', { timeoutMs: SHORT_MS })
      const [packet] = (await dispatchOf(dispatchId)).packets
      await new Promise((resolve) => setTimeout(resolve, SHORT_MS))
      await alliance.openLink()
      await until(async () => (await dispatchOf(dispatchId)).packets[0]?.state !== 'pending')
      expect(await dispatchOf(dispatchId)).toMatchObject({ packets: [{ state: 'timed-out' }], outcome: null })
      const received = await alliance.justice.client.query('packet/received', {
        clientId: CLIENT,
        sequences: [packet?.sequence ?? 0],
      })
      expect(received).toMatchObject([{ receipt: null }])
      expect(alliance.court.host.app.violations()).toEqual([])
    })

    test('silence past a deadline is proved', async () => {
      const dispatchId = await ask('B', { deadlineMs: SHORT_MS })
      await until(async () => (await dispatchOf(dispatchId)).outcome ?? undefined)
      const { outcome, deadlineMs } = await dispatchOf(dispatchId)
      expect(outcome?.kind).toBe('silent')
      expect(outcome?.atMs).toBeGreaterThan(deadlineMs)
      expect([...alliance.court.host.app.violations(), ...alliance.justice.host.app.violations()]).toEqual([])
    })
  },
)
