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
import type { BenchInput, Measured } from './report.ts'
import { inFolder } from './scratch-folder.ts'
import { figure, repeated } from './stats.ts'

export interface VerifyTimes {
  readonly result: string
  readonly coldMs: number
  /** Processor time of the cold verification, all threads. */
  readonly cpuMs: number
  readonly warmMs: number
}

const PROGRAM = fileURLToPath(new URL('../../dist/bench/verify-process.js', import.meta.url))
const run = promisify(execFile)

/** A bundle of profile `court` of a real ask, judged by fresh processes against the court's trust file. */
export function verify({ runs }: BenchInput): Promise<Measured> {
  return inFolder(undefined, async (folder) => {
    if (!isBuilt() || !existsSync(PROGRAM))
      return { figures: [], sizes: {}, notRun: [{ what: 'verify', why: 'the applications are not built' }] }
    const alliance = await startAlliance(folder)
    const bundleFile = join(folder, 'bundle.json')
    let bytes = 0
    try {
      const dispatchId = await answeredDispatch(alliance)
      const request = { dispatchId, profile: 'court', askerClient: CLIENT_ID, answererClient: CLIENT_ID } as const
      const bundle = encodeBundle(await collectEvidence(alliance.court.client, alliance.justice.client, request))
      writeFileSync(bundleFile, bundle)
      bytes = bundle.length
    } finally {
      await alliance.close()
    }
    const once = async (): Promise<VerifyTimes> => {
      const { stdout } = await run(process.execPath, [PROGRAM, bundleFile, alliance.home.trust('court')])
      const times = JSON.parse(stdout) as VerifyTimes
      if (times.result !== 'valid') throw new BenchError('WORK_REFUSED', { expected: 'valid', seen: times.result })
      return times
    }
    await once()
    const times = await repeated(runs, once)
    return {
      figures: [
        figure(
          'verifyCold',
          'ms',
          times.map(({ coldMs }) => coldMs),
          { atLeast: 100, goal: 30, better: 'less' },
        ),
        figure(
          'verifyCpu',
          'ms',
          times.map(({ cpuMs }) => cpuMs),
        ),
        figure(
          'verifyWarm',
          'ms',
          times.map(({ warmMs }) => warmMs),
        ),
      ],
      sizes: { bundleBytes: bytes },
    }
  })
}
