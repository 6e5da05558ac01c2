import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { afterAll, beforeAll, describe } from 'vitest'
import { hostConformance } from '../testing/host-conformance.ts'
import { EmbeddedHost } from './embedded-host.ts'
import { RpcServer } from './rpc/rpc-server.ts'
import { noteHostOptions } from './testing/note-host.ts'

describe('conformance of the embedded host', () => {
  let folder: string
  let host: EmbeddedHost
  let rpc: RpcServer

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'xz-conform-'))
    host = new EmbeddedHost(noteHostOptions(folder, Date.now() - 10_000))
    host.start()
    rpc = await RpcServer.listen({ host, crypto: nodeCrypto, port: 0 })
  })
  afterAll(async () => {
    await rpc.close()
    await host.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  hostConformance(() => rpc.port)
})
