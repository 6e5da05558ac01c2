import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalText } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { FileJournal, InstitutionAdapter } from '@xiezhi/institution-adapter'
import { decodeOrderAnnex } from '../annex.ts'
import { OrderWorker } from '../order-worker.ts'
import type { OrderLedger } from '../ports.ts'
import { FileStores } from './file-stores.ts'
import { doorOf } from './simulator.ts'
import type { TlsFiles } from './simulator.ts'

/** What the process is told: a step at which it kills itself, `<step> <n>` of the nth order that takes it. */
const { folder, tls, kill } = JSON.parse(process.argv[2] ?? '') as {
  readonly folder: string
  readonly tls: TlsFiles
  readonly kill?: string
}

let calls = 0
const waiting = new Map<number, (answer: unknown) => void>()
const watchers: ((keys?: readonly { client: string; orderId: string }[]) => void)[] = []

/** The ledger is in the process that started this one: it outlives a kill. */
function ask<T>(name: string, input: unknown): Promise<T> {
  const id = ++calls
  return new Promise((resolve) => {
    waiting.set(id, resolve as (answer: unknown) => void)
    process.send?.({ id, name, input })
  })
}

process.on('message', (message: { readonly id?: number; readonly answer?: unknown }) => {
  if (message.id === undefined) {
    for (const changed of watchers) changed()
    return
  }
  waiting.get(message.id)?.(message.answer ?? undefined)
  waiting.delete(message.id)
})

const ledger: OrderLedger = {
  inbox: (after, limit) => ask('inbox', { after, limit }),
  order: (key) => ask('order', key),
  measure: (measureId) => ask('measure', measureId),
  isHeld: (assetKey) => ask('isHeld', assetKey),
  submit: (messages) => ask('submit', messages),
  watch: (changed) => {
    watchers.push(changed)
    return Promise.resolve({ stop: () => undefined })
  },
}

const stores = new FileStores(folder)
let taken = 0
const adapter = await InstitutionAdapter.open({
  port: doorOf(tls),
  journal: FileJournal.open(join(folder, 'journal')),
  records: stores.requests,
  alarm: (alarm) => appendFileSync(join(folder, 'alarms'), `${JSON.stringify(alarm)}\n`),
  now: Date.now,
})
const worker = new OrderWorker({
  identity: { organisation: 'bank', kind: 'BANK', institutionCode: 'SAMPLEBANK', indexKey: new Uint8Array(32).fill(9) },
  crypto: nodeCrypto,
  algorithms: suite(nodeCrypto, 'intl'),
  ledger,
  annexes: {
    open: async ({ orderId }) => ({ kind: 'opened', annex: decodeOrderAnnex(await ask<Json>('annex', orderId)) }),
  },
  policy: { decide: () => ({ kind: 'accept' }) },
  executor: adapter,
  requests: stores.requests,
  feedback: stores.feedback,
  alarm: (alarm) => appendFileSync(join(folder, 'alarms'), `${canonicalText({ ...alarm })}\n`),
  onStep: (step) => {
    const [at, nth] = kill?.split(' ') ?? []
    if (step === at && ++taken === Number(nth)) process.kill(process.pid, 'SIGKILL')
  },
  retryMs: 20,
  slowRetryMs: 50,
  sweepMs: 100,
})
await worker.start()
