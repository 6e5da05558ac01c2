import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { base64Encode, hexEncode, utf8Encode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Signer } from '@xiezhi/crypto'
import { freePorts } from '@xiezhi/host/ports'
import type { CosmosConfig } from '../../../../apps/relayer/src/config.ts'
import { connectCosmos } from '../../../../apps/relayer/src/cosmos/connect-cosmos.ts'
import type { CosmosChain } from '../../../../apps/relayer/src/cosmos/cosmos-chain.ts'
import { buildGoProgram } from '../../../judges/run-judge.ts'
import type { Judge } from '../../../judges/run-judge.ts'

export const SIMD_CHAIN_ID = 'simd-7'
/** From nothing modules are downloaded and about 1,500 packages compiled; what was compiled in time need not be again. */
const BUILD_TIMEOUT_MS = Number(process.env['XIEZHI_SIMD_BUILD_MINUTES'] ?? 30) * 60_000

/** The chain of ibc-go; says in one line why it is not there. */
export async function buildSimd(what: string): Promise<Judge> {
  const source = fileURLToPath(new URL('../../simd', import.meta.url))
  const simd = await buildGoProgram(source, 'simd', { timeout: BUILD_TIMEOUT_MS, isLong: true })
  if ('absent' in simd) console.log(`not run: ${what} (${simd.absent})`)
  return simd
}

/** A running chain of ibc-go with one validator, on loopback and in memory, and a user of it. */
export class SimdChain {
  readonly url: string
  /** For a relayer: an account of its own. */
  readonly config: CosmosConfig
  readonly validator: Signer
  readonly user: CosmosChain
  readonly #process: ChildProcess

  private constructor(
    process: ChildProcess,
    parts: { readonly config: CosmosConfig; readonly validator: Signer; readonly user: CosmosChain },
  ) {
    this.#process = process
    this.config = parts.config
    this.url = parts.config.url
    this.validator = parts.validator
    this.user = parts.user
  }

  static async start(path: string, folder: string): Promise<SimdChain> {
    const home = join(folder, 'simd')
    mkdirSync(home, { recursive: true })
    const [port = 0] = await freePorts(1)
    const accounts = ['relayer', 'user'].map((name) => ({ secret: secretOf(name), file: join(folder, `${name}.key`) }))
    for (const { secret, file } of accounts) writeFileSync(file, hexEncode(secret), { mode: 0o600 })
    const child = spawn(path, { stdio: ['pipe', 'pipe', openSync(join(home, 'log'), 'w')], env: { HOME: home } })
    child.stdin?.end(
      JSON.stringify({
        chainId: SIMD_CHAIN_ID,
        home,
        rpc: `tcp://127.0.0.1:${port}`,
        validatorSeed: base64Encode(secretOf('validator')),
        accountKeys: accounts.map(({ secret }) => base64Encode(secret)),
      }),
    )
    try {
      await readyLine(child, join(home, 'log'))
      const configOf = (name: string): CosmosConfig => ({
        name: 'simd',
        url: `ws://127.0.0.1:${port}/websocket`,
        prefix: 'cosmos',
        keyFile: join(folder, `${name}.key`),
        fee: { denom: 'stake', perMessage: name === 'relayer' ? 10 : 0 },
      })
      const user = await connectCosmos(configOf('user'))
      // The state before the second block cannot be proved.
      await user.node.lightBlockSoon(3)
      return new SimdChain(child, {
        config: configOf('relayer'),
        validator: nodeCrypto.signer('ed25519', secretOf('validator')),
        user,
      })
    } catch (error) {
      child.kill('SIGKILL')
      throw error
    }
  }

  async close(): Promise<void> {
    this.user.node.close()
    const ended = new Promise((resolve) => this.#process.once('exit', resolve))
    if (this.#process.exitCode !== null) return
    this.#process.kill('SIGKILL')
    await ended
  }
}

function secretOf(name: string): Uint8Array {
  return nodeCrypto.sha256(utf8Encode(`invented key of simd ${name}`))
}

function readyLine(child: ChildProcess, log: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString('utf8').includes('READY')) resolve()
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      reject(new RangeError(`simd ended with ${String(code)}: ${readFileSync(log, 'utf8').slice(-2_000)}`))
    })
  })
}
