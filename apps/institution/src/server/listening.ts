import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer as createPlainServer } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Json } from '@xiezhi/codec'
import type { InstitutionConfig } from '../config.ts'
import { InstitutionError } from '../institution-error.ts'
import { readJson, sendJson, sendRefusal } from './json-http.ts'

export type Log = (entry: Readonly<Record<string, string | number>>) => void

export interface Listening {
  readonly port: number
  close(): Promise<void>
}

const LOOPBACK = '127.0.0.1'
const OK = 200

/** What a door over mutual TLS does: it answers a request, or sends a refusal and gives its code for the log. */
export interface Door {
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
  refuse(response: ServerResponse, error: unknown): string
}

/** Over mutual TLS: nobody without a certificate of the configured authority gets as far as a route. */
export async function listenWithCertificates(
  door: Door,
  { tls, port }: Pick<InstitutionConfig, 'tls' | 'port'>,
  log: Log,
): Promise<Listening> {
  const options = {
    cert: readFileSync(tls.cert),
    key: readFileSync(tls.key),
    ca: readFileSync(tls.ca),
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
  } as const
  const server = createServer(options, (request, response) => {
    door.answer(request, response).catch((error: unknown) => {
      log({ event: 'REFUSED', code: door.refuse(response, error) })
    })
  })
  server.on('tlsClientError', (error) => {
    log({ event: 'TLS_REFUSED', code: 'code' in error ? String(error.code) : 'unknown' })
  })
  return listening(server, port)
}

/** For whoever sets a simulation up: each act is a post of a JSON document to its path, and answered with one. */
export async function listenForSetUp(
  act: (path: string, body: Json) => Promise<Json>,
  port: number,
): Promise<Listening> {
  const server = createPlainServer((request, response) => {
    acted(act, request).then(
      (body) => sendJson(response, OK, body),
      (error: unknown) => sendRefusal(response, error),
    )
  })
  return listening(server, port)
}

async function acted(act: (path: string, body: Json) => Promise<Json>, request: IncomingMessage): Promise<Json> {
  if (request.method !== 'POST') throw new InstitutionError('ROUTE_UNKNOWN')
  return act(request.url ?? '', await readJson(request))
}

async function listening(server: Server, port: number): Promise<Listening> {
  server.listen(port, LOOPBACK)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
