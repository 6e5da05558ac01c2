import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { backupNode, restoreNode } from './backup-node.ts'
import type { ZoneConfig } from './config.ts'

let folder: string
let config: ZoneConfig
const head = { format: 'xiezhi/node-backup/v1', chainId: 'xz-court-1', height: 9, validator: '11'.repeat(32) }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xz-backup-'))
  mkdirSync(join(folder, 'in'))
  const root = { organisation: 'root', zh: '根', en: 'root', roles: [], jurisdictions: [''] }
  const genesis = { genesisTimeMs: 1, validFromMs: 0, lawFrom: '2016-01-01', root, organisations: [], officers: [] }
  const host = { kind: 'comet' as const, program: '/bin/false', moniker: 'high', peerAddress: '127.0.0.1', peerPort: 1 }
  config = {
    name: 'court',
    kind: 'court',
    chainId: 'xz-court-1',
    address: '127.0.0.1',
    port: 0,
    folder: join(folder, 'court'),
    host: { ...host, peers: [], validators: [{ name: 'high', publicKey: head.validator }] },
    genesis: { ...genesis, askers: [], client: '07-tendermint-0' },
  }
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const codeOf = (refused: Promise<unknown>): Promise<unknown> =>
  refused.then(
    () => 'done',
    (error: unknown) => (error as { code?: unknown }).code,
  )
const restoring = (text: string, more: Partial<ZoneConfig> = {}, zone: ZoneConfig = config): Promise<unknown> => {
  writeFileSync(join(folder, 'in', 'backup.json'), text)
  return codeOf(restoreNode({ ...zone, ...more }, { in: join(folder, 'in'), peers: [] }))
}

test('a zone on the embedded host has no such backup', async () => {
  const { name, kind, chainId, address, port, genesis, folder: own } = config
  const embedded = { name, kind, chainId, address, port, genesis, folder: own }
  expect(await codeOf(backupNode(embedded, join(folder, 'out')))).toBe('ZONE_EMBEDDED')
  expect(await restoring(JSON.stringify(head), {}, embedded)).toBe('ZONE_EMBEDDED')
  expect([existsSync(join(folder, 'out')), existsSync(config.folder)]).toEqual([false, false])
})

test('a folder without a store is not backed up', async () => {
  expect(await codeOf(backupNode(config, join(folder, 'out')))).toBe('ZONE_UNKNOWN')
  expect(existsSync(join(folder, 'out'))).toBe(false)
})

test.each([
  ['no JSON', 'backup', 'BACKUP_INVALID'],
  ['another format', JSON.stringify({ ...head, format: 'xiezhi/node-backup/v2' }), 'BACKUP_INVALID'],
  ['another chain', JSON.stringify({ ...head, chainId: 'xz-court-2' }), 'BACKUP_INVALID'],
  ['an unknown field', JSON.stringify({ ...head, key: '22'.repeat(32) }), 'BACKUP_INVALID'],
])('a backup of %s is refused, and the folder stays away', async (_, text, code) => {
  expect(await restoring(text)).toBe(code)
  expect(existsSync(config.folder)).toBe(false)
})
