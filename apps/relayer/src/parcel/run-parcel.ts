import { readFileSync, statSync } from 'node:fs'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { DropConfig, RelayerConfig } from '../config.ts'
import { dropOf, loadKey, zoneOf } from '../config.ts'
import { RelayerError } from '../relayer-error.ts'
import { ZoneEnd } from '../zone-end.ts'
import { exportParcel } from './export-parcel.ts'
import { checkParcel, importParcel } from './import-parcel.ts'
import { decodeParcel, PARCEL_BYTES_MAX } from './parcel.ts'
import type { Parcel } from './parcel.ts'

/** What was done, for the one who ferries the file. */
export type Report = Readonly<Record<string, string | number>>

interface Place {
  readonly zone: string
  /** Chain id of the peer, where the zone has several. */
  readonly peer?: string | undefined
}

/** @throws RelayerError, SdkError */
export async function runExport(
  config: RelayerConfig,
  { out, replyTo, ...place }: Place & { readonly out: string; readonly replyTo?: string | undefined },
): Promise<Report> {
  return atZone(config, place, async (end, drop) => {
    const reply = replyTo === undefined ? undefined : readParcel(replyTo)
    if (reply !== undefined) checkParcel(reply, end.chainId, drop)
    const exported = await exportParcel(end, drop, { file: out, reply, nowMs: Date.now() })
    return { step: 'exported', zone: place.zone, file: out, ...exported }
  })
}

/** @throws RelayerError, SdkError */
export async function runImport(
  config: RelayerConfig,
  { in: file, ...place }: Place & { readonly in: string },
): Promise<Report> {
  const parcel = readParcel(file)
  return atZone(config, place, async (end, drop) => {
    const { messages, refused, height } = await importParcel(nodeCrypto, end, drop, parcel)
    return { step: 'imported', zone: place.zone, file, messages, refused: refused.length, height }
  })
}

/** @throws RelayerError PARCEL_MALFORMED, PARCEL_SIGNATURE */
function readParcel(file: string): Parcel {
  return decodeParcel(nodeCrypto, readBytes(file))
}

function readBytes(file: string): Uint8Array {
  try {
    if (statSync(file).size > PARCEL_BYTES_MAX)
      throw new RelayerError('PARCEL_MALFORMED', { file, bytesMax: PARCEL_BYTES_MAX })
    return readFileSync(file)
  } catch (error) {
    if (error instanceof RelayerError) throw error
    throw new RelayerError('PARCEL_MALFORMED', { file, expected: 'a readable file' }, error)
  }
}

async function atZone(
  config: RelayerConfig,
  { zone, peer }: Place,
  run: (end: ZoneEnd, drop: DropConfig) => Promise<Report>,
): Promise<Report> {
  const drop = dropOf(config, zone, peer)
  const own = zoneOf(config, zone)
  const end = await ZoneEnd.connect({ name: zone, url: own.url, clientId: drop.client, officer: loadKey(own) })
  try {
    return await run(end, drop)
  } finally {
    end.rpc.close()
  }
}
