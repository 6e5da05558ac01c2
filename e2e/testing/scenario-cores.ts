import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePorts } from '@xiezhi/host/ports'
import { makeSampleCertificates } from '@xiezhi/institution-adapter'
import type { CertificateFiles } from '@xiezhi/institution-adapter'
import { COURT } from './enforcement-alliance.ts'

const PROGRAM = fileURLToPath(new URL('../../apps/institution/bin/xiezhi-institution.js', import.meta.url))
/** Both cards of the officer who asks. */
export const CARDS = { workCard: 'GZ-0001', dutyCard: 'GW-0001' } as const

/** Invented: the debtor of scenario S-1 and what it owns (rulebook, appendix D). */
export const DEBTOR = { name: '示例甲', idType: 'RESIDENT_ID', idNo: '999999199003070012' } as const
const account = { kind: '1', openedOn: '2015-06-01', branch: '示例支行' }
const CORES = {
  payment: {
    kind: 'PAYMENT',
    institutionCode: 'SAMPLEPAY',
    termAsset: 'DEPOSIT',
    asset: { assetNo: 'PAY-0001', quantity: 9_000_000, currency: 'CNY', details: account },
  },
  bank: {
    kind: 'BANK',
    institutionCode: 'SAMPLEBANK',
    termAsset: 'DEPOSIT',
    asset: { assetNo: 'SAMPLE-0001', quantity: 40_000_000, currency: 'CNY', details: account },
  },
  vehicles: {
    kind: 'VEHICLE',
    institutionCode: 'SAMPLEVEH',
    termAsset: 'VEHICLE',
    asset: {
      assetNo: 'LSAMP0E0000000001',
      quantity: 1,
      details: { plate: '示A00001', brand: '示例牌', isDetained: '否' },
    },
  },
} as const
export type Core = keyof typeof CORES
const NAMES = Object.keys(CORES) as readonly Core[]

/** The core systems of three institutions, simulated in one process. */
export class ScenarioCores {
  readonly #folder: string
  readonly #certificates: Readonly<Record<string, CertificateFiles>>
  #child: ChildProcess | undefined
  #ports: readonly number[] = []

  constructor(folder: string) {
    this.#folder = join(folder, 'core')
    mkdirSync(join(this.#folder, 'db'), { recursive: true, mode: 0o711 })
    chmodSync(this.#folder, 0o711)
    this.#certificates = makeSampleCertificates(join(this.#folder, 'tls'), ['institution', 'court'])
    writeFileSync(this.#batchKeyFile, '07'.repeat(32), { mode: 0o600 })
  }

  /** How the gateway reaches one of them. */
  adapter(name: Core): object {
    const { ca, cert, key } = this.#certificates['court'] ?? {}
    const url = `https://127.0.0.1:${this.#ports[NAMES.indexOf(name)] ?? 0}`
    return { kind: 'https', url, ca, cert, key, batchKeyFile: this.#batchKeyFile, courts: [COURT] }
  }

  async start(): Promise<void> {
    this.#ports = await freePorts(NAMES.length)
    const file = join(this.#folder, 'config.json')
    const institutions = NAMES.map((name, at) => this.#configOf(name, this.#ports[at] ?? 0))
    writeFileSync(file, JSON.stringify({ databaseFolder: join(this.#folder, 'db'), institutions }))
    const child = spawn(process.execPath, [PROGRAM, '--config', file], { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#child = child
    await new Promise<void>((resolve, reject) => {
      child.once('exit', () => {
        reject(new Error('the institutions ended before they were ready'))
      })
      let text = ''
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8')
        if (text.split('READY ').length > NAMES.length) resolve()
      })
    })
  }

  async stop(): Promise<void> {
    const child = this.#child
    if (child === undefined) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }

  get #batchKeyFile(): string {
    return join(this.#folder, 'batch.key')
  }

  #configOf(name: Core, port: number): object {
    const { asset, ...kind } = CORES[name]
    const profile = join(this.#folder, `${name}.json`)
    const officers = [{ courtId: COURT, ...CARDS }]
    const assets = [{ ...asset, holder: DEBTOR }]
    writeFileSync(profile, JSON.stringify({ ...kind, freezesEmpty: true, officers, assets, earlier: [] }))
    const folder = join(this.#folder, name)
    return { profile, folder, port, tls: this.#certificates['institution'], batchKeyFile: this.#batchKeyFile }
  }
}
