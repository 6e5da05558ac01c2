import { readFileSync, writeSync } from 'node:fs'
import { nodeCrypto, verifyManyLater } from '@xiezhi/crypto/node'
import type { Json } from '@xiezhi/codec'
import { noteModule } from '../../embedded/testing/note-module.ts'
import type { BlockHorizon } from '../../embedded/block-horizon.ts'
import type { AbciPoint } from '../abci-application.ts'
import { CometHost } from '../comet-host.ts'
import type { StateSync } from '../engine/engine-config.ts'
import type { ProposalFault } from '../proposals.ts'
import { serveComet } from '../rpc/comet-service.ts'
import { ENGINE_CLOCK } from './engine-clock.ts'
import { proposeInvalid } from './invalid-proposals.ts'

/** What the process is told in a file. */
export interface ValidatorFile {
  readonly folder: string
  readonly engineHome: string
  readonly program: string
  readonly moniker: string
  readonly peerPort: number
  readonly peers: readonly string[]
  readonly genesis: Json
  readonly heartbeatMs: number
  readonly clockOffsetMs: number
  readonly snapshotEveryHeights?: number
  readonly stateSync?: StateSync
  /** With these the engine is told to delete blocks. */
  readonly blocksKept?: BlockHorizon
  readonly horizonHeights?: number
  readonly lightBlocksEvery?: number
  /** With these its proposals have one of these faults each, in turn. */
  readonly proposes?: readonly ProposalFault[]
  /** For an engine that was built for it. */
  readonly engineClock?: string
}

/**
 * One validator of a zone with notes, until it is killed or asked to stop. It prints its port, and what happens to it. With a
 * point and a number it kills itself at that point of so-manieth block that passes it.
 */
const [file = '', point = '', nth = ''] = process.argv.slice(2)
const told = JSON.parse(readFileSync(file, 'utf8')) as ValidatorFile
const print = (document: object): void => void writeSync(1, `${JSON.stringify(document)}\n`)
if (told.proposes !== undefined)
  proposeInvalid(told.proposes, (fault) => {
    print({ event: 'PROPOSED_INVALID', fault })
  })
if (told.engineClock !== undefined) process.env[ENGINE_CLOCK] = told.engineClock
let seen = 0
const host = new CometHost({
  folder: told.folder,
  engineHome: told.engineHome,
  program: told.program,
  crypto: nodeCrypto,
  chainId: 'xz-note-1',
  modules: [noteModule],
  genesis: told.genesis,
  moniker: told.moniker,
  peerAddress: { address: '127.0.0.1', port: told.peerPort },
  peers: told.peers,
  priorityOf: ([message]) => {
    const { id } = (message?.value ?? {}) as { readonly id?: string }
    return id?.startsWith('urgent') === true ? 'protective' : id?.startsWith('bulk') === true ? 'bulk' : 'ordinary'
  },
  verifyLater: verifyManyLater,
  heartbeatMs: told.heartbeatMs,
  ...(told.snapshotEveryHeights === undefined ? {} : { snapshotEveryHeights: told.snapshotEveryHeights }),
  ...(told.stateSync === undefined ? {} : { stateSync: told.stateSync }),
  ...(told.blocksKept === undefined ? {} : { blocksKept: told.blocksKept }),
  ...(told.lightBlocksEvery === undefined ? {} : { lightBlocksEvery: told.lightBlocksEvery }),
  ...(told.horizonHeights === undefined ? {} : { horizon: { heights: told.horizonHeights, durationMs: 0 } }),
  nowMs: () => Date.now() + told.clockOffsetMs,
  onPoint: (at: AbciPoint) => {
    if (at !== point) return
    seen++
    if (seen === Number(nth)) process.kill(process.pid, 'SIGKILL')
  },
  onEvent: print,
})
process.on(
  'SIGTERM',
  () =>
    void host
      .stop()
      .then(() => rpc?.close())
      .then(() => process.exit(0)),
)
await host.start()
let rpc: Awaited<ReturnType<typeof serveComet>> | undefined = undefined
rpc = await serveComet(host, { port: 0 })
print({ event: 'READY', port: rpc.port, enginePid: host.enginePid })
