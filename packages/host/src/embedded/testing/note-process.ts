import { writeSync } from 'node:fs'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { BlockPoint } from '../embedded-host.ts'
import { EmbeddedHost } from '../embedded-host.ts'
import { RpcServer } from '../rpc/rpc-server.ts'
import { noteHostOptions } from './note-host.ts'

/**
 * A process that runs a host with the note module and its RPC, until it is killed. It prints its port when it answers.
 * With a point of a block and a number it kills itself at that point of so-manieth block that it makes.
 */
const [folder = '', genesisTime = '', point = '', nth = ''] = process.argv.slice(2)
let seen = 0
const onPoint = (at: BlockPoint): void => {
  if (at !== point) return
  seen++
  if (seen === Number(nth)) process.kill(process.pid, 'SIGKILL')
}
const host = new EmbeddedHost({ ...noteHostOptions(folder, Number(genesisTime)), heartbeatMs: 50, onPoint })
host.start()
const rpc = await RpcServer.listen({ host, crypto: nodeCrypto, port: 0 })
writeSync(1, `${rpc.port}\n`)
