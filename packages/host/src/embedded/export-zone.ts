import { hexEncode } from '@xiezhi/codec'
import { timestampToMs } from '@xiezhi/comet'
import type { StateEntry } from '@xiezhi/kernel'
import type { Genesis } from './begin-zone.ts'
import { writeClosedMarker } from './closed-marker.ts'
import { renameDurably } from './durable-file.ts'
import { EmbeddedHost } from './embedded-host.ts'
import type { EmbeddedHostOptions } from './embedded-host.ts'
import { HostError } from './host-error.ts'
import { writeStateFile } from './state-file.ts'
import type { StateFileHead } from './state-file.ts'

export interface ExportedZone {
  readonly height: number
  readonly appHash: string
  readonly digest: string
  /** With which another host goes on. */
  readonly genesis: Genesis
}

/**
 * Ends a zone in this folder at a block without transactions and writes its state to a file. No process may run the zone.
 * That this host signs nothing more is on disk before the export can be used. May be done again: the file is the same.
 * @throws HostError HOST_CLOCK_ALARM, HOST_CLOSED where the marker belongs to another export; StoreError
 */
export async function exportZone(options: EmbeddedHostOptions, file: string): Promise<ExportedZone> {
  const host = new EmbeddedHost(options)
  try {
    const { closed } = host
    if (closed === undefined) host.endAtProofBlock()
    const head = headOf(host, hexEncode(options.validator.publicKey))
    const { store } = host
    const digest = writeStateFile(`${file}.new`, head, [store.scan({}), store.scanAux({})])
    const { chainId, height, appHash, voteTimeMs } = head
    if (closed === undefined) writeClosedMarker(options.folder, { chainId, height, exportDigest: digest })
    else if (closed.exportDigest !== digest)
      throw new HostError('HOST_CLOSED', { height: closed.height, expected: closed.exportDigest, seen: digest })
    renameDurably(`${file}.new`, file)
    const genesis = {
      chainId,
      genesisTimeMs: voteTimeMs,
      initialHeight: height + 1,
      appState: { exportDigest: digest },
    }
    return { height, appHash, digest, genesis }
  } finally {
    await host.stop()
  }
}

function headOf(host: EmbeddedHost, validator: string): StateFileHead {
  const signed = host.signedHeader(host.height)
  const vote = signed?.commit.signatures[0]?.timestamp
  if (signed === undefined || vote === undefined) throw new HostError('HOST_HEIGHT_UNAVAILABLE', { seen: host.height })
  const { store } = host
  return {
    format: 'xiezhi/state-export/v1',
    chainId: host.chainId,
    height: host.height,
    headerTimeMs: timestampToMs(signed.header.time),
    voteTimeMs: timestampToMs(vote),
    appHash: hexEncode(store.root()),
    validator,
    state: count(store.scan({})),
    aux: count(store.scanAux({})),
  }
}

function count(entries: Iterable<StateEntry>): number {
  let found = 0
  for (const entry of entries) found += entry.key.length > 0 ? 1 : 0
  return found
}
