import type { SignatureAlgorithm } from '@xiezhi/crypto'
import type { EmbeddedHost } from '@xiezhi/host/embedded'
import { fillRecords, openBureau, recordMessage, requireDone, signed, writerKey } from './bureau.ts'
import type { BenchInput, Measured } from './report.ts'
import { inFolder } from './scratch-folder.ts'
import { figure, perSecond, repeated, spent, wantedAt } from './stats.ts'
import type { Spent } from './stats.ts'

const WRITES_DEFAULT = 10_000
const RECORDS_DEFAULT = 100_000
const RECORDS_WANTED = 1_000_000
/** SM2 checks are slower by far: fewer make a run of the same length. */
const SM2_SHARE = 10

/** Durable writes of one record each, at the host's door: no transport between. */
export function recordWrites({
  runs,
  size = WRITES_DEFAULT,
  records = RECORDS_DEFAULT,
  folder: kept,
  note,
}: BenchInput): Promise<Measured> {
  return inFolder(kept, async (folder) => {
    const host = openBureau(folder)
    try {
      await fillRecords(host, records, note)
      const ofSm2 = Math.ceil(size / SM2_SHARE)
      await writeRun(host, 'ed25519', size)
      const [leavesBefore, heightBefore] = [host.store.size, host.height]
      const ed25519 = await repeated(runs, () => writeRun(host, 'ed25519', size))
      const leaves = (host.store.size - leavesBefore) / (runs * size)
      const blocks = host.height - heightBefore
      await writeRun(host, 'sm2', ofSm2)
      const sm2 = await repeated(runs, () => writeRun(host, 'sm2', ofSm2))
      return {
        figures: [
          figure(
            'recordEd25519',
            '/s',
            ratesOf(ed25519, size),
            wantedAt(records, RECORDS_WANTED, { atLeast: 3_500, goal: 5_000, better: 'more' }),
          ),
          figure('recordSm2', '/s', ratesOf(sm2, ofSm2)),
          figure('recordCpu', 'ms', cpuOf(ed25519, size)),
          figure('recordSm2Cpu', 'ms', cpuOf(sm2, ofSm2)),
          figure('leavesPerTx', 'count', [leaves]),
        ],
        sizes: { records, writes: size, writesSm2: ofSm2, blocks, leaves: host.store.size },
      }
    } finally {
      await host.stop()
    }
  })
}

function ratesOf(rows: readonly Spent[], count: number): number[] {
  return rows.map(({ ms }) => perSecond(count, ms))
}

function cpuOf(rows: readonly Spent[], count: number): number[] {
  return rows.map(({ cpuMs }) => cpuMs / count)
}

let next = 0

async function writeRun(host: EmbeddedHost, algorithm: SignatureAlgorithm, count: number): Promise<Spent> {
  const writer = writerKey(algorithm)
  const series = Date.now().toString(36)
  const txs = Array.from({ length: count }, () => signed(recordMessage(`w-${series}-${next++}`), writer))
  return spent(async () => {
    for (const outcome of await Promise.all(txs.map((tx) => host.submit(tx)))) requireDone(outcome)
  })
}
