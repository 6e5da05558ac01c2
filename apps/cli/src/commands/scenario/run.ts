import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { scenarioClockText } from '@xiezhi/sdk'
import { CliError } from '../../cli-error.ts'
import { Home, writeFileWhole } from '../../config/home.ts'
import { exitCode } from '../../exit-codes.ts'
import { Output } from '../../output.ts'
import { freePortBase } from '@xiezhi/host/ports'
import type { JsonObject } from '../../zone/zone-session.ts'
import { contestedEvidence } from './contested-evidence.ts'
import { dataBreach } from './data-breach.ts'
import { Doors } from './doors.ts'
import { lawyerAndHearing } from './lawyer-and-hearing.ts'
import { listingToRepair } from './listing-to-repair.ts'
import { ordinaryEnforcement } from './ordinary-enforcement.ts'
import type { Found, Scenario, Step } from './scenario.ts'
import { waitingSeals } from './waiting-seals.ts'

export const SCENARIOS: readonly Scenario[] = [
  ordinaryEnforcement,
  waitingSeals,
  listingToRepair,
  lawyerAndHearing,
  contestedEvidence,
  dataBreach,
]

/** The command line itself, as a user starts it. */
const PROGRAM = fileURLToPath(new URL('../../../bin/xiezhi.js', import.meta.url))
/** Where the other listeners of an alliance stand above the first zone. */
const PORT_OFFSETS = [10, 20, 100, 110, 120, 130]
/** Without sample data: a scenario of the past brings its own. */
const NO_SAMPLE = 'name: xiezhi-scenario\nsample: { enabled: false }\n'

export interface RunOptions {
  readonly json?: boolean
}

interface Ran {
  /** Null: no command. */
  readonly exit: number | null
  readonly document: JsonObject
}

/** Runs a scenario on an alliance of its own, in a folder that is removed afterwards. */
export async function run(id: string, options: RunOptions): Promise<number> {
  const scenario = SCENARIOS.find((one) => one.id === id.toUpperCase())
  if (scenario === undefined) {
    throw new CliError('SCENARIO_UNKNOWN', 'USAGE', { id, known: SCENARIOS.map((one) => one.id).join(' ') })
  }
  const out = new Output(options)
  const folder = mkdtempSync(join(tmpdir(), 'xiezhi-scenario-'))
  // Nobody lists it, but the private database server of another user comes through.
  chmodSync(folder, 0o711)
  const base = await freePortBase(PORT_OFFSETS)
  const root = join(folder, 'home')
  const doors = new Doors(root)
  const env = { ...process.env, XIEZHI_HOME: root, XIEZHI_PORT_BASE: String(base), ...pastOf(scenario, folder, root) }
  const xiezhi = (args: readonly string[]): Promise<Ran> => runChild(args, env)
  out.line(`${scenario.id}  ${scenario.zh} / ${scenario.en}`)
  try {
    const up = await xiezhi(['up', '--detach', ...(hasDoors(scenario) ? [] : ['--ledgers'])])
    if (up.exit !== 0) throw new CliError('SCENARIO_ALLIANCE', 'UNAVAILABLE', { exit: up.exit })
    for (const [name, text] of Object.entries(scenario.files ?? {})) writeFileSync(join(folder, name), text)
    return await walk(scenario, { folder }, { xiezhi, doors }, out)
  } finally {
    doors.close()
    await xiezhi(['down'])
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Whether somebody goes to the pages of an authority; commands need ledgers and relayer only. */
function hasDoors({ steps }: Scenario): boolean {
  return steps.some((step) => 'does' in step)
}

/** Before the first start the clock of the ledgers is set to the scenario's first day. */
function pastOf({ startsAt }: Scenario, folder: string, root: string): NodeJS.ProcessEnv {
  if (startsAt === undefined) return {}
  const alliance = join(folder, 'alliance.yaml')
  writeFileSync(alliance, NO_SAMPLE)
  writeFileWhole(
    new Home({ XIEZHI_HOME: root }).scenarioClock,
    scenarioClockText(Date.parse(startsAt) - Date.now()),
    0o600,
  )
  return { XIEZHI_ALLIANCE: alliance }
}

export function listScenarios(options: RunOptions): number {
  const out = new Output(options)
  for (const { id, zh, en } of SCENARIOS) out.line(`${id}  ${zh} / ${en}`)
  out.document({ scenarios: SCENARIOS.map(({ id, zh, en }) => ({ id, zh, en })) })
  return 0
}

/** All steps; stops at the first that does not come out as it must. */
async function walk(scenario: Scenario, start: Found, means: Means, out: Output): Promise<number> {
  let found = start
  const done: { readonly step: string; readonly passed: boolean }[] = []
  for (const step of scenario.steps) {
    const ran = await take(step, means, found)
    const problem = problemOf(step, ran, found)
    done.push({ step: step.en, passed: problem === undefined })
    out.line(`${problem === undefined ? '✓' : '✗'} ${String(done.length)}. ${step.zh} / ${step.en}`)
    out.line(
      `    ${shownStep(step, found)}  → ${ran.exit === null ? JSON.stringify(ran.document).slice(0, 300) : String(ran.exit)}`,
    )
    if (problem !== undefined) {
      out.say('scenarioExpected', { expected: problem, seen: JSON.stringify(ran.document).slice(0, 400) })
      break
    }
    found = { ...found, ...step.keep?.(ran.document, found) }
  }
  const passed = done.filter((one) => one.passed).length
  const failed = done.length - passed
  out.line(`${String(passed)} passed, ${String(failed)} failed`)
  out.document({ id: scenario.id, steps: done, passed, failed })
  return exitCode(failed === 0 ? 'OK' : 'SCENARIO_DIFFERS')
}

interface Means {
  readonly xiezhi: (args: readonly string[]) => Promise<Ran>
  readonly doors: Doors
}

/** What fails in a way that the step does not expect is its answer. */
async function take(step: Step, { xiezhi, doors }: Means, found: Found): Promise<Ran> {
  if ('args' in step) return xiezhi(step.args(found))
  try {
    return { exit: null, document: await step.does(doors, found) }
  } catch (error) {
    return { exit: null, document: { failed: error instanceof Error ? error.message : 'unknown' } }
  }
}

function shownStep(step: Step, found: Found): string {
  return 'args' in step ? `npx xiezhi ${step.args(found).map(quoted).join(' ')}` : step.calls
}

function problemOf(step: Step, { exit, document }: Ran, found: Found): string | undefined {
  if ('args' in step && exit !== exitCode(step.exit)) return `exit code ${String(exitCode(step.exit))} (${step.exit})`
  if ('failed' in document) return 'an answer'
  return step.holds?.(document, found)
}

function quoted(arg: string): string {
  return /^[\w./:=@-]+$/.test(arg) ? arg : `'${arg}'`
}

function runChild(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args, '--json'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    child.on('error', reject)
    child.on('close', (exit) => {
      resolve({ exit: exit ?? -1, document: documentOf(text) })
    })
  })
}

/** The last line of what the command printed. */
function documentOf(text: string): JsonObject {
  try {
    return JSON.parse(text.trim().split('\n').at(-1) ?? '{}') as JsonObject
  } catch {
    return { printed: text.slice(0, 400) }
  }
}
