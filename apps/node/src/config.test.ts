import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadConfig } from './config.ts'
import { exportFromFolder, zoneOf } from './move-zone.ts'
import { NodeError } from './node-error.ts'
import { loadOrCreateKey } from './validator-key.ts'

const folder = mkdtempSync(join(tmpdir(), 'xiezhi-node-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const organisation = { organisation: 'root', zh: '根', en: 'root', roles: ['ROOT_OFFICER'], jurisdictions: [''] }
const zone = {
  name: 'court',
  kind: 'court',
  chainId: 'xz-court-1',
  address: '127.0.0.1',
  port: 0,
  folder,
  genesis: {
    genesisTimeMs: 1,
    validFromMs: 0,
    lawFrom: '2016-01-01',
    root: organisation,
    organisations: [],
    officers: [],
    askers: [],
    client: '07-tendermint-0',
  },
}

function refusal(content: string): NodeError {
  const file = join(folder, 'node.json')
  writeFileSync(file, content)
  try {
    loadConfig(file)
  } catch (error) {
    if (error instanceof NodeError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

const host = {
  kind: 'comet',
  program: '/usr/bin/cometbft',
  moniker: 'court-1',
  peerAddress: '127.0.0.1',
  peerPort: 26_656,
  peers: [`${'a'.repeat(40)}@127.0.0.1:26658`],
  validators: [{ name: 'court-1', publicKey: 'b'.repeat(64) }],
}

test('a zone may run on CometBFT, with its peers and validators; such a zone is not exported', async () => {
  const file = join(folder, 'comet.json')
  writeFileSync(file, JSON.stringify({ zones: [{ ...zone, host }] }))
  const config = loadConfig(file)
  expect(config.zones[0]?.host?.moniker).toBe('court-1')
  const court = zoneOf(config, 'court')
  await expect(exportFromFolder(court, join(folder, 'x'))).rejects.toMatchObject({ code: 'ZONE_ON_COMET' })
  expect(existsSync(join(folder, 'x'))).toBe(false)
})

test.each([
  ['fewer blocks than proofs are served for', { heights: 99_999, days: 400 }, '/zones/0/blocksKept/heights'],
  ['no day', { heights: 100_000, days: 0 }, '/zones/0/blocksKept/days'],
])('blocks are kept for at least the proof horizon: %s is refused', (_, blocksKept, path) => {
  expect(refusal(JSON.stringify({ zones: [{ ...zone, blocksKept }] })).facts).toMatchObject({ path })
})

test.each([
  ['a peer without its id', { peers: ['127.0.0.1:26658'] }, '/zones/0/host/peers/0'],
  ['two peers in one text', { peers: [`${host.peers[0] ?? ''},${host.peers[0] ?? ''}`] }, '/zones/0/host/peers/0'],
  ['no validator', { validators: [] }, '/zones/0/host/validators'],
  ['a key that is none', { validators: [{ name: 'a', publicKey: 'zz' }] }, '/zones/0/host/validators/0/publicKey'],
  ['another engine', { kind: 'other' }, '/zones/0/host/kind'],
])('%s is refused with its path', (_, change, path) => {
  const { code, facts } = refusal(JSON.stringify({ zones: [{ ...zone, host: { ...host, ...change } }] }))
  expect([code, facts['path']]).toEqual(['CONFIG_INVALID', path])
})

test('reads what the command line writes', () => {
  const file = join(folder, 'good.json')
  writeFileSync(file, JSON.stringify({ zones: [zone] }))
  expect(loadConfig(file).zones[0]?.chainId).toBe('xz-court-1')
})

test.each<[string, object, string]>([
  ['an unknown key', { ...zone, secret: 'x' }, '/zones/0'],
  ['an unknown kind', { ...zone, kind: 'bank' }, '/zones/0/kind'],
  [
    'an unknown role',
    { ...zone, genesis: { ...zone.genesis, root: { ...organisation, roles: ['KING'] } } },
    '/zones/0/genesis/root/roles/0',
  ],
])('refuses %s with its path', (_, bad, path) => {
  const { code, facts } = refusal(JSON.stringify({ zones: [bad] }))
  expect([code, facts['path']]).toEqual(['CONFIG_INVALID', path])
})

test('refuses what is no JSON, and a file that is not there', () => {
  expect(refusal('{').facts['expected']).toBe('JSON')
  expect(() => loadConfig(join(folder, 'none.json'))).toThrow(NodeError)
})

test('a new key is for its owner only, comes back the same, and is never shown', () => {
  const file = join(folder, 'zones', 'validator.key')
  const first = loadOrCreateKey(file)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const again = loadOrCreateKey(file)
  expect(again.signer.publicKey).toEqual(first.signer.publicKey)
  expect(JSON.stringify(first)).toContain('(not shown)')
  expect(Object.keys(JSON.parse(JSON.stringify(first)) as object)).toEqual(['publicKey', 'secret'])
})

test('a key file with other content is refused without showing it', () => {
  const file = join(folder, 'bad.key')
  writeFileSync(file, 'not-a-key-but-perhaps-a-secret')
  expect(() => loadOrCreateKey(file)).toThrow(/KEY_INVALID/)
  expect(() => loadOrCreateKey(file)).not.toThrow(/perhaps/)
})

test('production, and a configuration without a mode, refuse to start beside a scenario clock; a demonstration does not', () => {
  const scenarioClock = join(folder, 'scenario-clock.json')
  const config = { scenarioClock, zones: [zone] }
  for (const mode of [undefined, 'production', 'demonstration']) {
    const file = join(folder, 'mode.json')
    writeFileSync(file, JSON.stringify({ ...config, mode }))
    expect(loadConfig(file).zones).toHaveLength(1)
  }
  writeFileSync(scenarioClock, '{"offsetMs":0}')
  for (const mode of [undefined, 'production'])
    expect(refusal(JSON.stringify({ ...config, mode })).code).toBe('SCENARIO_CLOCK_REFUSED')
  const file = join(folder, 'mode.json')
  writeFileSync(file, JSON.stringify({ ...config, mode: 'demonstration' }))
  expect(loadConfig(file).mode).toBe('demonstration')
})
