import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { object } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Store } from '../db/store.ts'
import { InstitutionError } from '../institution-error.ts'
import type { Listening } from '../server/interface-server.ts'
import { readJson, sendJson, sendRefusal } from '../server/json-http.ts'
import { faultList } from './platform-faults.ts'
import type { Faults } from './platform-faults.ts'

const LOOPBACK = '127.0.0.1'
const OK = 200
const faultsBody = object({ faults: faultList })

/** The door for whoever sets the simulation up: faults and backup. Loopback only. */
export async function servePlatformAdmin(store: Store, faults: Faults, port: number): Promise<Listening> {
  const server = createServer((request, response) => {
    act(store, faults, request).then(
      (body) => sendJson(response, OK, body),
      (error: unknown) => sendRefusal(response, error),
    )
  })
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

async function act(store: Store, faults: Faults, request: IncomingMessage): Promise<Json> {
  if (request.method !== 'POST') throw new InstitutionError('ROUTE_UNKNOWN')
  const body = await readJson(request)
  switch (request.url ?? '') {
    case '/faults':
      faults.set(faultsBody.parse(body).faults)
      return {}
    case '/backup':
      await store.backUp()
      return {}
    case '/restore':
      await store.restore()
      return {}
    default:
      throw new InstitutionError('ROUTE_UNKNOWN')
  }
}
