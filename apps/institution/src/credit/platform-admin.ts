import { object } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Store } from '../db/store.ts'
import { InstitutionError } from '../institution-error.ts'
import { listenForSetUp } from '../server/listening.ts'
import type { Listening } from '../server/listening.ts'
import { faultList } from './platform-faults.ts'
import type { Faults } from './platform-faults.ts'

const faultsBody = object({ faults: faultList })

/** The door for whoever sets the simulation up: faults and backup. Loopback only. */
export async function servePlatformAdmin(store: Store, faults: Faults, port: number): Promise<Listening> {
  return listenForSetUp((path, body) => act(store, faults, path, body), port)
}

async function act(store: Store, faults: Faults, path: string, body: Json): Promise<Json> {
  switch (path) {
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
