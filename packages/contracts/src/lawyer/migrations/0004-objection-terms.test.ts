import { encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { pureCrypto } from '@xiezhi/crypto'
import { Application, encodeStamp, MemoryBackend, sameLayout } from '@xiezhi/kernel'
import type { Module } from '@xiezhi/kernel'
import { bundledLaw } from '@xiezhi/law'
import { expect, test } from 'vitest'
import { startOfCivilDateMs } from '../../ids.ts'
import { lawyerModule } from '../module.ts'
import type { LawyerPorts } from '../ports.ts'
import { objections, objectionsOfYear } from '../state.ts'

const DIGEST = `sha256:${'0d'.repeat(32)}`
const refuse = (): never => {
  throw new RangeError('nobody signs here')
}
const ports: LawyerPorts = {
  requireRole: refuse,
  requireTwoPersons: refuse,
  lawBook: () => bundledLaw,
  noteAct: () => undefined,
  publish: () => undefined,
}

const objection = (objectionId: string, raisedOn: string, decidedOn: string | null): Json => ({
  objectionId,
  lawyerId: 'a1'.repeat(16),
  raisedBy: { organisation: 'lawyer', role: 'LAWYER', client: null },
  groundsDigest: DIGEST,
  raisedAtMs: startOfCivilDateMs(raisedOn),
  state: decidedOn === null ? 'OPEN' : 'UPHELD',
  decision: decidedOn === null ? null : { digest: DIGEST, atMs: startOfCivilDateMs(decidedOn), organisation: 'bureau' },
})

test('objections of version 3 get the term of the day on which they were raised', () => {
  const rows = [
    objection('1'.repeat(32), '2026-03-02', '2026-03-31'),
    objection('2'.repeat(32), '2026-03-02', null),
    objection('3'.repeat(32), '2026-12-31', null),
  ] as { objectionId: string }[]
  const own = lawyerModule(ports)
  const old: Module = {
    ...own,
    version: 3,
    migrations: [sameLayout('lawyer', 2, {}), { to: 3, run: () => undefined }],
    initGenesis: (ctx) => {
      for (const row of rows) ctx.store.set(objections.key(row.objectionId), encodeCanonical(row))
    },
  }
  const startMs = startOfCivilDateMs('2026-12-31')
  const backend = new MemoryBackend(pureCrypto)
  const application = (module: Module): Application =>
    new Application({ crypto: pureCrypto, chainId: 'xz-test-1', modules: [module], backend })
  backend.commit(application(old).initChain({ height: 0, timeMs: startMs, appState: {} }).aux)
  const app = application(own)
  backend.commit(app.finalizeBlock({ height: 1, timeMs: startMs + 1_000, txs: [encodeStamp(startMs + 1_001)] }).aux)

  const { store } = app.readContext()
  const terms = rows.map(({ objectionId }) => objections(store).get(objectionId)?.term)
  expect(terms).toMatchObject([
    { number: 1, verdict: 'ANSWERED_LATE', answerBy: '2026-03-30', status: 'FINAL' },
    { number: 1, verdict: 'OVERDUE', answerBy: '2026-03-30', status: 'FINAL' },
    { number: 1, verdict: 'OPEN', answerBy: null, status: 'PROVISIONAL' },
  ])
  expect(objectionsOfYear(store).list({ under: ['2027'], limit: 10 })).toEqual([
    { id: ['2027', '3'.repeat(32)], value: { version: null } },
  ])
})
