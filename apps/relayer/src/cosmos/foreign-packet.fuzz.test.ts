import { hexDecode, hexEncode } from '@xiezhi/codec'
import { Packet } from 'cosmjs-types/ibc/core/channel/v2/packet'
import { expect, test } from 'vitest'
import { fromCosmosAcknowledgement, fromCosmosPacket, toCosmosPacket } from './cosmos-packet.ts'
import { CosmosWriter } from './cosmos-writer.ts'
import { recordedPacket } from './testing/recorded-packet.ts'
import { fuzz } from '../../../../tools/fuzz/fuzz.ts'

const bytes = hexDecode(recordedPacket().protobuf)

test('a packet of ibc-go with changed bytes is read or left out, and nothing is thrown', async () => {
  let at = 0
  const run = { target: 'relayer packet of ibc-go', short: 2_000 }
  await fuzz(run, (count) => {
    for (let round = 0; round < count; round++, at++) {
      const changed = bytes.slice(0, bytes.length - (at % 3))
      changed[at % changed.length] = (at * 31 + Math.floor(at / bytes.length)) & 0xff
      const hex = hexEncode(changed)
      const answer = fromCosmosAcknowledgement(hex)
      expect(answer === undefined || typeof answer === 'string').toBe(true)
      const read = fromCosmosPacket(hex)
      if (read === undefined) continue
      expect(fromCosmosPacket(hexEncode(Packet.encode(toCosmosPacket(read), new CosmosWriter()).finish()))).toEqual(
        read,
      )
    }
  })
})
