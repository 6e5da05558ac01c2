import { ACT_WAIT_SECONDS } from '@xiezhi/gateway-api'
import type { OutboxRow } from '@xiezhi/gateway-api'
import type { BenchAlliance } from './alliance.ts'
import { BenchError } from './bench-error.ts'
import { Browser } from './gateway-browser.ts'
import { colleague } from './gateway-door.ts'
import type { BenchDoor } from './gateway-door.ts'
import type { Figure } from './report.ts'
import { clocked, figure, percentile, perSecond, repeated, wantedAt } from './stats.ts'

const CLERK = 'clerk'
/** A person may look at a hundred answers in an hour, and has one session. */
const VERIFICATIONS_PER_SESSION = 80
const WARM_UP_ALONE = 10
/** Under load: sessions that each have one act under way, as an officer has. */
const UNDER_WAY = 64
/** On a slow machine each is long, and they differ little. */
const LOADED_RUNS_MAX = 3
const ANSWER_WAIT_MS = 60_000
/** From this size on a run is long enough for what the figures are held to. */
const WANTED_SIZE = 100
/** Of the verifications of a run, so many are made one after the other. */
const ALONE_SHARE = 5
/**
 * Under load, multiples of them, and so many before the clock starts: a gateway that serves is warm, and the first some hundred
 * acts of a process cost twice what later ones do.
 */
const LOADED_EACH = 5
const LOADED_WARM_UP_EACH = 3

export interface VerificationWork {
  readonly runs: number
  /** Verifications of a run; under load some times as many. */
  readonly size: number
}

/** Clerks at work: each has a session, the key open, and an event stream that tells of the own acts. */
export class Clerks {
  readonly browsers: readonly Browser[]
  readonly #end: () => void
  readonly #seen: Map<string, number>
  readonly #waiting: Map<string, () => void>

  private constructor(
    browsers: readonly Browser[],
    end: () => void,
    seen: Map<string, number>,
    waiting: Map<string, () => void>,
  ) {
    this.browsers = browsers
    this.#end = end
    this.#seen = seen
    this.#waiting = waiting
  }

  /** The first `timed` sign in one after the other, for their times; the rest together. */
  static async open(door: BenchDoor, count: number, timed: number): Promise<{ clerks: Clerks; signInMs: number[] }> {
    const browsers: Browser[] = []
    const signIn = async (n: number): Promise<void> =>
      void browsers.push(await Browser.signIn(door.url('court'), colleague(CLERK, n)))
    const one = Math.min(timed, count)
    const signInMs = await repeated(one, (run) => clocked(() => signIn(run)))
    await Promise.all(Array.from({ length: count - one }, (_, n) => signIn(one + n)))
    await Promise.all(browsers.map((browser) => browser.unlock()))
    const seen = new Map<string, number>()
    const waiting = new Map<string, () => void>()
    const take = (data: string): void => {
      const { topic, id } = JSON.parse(data) as { readonly topic: string; readonly id: string }
      if (topic !== 'outbox') return
      seen.set(id, (seen.get(id) ?? 0) + 1)
      waiting.get(id)?.()
    }
    const ends = await Promise.all(browsers.map((browser) => browser.stream(take)))
    const end = (): void => {
      for (const close of ends) close()
    }
    return { clerks: new Clerks(browsers, end, seen, waiting), signInMs }
  }

  /** Reads the row anew at each event that names it, until the act has ended. @throws BenchError ANSWER_LATE */
  async finished({ client }: Browser, begun: OutboxRow): Promise<OutboxRow> {
    const { id } = begun
    let row = begun
    for (let read = 0; !row.isFinal;) {
      if ((this.#seen.get(id) ?? 0) === read) await this.#event(id)
      read = this.#seen.get(id) ?? 0
      row = await client.call('getOutboxRow', { params: { id } })
    }
    this.#seen.delete(id)
    return row
  }

  close(): void {
    this.#end()
    for (const browser of this.browsers) browser.close()
  }

  #event(id: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id)
        reject(new BenchError('ANSWER_LATE', { id, ms: ANSWER_WAIT_MS }))
      }, ANSWER_WAIT_MS)
      this.#waiting.set(id, () => {
        clearTimeout(timer)
        this.#waiting.delete(id)
        resolve()
      })
    })
  }
}

/** Sessions for the whole bench. */
export function sessionsFor({ runs, size }: VerificationWork): number {
  const ofRuns = runs * Math.ceil(size / ALONE_SHARE) + Math.min(runs, LOADED_RUNS_MAX) * LOADED_EACH * size
  const all = WARM_UP_ALONE + LOADED_WARM_UP_EACH * size + ofRuns
  return Math.max(underWayOf(size), Math.ceil(all / VERIFICATIONS_PER_SESSION))
}

/** One lawyer after the other, then many under way at once. */
export async function verificationFigures(
  alliance: BenchAlliance,
  door: BenchDoor,
  clerks: Clerks,
  { runs, size }: VerificationWork,
): Promise<Figure[]> {
  const { browsers } = clerks
  const verify = verifierOf(alliance, clerks)
  let turn = 0
  const once = (): Promise<number> => verify(browsers[turn++ % browsers.length] ?? first(browsers))
  const cpu = (): number => alliance.cpuMs() + door.cpuMs
  const ofAlone = Math.ceil(size / ALONE_SHARE)
  await repeated(Math.min(WARM_UP_ALONE, size), once)
  const alone = await repeated(runs, () => repeated(ofAlone, once))
  await underLoad(verify, browsers, LOADED_WARM_UP_EACH * size)
  const ofLoaded = LOADED_EACH * size
  const loaded = await repeated(Math.min(runs, LOADED_RUNS_MAX), async () => {
    const before = cpu()
    const times: number[] = []
    const ms = await clocked(async () => {
      times.push(...(await underLoad(verify, browsers, ofLoaded)))
    })
    return { rate: perSecond(ofLoaded, ms), p50: percentile(times, 0.5), cpuMs: (cpu() - before) / ofLoaded }
  })
  const at = (share: number): number[] => alone.map((run) => percentile(run, share))
  const p95 = wantedAt(size, WANTED_SIZE, { atLeast: 150, goal: 150, better: 'less' })
  const rate = wantedAt(size, WANTED_SIZE, { atLeast: 100, goal: 100, better: 'more' })
  return [
    figure('doorVerifyP50', 'ms', at(0.5)),
    figure('doorVerifyP95', 'ms', at(0.95), p95),
    figure(
      'doorVerifyRate',
      '/s',
      loaded.map((run) => run.rate),
      rate,
    ),
    figure(
      'doorVerifyLoadedP50',
      'ms',
      loaded.map(({ p50 }) => p50),
    ),
    figure(
      'doorVerifyCpu',
      'ms',
      loaded.map(({ cpuMs }) => cpuMs),
    ),
  ]
}

/** Under way at once in a run of this size. */
export function underWayOf(size: number): number {
  return Math.min(UNDER_WAY, size)
}

type Verifier = (browser: Browser) => Promise<number>

function verifierOf({ sample }: BenchAlliance, clerks: Clerks): Verifier {
  const subjects = sample.cases.flatMap(({ caseRef, agents }) =>
    agents.map(({ licenceNo }) => ({ params: { caseId: caseRef }, body: { licence: licenceNo } })),
  )
  let turn = 0
  return (browser) => {
    const subject = subjects[turn++ % subjects.length]
    if (subject === undefined) throw new BenchError('WORK_REFUSED', { reason: 'sample without agents' })
    const { client } = browser
    return clocked(async () => {
      const { shownId } = await client.call('previewAct', { body: { act: 'verifyLawyer', ...subject } })
      const options = { shownId, waitSeconds: ACT_WAIT_SECONDS }
      const row = await clerks.finished(browser, await client.call('verifyLawyer', subject, options))
      if (row.state !== 'answered') throw new BenchError('WORK_REFUSED', { state: row.state })
      const { proof } = await client.call('getVerification', { params: { id: row.id } })
      if (proof === null) throw new BenchError('WORK_REFUSED', { expected: 'a proof' })
    })
  }
}

/** Each session has one under way; one that is done goes to the end of the row. */
async function underLoad(verify: Verifier, browsers: readonly Browser[], count: number): Promise<number[]> {
  const free = [...browsers]
  let begun = 0
  const times: number[] = []
  const worker = async (): Promise<void> => {
    while (begun < count) {
      begun++
      const browser = free.shift() ?? first(browsers)
      times.push(await verify(browser))
      free.push(browser)
    }
  }
  await Promise.all(Array.from({ length: Math.min(UNDER_WAY, browsers.length, count) }, worker))
  return times
}

function first(browsers: readonly Browser[]): Browser {
  const [one] = browsers
  if (one === undefined) throw new BenchError('WORK_REFUSED', { sessions: 0 })
  return one
}
