import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { BatchKey } from '@xiezhi/control-interface'
import { hasOpenssl, HttpsInstitution, makeSampleCertificates } from '@xiezhi/institution-adapter'
import { TODAY } from './two-zones.ts'

const PROGRAM = fileURLToPath(new URL('../../../../apps/institution/bin/xiezhi-institution.js', import.meta.url))
const isBuilt = existsSync(new URL('../../../../apps/institution/dist/main.js', import.meta.url))
/** Why the institution program cannot run here; undefined: it can. */
export const cannotRun = !hasOpenssl() ? 'openssl is not there' : isBuilt ? undefined : 'apps/institution is not built'

const KEY: BatchKey = { crypto: nodeCrypto, hash: 'sha256', key: new Uint8Array(32).fill(7) }

export interface TlsFiles {
  readonly url: string
  readonly ca: string
  readonly cert: string
  readonly key: string
}

export function doorOf(tls: TlsFiles): HttpsInstitution {
  return new HttpsInstitution(tls, KEY)
}

/** The institution program with a profile and a database of its own. */
export interface Simulator {
  /** Where test processes may keep files. */
  readonly folder: string
  readonly tls: TlsFiles
  admin(path: string, body: unknown): Promise<unknown>
  stop(): Promise<void>
}

export async function startSimulator(profile: string): Promise<Simulator> {
  const folder = mkdtempSync(join(tmpdir(), 'xzs-'))
  chmodSync(folder, 0o711)
  const certificates = makeSampleCertificates(join(folder, 'tls'), ['institution', 'court'])
  writeFileSync(join(folder, 'batch.key'), '07'.repeat(32), { mode: 0o600 })
  mkdirSync(join(folder, 'i'), { mode: 0o711 })
  const config = {
    profile,
    folder: join(folder, 'i'),
    port: 0,
    adminPort: 0,
    tls: certificates['institution'],
    today: TODAY,
    batchKeyFile: join(folder, 'batch.key'),
  }
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
  const child = spawn(process.execPath, [PROGRAM, '--config', join(folder, 'config.json')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const [port, adminPort] = await new Promise<readonly [number, number]>((resolve, reject) => {
    let text = ''
    child.once('exit', () => reject(new Error('the institution ended before it was ready')))
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8')
      const ready = /READY \S+ (\d+) (\d+)/.exec(text)
      if (ready !== null) resolve([Number(ready[1]), Number(ready[2])])
    })
  })
  return {
    folder,
    tls: { url: `https://127.0.0.1:${port}`, ...certificates['court']! },
    admin: async (path, body) => {
      const response = await fetch(`http://127.0.0.1:${adminPort}/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return (await response.json()) as unknown
    },
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
