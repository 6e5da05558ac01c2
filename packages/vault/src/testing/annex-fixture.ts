import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { suite } from '@xiezhi/crypto'
import type { SuiteId } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { DropCarrier } from '../annex/drop-carrier.ts'
import { DropInbox } from '../annex/drop-inbox.ts'
import { answerAnnexRequest } from '../annex/endpoint.ts'
import { AnnexExchange } from '../annex/exchange.ts'
import { HttpsCarrier } from '../annex/https-carrier.ts'
import type { Peer } from '../annex/peers.ts'
import type { Vault } from '../vault.ts'
import { NOW_MS } from './vault-fixture.ts'
import type { TestOptions, TestServer } from './vault-fixture.ts'

const DECRYPTION_SEED: Readonly<Record<string, number>> = { court: 0x51, justice: 0x52, other: 0x53 }

/** How long an annex may lie before its packet, in these tests. */
export const WAIT_MS = 3_600_000

export interface Side {
  readonly vault: Vault
  readonly options: TestOptions
  readonly exchange: AnnexExchange
  readonly peer: Peer
  readonly carrier: HttpsCarrier | DropCarrier
  /** What it lays down for the other, and what has been brought to it. */
  readonly outgoing: string
  readonly incoming: string
  readonly inbox: DropInbox
}

export interface Pair {
  readonly justice: Side
  readonly court: Side
  readonly clock: { nowMs: number }
  readonly stop: () => Promise<void>
}

/** Two authorities with vaults of their own, joined by a carrier; each may have another suite. */
export async function annexPair(
  server: TestServer,
  kind: 'https' | 'drop',
  suites: { readonly justice: SuiteId; readonly court: SuiteId },
): Promise<Pair> {
  const clock = { nowMs: NOW_MS }
  const peers = new Map<string, Peer>()
  const urls = new Map<string, string>()
  const servers: Server[] = []
  const side = async (id: 'justice' | 'court'): Promise<Side> => {
    const suiteId = suites[id]
    const { vault, options } = await server.vault(id, suiteId, () => clock.nowMs)
    const secretKey = new Uint8Array(32).fill(DECRYPTION_SEED[id] ?? 1)
    const { signer } = options.authority
    const peer: Peer = {
      id,
      suiteId,
      signingKeys: [{ algorithm: signer.algorithm, bytes: signer.publicKey }],
      encryptionKey: suite(nodeCrypto, suiteId).encryptionKey(secretKey),
    }
    peers.set(id, peer)
    const [outgoing, incoming] = [`${options.erasureList}.outgoing`, `${options.erasureList}.incoming`]
    const carrier =
      kind === 'https' ? new HttpsCarrier((authority) => urls.get(authority)) : new DropCarrier(() => outgoing)
    const decryption = { suiteId, secretKeys: [secretKey] }
    const exchange = new AnnexExchange({ vault, peers: (one) => peers.get(one), decryption, carrier })
    if (kind === 'https') {
      const { http, url } = await listen(exchange)
      servers.push(http)
      urls.set(id, url)
    }
    const inbox = new DropInbox({ exchange, carrier, incoming, waitMs: WAIT_MS })
    return { vault, options, exchange, peer, carrier, outgoing, incoming, inbox }
  }
  const justice = await side('justice')
  const court = await side('court')
  const stop = async (): Promise<void> => {
    for (const http of servers) {
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    }
  }
  return { justice, court, clock, stop }
}

/** The one-way exchange: takes across what one side has laid down, as a script would. Gives the names. */
export function bring(from: Side, to: Side): readonly string[] {
  mkdirSync(to.incoming, { recursive: true })
  const names = existsSync(from.outgoing) ? readdirSync(from.outgoing).filter((name) => !name.endsWith('.part')) : []
  for (const name of names) renameSync(join(from.outgoing, name), join(to.incoming, name))
  return names
}

async function listen(exchange: AnnexExchange): Promise<{ http: Server; url: string }> {
  const http = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = new Uint8Array(Buffer.concat(parts))
      void answerAnnexRequest(exchange, { method: request.method ?? '', path: request.url ?? '', body }).then(
        ({ status, mediaType, body: answer }) => response.writeHead(status, { 'content-type': mediaType }).end(answer),
      )
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return { http, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` }
}
