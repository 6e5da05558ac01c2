import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeEngineConfig } from './engine-config.ts'
import { engineFiles } from './engine-files.ts'
import { engineGenesis, writeGenesisOnce } from './engine-genesis.ts'
import { loadOrCreateEngineKeys, writeMovedKey } from './engine-keys.ts'
import { buildEngine, engineCure, findEngine } from './find-engine.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'xz-f-'))
})
afterEach(() => {
  rmSync(home, { recursive: true, force: true })
})

const read = (path: string): Record<string, never> => JSON.parse(readFileSync(path, 'utf8')) as Record<string, never>

test('keys are made once, for their owner only, with a memory of what was signed', () => {
  const keys = loadOrCreateEngineKeys(nodeCrypto, home)
  const files = engineFiles(home)
  expect(keys.nodeId).toMatch(/^[0-9a-f]{40}$/)
  for (const file of [files.validatorKey, files.nodeKey, files.validatorState])
    expect(statSync(file).mode & 0o077).toBe(0)
  expect(read(files.validatorState)).toEqual({ height: '0', round: 0, step: 0 })
  writeFileSync(files.validatorState, JSON.stringify({ height: '7', round: 0, step: 3 }))
  const again = loadOrCreateEngineKeys(nodeCrypto, home)
  expect([hexEncode(again.validator), again.nodeId]).toEqual([hexEncode(keys.validator), keys.nodeId])
  expect(read(files.validatorState)).toEqual({ height: '7', round: 0, step: 3 })
})

test('a key without the memory of what it signed is refused: it could sign twice', () => {
  loadOrCreateEngineKeys(nodeCrypto, home)
  rmSync(engineFiles(home).validatorState)
  expect(() => loadOrCreateEngineKeys(nodeCrypto, home)).toThrow(/HOST_ENGINE_KEYS/)
})

test('a key of another host comes with the memory of what it signed there, and replaces none', () => {
  const secret = new Uint8Array(32).fill(5)
  writeMovedKey(nodeCrypto, home, secret, 41)
  const { validator } = loadOrCreateEngineKeys(nodeCrypto, home)
  expect(hexEncode(validator)).toBe(hexEncode(nodeCrypto.signer('ed25519', secret).publicKey))
  const { validatorState } = engineFiles(home)
  expect(read(validatorState)).toEqual({ height: '41', round: 0, step: 3 })
  expect(() => {
    writeMovedKey(nodeCrypto, home, new Uint8Array(32).fill(6), 99)
  }).toThrow(/HOST_ENGINE_KEYS/)
  expect(read(validatorState)).toEqual({ height: '41', round: 0, step: 3 })
})

test('a key file that cannot be read is refused without a word of what is in it', () => {
  loadOrCreateEngineKeys(nodeCrypto, home)
  writeFileSync(engineFiles(home).validatorKey, '{"priv_key":{"value":"c2VjcmV0')
  try {
    loadOrCreateEngineKeys(nodeCrypto, home)
    expect.unreachable()
  } catch (error) {
    expect(String(error)).toContain('HOST_ENGINE_KEYS')
    expect(`${String(error)}${String((error as Error).cause)}`).not.toContain('c2VjcmV0')
  }
})

test('the genesis document is written once, and has no byte limit of its own', () => {
  const validators = [{ name: 'court-1', publicKey: loadOrCreateEngineKeys(nodeCrypto, home).validator }]
  const genesis = { chainId: 'xz-note-1', genesisTimeMs: 1_700_000_000_123, appState: {} }
  writeGenesisOnce(home, engineGenesis(nodeCrypto, genesis, validators))
  writeGenesisOnce(home, engineGenesis(nodeCrypto, { ...genesis, chainId: 'xz-other-1' }, validators))
  expect(read(engineFiles(home).genesis)).toMatchObject({
    chain_id: 'xz-note-1',
    genesis_time: '2023-11-14T22:13:20.123Z',
    initial_height: '1',
    consensus_params: { block: { max_bytes: '-1', max_gas: '-1' }, version: { app: '1' } },
    validators: [{ name: 'court-1', power: '10' }],
  })
})

test('a path that no socket can have is refused before the engine is started', () => {
  const config = {
    moniker: 'court-1',
    applicationSocket: '/tmp/a.sock',
    rpcSocket: '/tmp/b.sock',
    peerAddress: { address: '127.0.0.1', port: 1 },
    peers: [],
    heartbeatMs: 5_000,
  }
  writeEngineConfig(home, config)
  expect(readFileSync(engineFiles(home).config, 'utf8')).toContain('proxy_app = "unix:///tmp/a.sock"')
  expect(() => {
    writeEngineConfig(home, { ...config, rpcSocket: `/${'x'.repeat(107)}` })
  }).toThrow(/HOST_SOCKET_PATH/)
})

test('the engine is named by the environment, else found in the folder, else on the path; another version is refused', async () => {
  const program = (folder: string, version: string): string => {
    const path = join(folder, 'cometbft')
    writeFileSync(path, `#!/bin/sh\necho ${version}\n`)
    chmodSync(path, 0o700)
    return path
  }
  await expect(findEngine(home, { PATH: '' })).rejects.toMatchObject({ code: 'HOST_ENGINE_ABSENT' })
  await expect(findEngine(home, { XIEZHI_COMETBFT: join(home, 'none') })).rejects.toMatchObject({
    code: 'HOST_ENGINE_ABSENT',
  })
  const path = program(home, '0.38.19')
  expect(await findEngine('/nowhere', { PATH: `/nowhere:${home}` })).toEqual({ path, version: '0.38.19' })
  expect(await findEngine(home, { PATH: '' })).toEqual({ path, version: '0.38.19' })
  program(home, '1.0.1')
  await expect(findEngine(home, { PATH: '' })).rejects.toMatchObject({
    code: 'HOST_ENGINE_VERSION',
    facts: { path, expected: '0.38', seen: '1.0.1' },
  })
  expect(engineCure(home)).toContain('go install')
})

test('where there is no Go, that is the reason given', async () => {
  const path = process.env['PATH']
  process.env['PATH'] = home
  try {
    await expect(buildEngine(home)).rejects.toMatchObject({
      code: 'HOST_ENGINE_ABSENT',
      facts: { reason: 'Go is not installed' },
    })
  } finally {
    process.env['PATH'] = path
  }
})
