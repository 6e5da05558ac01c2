import { pureCrypto } from '@xiezhi/crypto'
import type { Crypto } from '@xiezhi/crypto'
import type { Message } from '@xiezhi/kernel'
import { testSigner } from '@xiezhi/kernel/testing'
import type { DeliveredTx } from '@xiezhi/kernel/testing'
import type { PacketJson } from '../fields.ts'
import { ECHO_PORT, echoChainModules } from './echo-module.ts'
import { Endpoint } from './endpoint.ts'
import { Path, required, sentPackets } from './path.ts'
import { SignedChain } from './signed-chain.ts'
import type { TestClock } from './signed-chain.ts'
import { validatorKeys } from './validator-keys.ts'

/** 2026-03-02T01:00:00Z */
const START_MS = 1_772_413_200_000

export interface EchoPathOptions {
  readonly crypto?: Crypto
  /** Powers of the validators of chain A and chain B. */
  readonly powers?: readonly [readonly number[], readonly number[]]
}

/** Two unconnected echo chains under one clock. */
export function echoPath({ crypto = pureCrypto, powers = [[10], [10]] }: EchoPathOptions = {}): Path {
  const clock: TestClock = { nowMs: START_MS }
  const endpoint = (name: string, own: readonly number[], seed: number): Endpoint =>
    new Endpoint({
      chain: new SignedChain({
        chainId: `xz-${name}-1`,
        modules: echoChainModules().modules,
        crypto,
        clock,
        validators: validatorKeys(crypto, own, seed),
      }),
      relayer: testSigner(`${name}-office`, 'relayer', seed),
      governors: [
        testSigner(`${name}-office`, 'trust-one', seed + 100),
        testSigner(`${name}-office`, 'trust-two', seed + 101),
      ],
    })
  return new Path(endpoint('court', powers[0], 1), endpoint('justice', powers[1], 51))
}

export function connectedEchoPath(options?: EchoPathOptions): Path {
  const path = echoPath(options)
  path.connect()
  return path
}

export function sendMessage(source: Endpoint, text: string, seconds = 600, port = ECHO_PORT): Message {
  const timeoutSeconds = Math.floor(source.chain.clock.nowMs / 1_000) + seconds
  return { type: 'echo/Send', value: { clientId: source.clientId, timeoutSeconds, text, port } }
}

/** Sends texts in one transaction; the packets in order. */
export function sendTexts(source: Endpoint, texts: readonly string[], seconds = 600): readonly PacketJson[] {
  const result: DeliveredTx = source.relay(texts.map((text) => sendMessage(source, text, seconds)))
  return sentPackets(required('Send', result).events)
}

export function sendText(source: Endpoint, text: string, seconds = 600): PacketJson {
  const [packet] = sendTexts(source, [text], seconds)
  if (packet === undefined) throw new RangeError('no packet was sent')
  return packet
}
