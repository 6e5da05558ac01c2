import { randomBytes } from 'node:crypto'
import { signOrder } from '@xiezhi/sdk'
import type { OfficerKey } from '@xiezhi/sdk'
import { loadOfficer } from '../zone/officers.ts'
import { startAlliance } from './alliance.ts'
import type { BenchAlliance } from './alliance.ts'
import { askerOf } from './ask.ts'
import { recordMessage } from './bureau.ts'
import { isBuilt } from './child.ts'
import { emptyApplicationRates } from './comet-empty.ts'
import { engineProgram } from './engine-program.ts'
import type { BenchInput, Figure, Measured } from './report.ts'
import { inFolder } from './scratch-folder.ts'
import { clocked, figure, percentile, perSecond, repeated, wantedAt } from './stats.ts'

const VALIDATORS = 4
const WRITES_DEFAULT = 4_000
const WRITES_WANTED = 2_000
/** Of the writes of a run, so many are made one after the other, and so many asks. */
const ALONE_SHARE = 40
const UNDER_WAY = 1_000
const WARM_UP = 10
const WRITER = { organisation: 'justice-department', officer: 'licensing-1' }

interface LoadedRun {
  readonly rate: number
  readonly appCpuMs: number
  readonly engineCpuMs: number
}

/** Both zones on four validators each, all on this machine; then an application that does nothing, on the same settings. */
export function comet({ runs, size = WRITES_DEFAULT, note }: BenchInput): Promise<Measured> {
  return inFolder(undefined, async (folder) => {
    const program = await engineProgram()
    if (!isBuilt() || program === undefined) {
      const why = program === undefined ? 'CometBFT is not installed' : 'apps/node or apps/relayer is not built'
      return { figures: [], sizes: {}, notRun: [{ what: 'comet', why }] }
    }
    note('alliance on CometBFT')
    const alliance = await startAlliance(folder, { validators: VALIDATORS, program })
    const alone = Math.ceil(size / ALONE_SHARE)
    let measured: Awaited<ReturnType<typeof zoneFigures>>
    try {
      measured = await zoneFigures(alliance, { runs, size, alone, note })
    } finally {
      await alliance.close()
    }
    note('an application that does nothing')
    const bytes = signedWrite(alliance, writerOf(alliance)).length
    const empty = await emptyApplicationRates(alliance, { program, runs, size, bytes, underWay: UNDER_WAY })
    const ratio = measured.loaded.map(({ rate }, run) => rate / (empty[run] ?? Number.NaN))
    return {
      figures: [
        ...measured.figures,
        figure('cometEmpty', '/s', empty),
        figure(
          'cometRatio',
          'count',
          ratio,
          wantedAt(size, WRITES_WANTED, { atLeast: 0.3, goal: 0.4, better: 'more' }),
        ),
      ],
      sizes: { validators: VALIDATORS, writes: size, alone, underWay: Math.min(UNDER_WAY, size), txBytes: bytes },
    }
  })
}

interface ZoneWork {
  readonly runs: number
  readonly size: number
  readonly alone: number
  readonly note: (text: string) => void
}

async function zoneFigures(
  alliance: BenchAlliance,
  { runs, size, alone, note }: ZoneWork,
): Promise<{ readonly figures: Figure[]; readonly loaded: readonly LoadedRun[] }> {
  const officer = writerOf(alliance)
  const write = (): Promise<number> => clocked(() => submit(alliance, signedWrite(alliance, officer)))
  note('one write after the other')
  await repeated(WARM_UP, write)
  const single = await repeated(runs, () => repeated(alone, write))
  note('asks')
  const asker = await askerOf(alliance)
  await repeated(WARM_UP, () => asker.once())
  const asks = await repeated(runs, () => repeated(alone, () => asker.once()))
  note('writes under load')
  await writeAll(alliance, officer, Math.min(size, UNDER_WAY))
  const loaded = await repeated(runs, () => writeAll(alliance, officer, size))
  const at = (rows: readonly number[][], share: number): number[] => rows.map((row) => percentile(row, share))
  const isWhole = (wanted: NonNullable<Figure['wanted']>): Figure['wanted'] => wantedAt(size, WRITES_WANTED, wanted)
  return {
    figures: [
      figure('cometCommitP50', 'ms', at(single, 0.5), isWhole({ atLeast: 60, goal: 40, better: 'less' })),
      figure('cometCommitP95', 'ms', at(single, 0.95), isWhole({ atLeast: 150, goal: 150, better: 'less' })),
      figure('cometAskP50', 'ms', at(asks, 0.5), isWhole({ atLeast: 350, goal: 250, better: 'less' })),
      figure('cometAskP95', 'ms', at(asks, 0.95)),
      figure(
        'cometWrites',
        '/s',
        loaded.map(({ rate }) => rate),
      ),
      figure(
        'cometAppCpu',
        'ms',
        loaded.map(({ appCpuMs }) => appCpuMs),
      ),
      figure(
        'cometEngineCpu',
        'ms',
        loaded.map(({ engineCpuMs }) => engineCpuMs),
      ),
    ],
    loaded,
  }
}

function writerOf({ home }: BenchAlliance): OfficerKey {
  return loadOfficer(home, { zone: 'justice', ...WRITER })
}

let written = 0

function signedWrite({ justice }: Pick<BenchAlliance, 'justice'>, officer: OfficerKey): Uint8Array {
  return signOrder({
    chainId: justice.zone.chainId,
    messages: [recordMessage(`c-${Date.now().toString(36)}-${written++}`)],
    officers: [officer],
    nowMs: Date.now(),
    nonce: randomBytes(16).toString('hex'),
  })
}

async function submit({ justice }: BenchAlliance, tx: Uint8Array): Promise<void> {
  await justice.client.submit(tx, { events: false })
}

/** Signed before the clock starts. */
async function writeAll(alliance: BenchAlliance, officer: OfficerKey, count: number): Promise<LoadedRun> {
  const txs = Array.from({ length: count }, () => signedWrite(alliance, officer))
  const [appBefore, engineBefore] = [alliance.cpuMs(), alliance.engineCpuMs()]
  let begun = 0
  const worker = async (): Promise<void> => {
    for (let tx = txs[begun++]; tx !== undefined; tx = txs[begun++]) await submit(alliance, tx)
  }
  const ms = await clocked(() => Promise.all(Array.from({ length: Math.min(UNDER_WAY, count) }, worker)))
  return {
    rate: perSecond(count, ms),
    appCpuMs: (alliance.cpuMs() - appBefore) / count,
    engineCpuMs: (alliance.engineCpuMs() - engineBefore) / count,
  }
}
