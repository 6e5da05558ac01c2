import { base64Encode, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { ContractError, kernelErrors } from '@xiezhi/kernel'
import { beforeEach, describe, expect, test } from 'vitest'
import { LIST_MAX } from '../limits.ts'
import { connectedEchoPath, sendTexts } from '../testing/index.ts'
import type { Path } from '../testing/index.ts'

let path: Path
beforeEach(() => {
  path = connectedEchoPath({ crypto: nodeCrypto })
})

function sequences(after?: number, limit = 100): number[] {
  const page = path.a.chain.query('packet/sent', {
    clientId: path.a.clientId,
    limit,
    ...(after === undefined ? {} : { after }),
  })
  return (page as unknown as { packet: { sequence: number } }[]).map(({ packet }) => packet.sequence)
}

function refusal(name: string, input: Json): unknown {
  try {
    return path.b.chain.query(name, input)
  } catch (error) {
    return error instanceof ContractError ? error.kind : error
  }
}

describe('what a relayer asks after a restart', () => {
  test('open packets come in order and in pages; ended ones do not come', () => {
    const packets = sendTexts(path.a, ['one', 'two', 'three', 'four'])
    const [, second] = packets
    if (second === undefined) throw new RangeError('no second packet')
    path.receive(path.a, second)
    expect(sequences()).toEqual([1, 2, 3, 4])
    path.acknowledge(path.a, second)

    expect(sequences()).toEqual([1, 3, 4])
    expect(sequences(0, 2)).toEqual([1, 3])
    expect(sequences(3, 2)).toEqual([4])
    expect(sequences(4)).toEqual([])
  })

  test('acknowledgements of several packets, null where none is written', () => {
    const packets = sendTexts(path.a, ['one', 'later', 'never'])
    for (const packet of packets.slice(0, 2)) path.receive(path.a, packet)

    const answers = path.b.chain.query('packet/acknowledgements', { clientId: path.b.clientId, sequences: [3, 1, 2] })

    expect(answers).toEqual([
      { sequence: 3, acknowledgement: null },
      { sequence: 1, acknowledgement: base64Encode(utf8Encode('echo one')) },
      { sequence: 2, acknowledgement: null },
    ])
  })

  const bad: [name: string, sequences: Json][] = [
    ['no sequence', []],
    ['more than a page', Array.from({ length: LIST_MAX + 1 }, (_, at) => at + 1)],
    ['a sequence that is none', [0]],
    ['text', ['1']],
  ]
  test.each(bad)('%s is refused', (_, list) => {
    for (const name of ['packet/acknowledgements', 'packet/received'])
      expect(refusal(name, { clientId: path.b.clientId, sequences: list })).toBe(kernelErrors.QueryMalformed)
  })
})
