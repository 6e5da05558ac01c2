import { execFile } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { encodeBundle } from '@xiezhi/evidence'
import { collectEvidence } from '@xiezhi/sdk'
import { CLIENT_ID } from '../zone/ask.ts'
import { startAlliance } from './alliance.ts'
import { answeredDispatch } from './ask.ts'
import { BenchError } from './bench-error.ts'
import { isBuilt } from './child.ts'
import type { BenchInput, Figure, Measured, NotRun } from './report.ts'
import { inFolder } from './scratch-folder.ts'
import { clocked, figure, repeated } from './stats.ts'
import { chromiumPath, pageVerifications, verifyPageFile } from './verify-page.ts'

export interface VerifyTimes {
  readonly result: string
  readonly coldMs: number
  /** Processor time of the cold verification, all threads. */
  readonly cpuMs: number
  readonly warmMs: number
}

const PROGRAM = fileURLToPath(new URL('../../dist/bench/verify-process.js', import.meta.url))
const COMMAND = fileURLToPath(new URL('../../bin/xiezhi.js', import.meta.url))
const ALONE = fileURLToPath(new URL('../../dist/alone/verify.cjs', import.meta.url))
const run = promisify(execFile)

/** A bundle of profile `court` of a real ask, judged by fresh processes and fresh pages against the court's trust file. */
export function verify({ runs }: BenchInput): Promise<Measured> {
  return inFolder(undefined, async (folder) => {
    if (!isBuilt() || !existsSync(PROGRAM) || !existsSync(ALONE))
      return { figures: [], sizes: {}, notRun: [{ what: 'verify', why: 'the applications are not built' }] }
    const alliance = await startAlliance(folder)
    const bundle = join(folder, 'bundle.json')
    const trust = alliance.home.trust('court')
    let bundleBytes = 0
    try {
      const dispatchId = await answeredDispatch(alliance)
      const request = { dispatchId, profile: 'court', askerClient: CLIENT_ID, answererClient: CLIENT_ID } as const
      const bytes = encodeBundle(await collectEvidence(alliance.court.client, alliance.justice.client, request))
      writeFileSync(bundle, bytes)
      bundleBytes = bytes.length
    } finally {
      await alliance.close()
    }
    const inNode = await nodeFigures(bundle, trust, runs)
    const inPage = await pageFigures({ bundle, trust }, runs)
    return { figures: [...inNode, ...inPage.figures], sizes: { bundleBytes }, notRun: inPage.notRun }
  })
}

async function nodeFigures(bundle: string, trust: string, runs: number): Promise<Figure[]> {
  const once = async (): Promise<VerifyTimes> => {
    const { stdout } = await run(process.execPath, [PROGRAM, bundle, trust])
    const times = JSON.parse(stdout) as VerifyTimes
    if (times.result !== 'valid') throw new BenchError('WORK_REFUSED', { expected: 'valid', seen: times.result })
    return times
  }
  const command = async (): Promise<number> => {
    const empty = await clocked(() => run(process.execPath, ['--eval', '0']))
    return (
      (await clocked(() => run(process.execPath, [COMMAND, 'evidence', 'verify', bundle, '--trust', trust]))) - empty
    )
  }
  await once()
  const times = await repeated(runs, once)
  await command()
  const commands = await repeated(runs, command)
  const wanted = { atLeast: 100, goal: 30, better: 'less' } as const
  const of = (pick: (one: VerifyTimes) => number): number[] => times.map(pick)
  return [
    figure(
      'verifyCold',
      'ms',
      of(({ coldMs }) => coldMs),
      wanted,
    ),
    figure(
      'verifyCpu',
      'ms',
      of(({ cpuMs }) => cpuMs),
    ),
    figure(
      'verifyWarm',
      'ms',
      of(({ warmMs }) => warmMs),
    ),
    figure('verifyCommand', 'ms', commands),
  ]
}

async function pageFigures(
  files: { readonly bundle: string; readonly trust: string },
  runs: number,
): Promise<{ readonly figures: readonly Figure[]; readonly notRun: readonly NotRun[] }> {
  const what = 'verify in a page'
  const chromium = chromiumPath()
  if (chromium === undefined) return { figures: [], notRun: [{ what, why: 'no Chromium; XIEZHI_CHROMIUM names one' }] }
  if (!existsSync(verifyPageFile)) return { figures: [], notRun: [{ what, why: 'the page is not built' }] }
  const times = await pageVerifications(chromium, files, runs)
  return { figures: [figure('verifyPage', 'ms', times, { atLeast: 1_000, goal: 1_000, better: 'less' })], notRun: [] }
}
