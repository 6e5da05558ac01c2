import { readFileSync } from 'node:fs'

interface Recorded {
  /** Hexadecimal. */
  readonly protobuf: string
  readonly commitment: string
}

/** A packet as ibc-go emitted it, and the commitment that it stored: `vectors/packets/commitments.json`. */
export function recordedPacket(): Recorded {
  const file = new URL('../../../../../vectors/packets/commitments.json', import.meta.url)
  const { packets } = JSON.parse(readFileSync(file, 'utf8')) as { packets: readonly Partial<Recorded>[] }
  const found = packets.find(({ protobuf }) => protobuf !== undefined)
  if (found?.protobuf === undefined || found.commitment === undefined) throw new RangeError('no packet is recorded')
  return { protobuf: found.protobuf, commitment: found.commitment }
}
