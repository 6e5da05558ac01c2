import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import { pureCrypto } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { BUNDLE_BYTES_MAX, encodeBundle, parseBundle, stampedBytes } from '@xiezhi/evidence'
import { verifyBundle } from '@xiezhi/verifier'
import type { VerificationResult } from '@xiezhi/verifier'
import { judgeTimestamp } from '@xiezhi/verifier/timestamp'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { timestamp } from '../apps/cli/src/commands/evidence/timestamp.ts'
import { trustAuthority } from '../apps/cli/src/commands/evidence/trust-authority.ts'
import { fieldMutations } from './testing/field-mutations.ts'

const vector = (name: string): string => fileURLToPath(new URL(`../vectors/evidence/${name}.json`, import.meta.url))
const program = fileURLToPath(new URL('testing/openssl-tsa.mjs', import.meta.url))

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['ts', '-help'], { stdio: 'ignore' })
    return true
  } catch {
    console.log('not run: e2e/evidence-timestamp (openssl ts is not there)')
    return false
  }
}
const isRun = hasOpenssl()

let folder: string
let authority: ChildProcess
let url: string
const at = (name: string): string => join(folder, name)
const bytesAt = (name: string): Uint8Array => new Uint8Array(readFileSync(at(name)))

beforeAll(async () => {
  if (!isRun) return
  folder = mkdtempSync(join(tmpdir(), 'xz-tsa-'))
  authority = spawn(process.execPath, [program, folder, at('port')], { stdio: 'ignore' })
  for (let tries = 0; tries < 1_000 && !existsSync(at('port')); tries++)
    await new Promise((resolve) => setTimeout(resolve, 20))
  await new Promise((resolve) => setTimeout(resolve, 20))
  url = `http://127.0.0.1:${readFileSync(at('port'), 'utf8')}`
})
afterAll(() => {
  if (!isRun) return
  authority.kill()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs a command and keeps what it prints away. */
async function quiet<T>(run: () => T | Promise<T>): Promise<T> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  try {
    return await run()
  } finally {
    write.mockRestore()
  }
}
const stamp = (file: string, way: string, out: string): Promise<number> =>
  quiet(() => timestamp(file, { tsa: `${url}/${way}`, out: at(out) }))
const trust = (kind: string, from: string, out: string): Promise<number> =>
  quiet(() => trustAuthority(at(`${kind}.pem`), { trust: from, name: `openssl ${kind}`, out: at(out) }))
const judge = (bundle: Uint8Array, anchors: Uint8Array, crypto = nodeCrypto): VerificationResult =>
  verifyBundle(crypto, bundle, anchors, () => judgeTimestamp)

/** The path of a refusal's code and facts; the file must not have been made. */
async function refusedBy(run: () => Promise<number> | number): Promise<unknown> {
  try {
    await run()
  } catch (error) {
    return error
  }
  return 'accepted'
}

describe.skipIf(!isRun)('time stamps by openssl ts over HTTP', () => {
  test.each(['p256', 'rsa'])('%s: the request is good, the token verifies here and there', async (kind) => {
    expect(await stamp(vector('court'), kind, `${kind}.json`)).toBe(0)
    expect(await trust(kind, vector('trust'), `${kind}.trust.json`)).toBe(0)
    const stamped = bytesAt(`${kind}.json`)
    const result = judge(stamped, bytesAt(`${kind}.trust.json`))
    expect(result.checks.filter(({ outcome }) => outcome === 'failed')).toEqual([])
    expect(result).toMatchObject({ result: 'valid', timestamps: [{ authority: `openssl ${kind}` }] })
    expect(Math.abs((result.timestamps[0]?.genTimeMs ?? 0) - Date.now())).toBeLessThan(60_000)
    expect(judge(stamped, bytesAt(`${kind}.trust.json`), pureCrypto)).toEqual(result)

    const anchors = ['-CAfile', at(`${kind}.pem`), '-untrusted', at(`${kind}.pem`)]
    const verify = (...args: readonly string[]): string =>
      execFileSync('openssl', ['ts', '-verify', ...args, ...anchors], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
    expect(execFileSync('openssl', ['ts', '-query', '-in', at('query.tsq'), '-text'], { encoding: 'utf8' })).toContain(
      'Certificate required: no',
    )
    expect(verify('-queryfile', at('query.tsq'), '-in', at('reply.tsr'))).toContain('Verification: OK')
    // What stands in the bundle, over the bytes that we say it is over.
    const bundle = parseBundle(stamped)
    writeFileSync(at('token.der'), bundle.timestamps[0] ?? new Uint8Array())
    writeFileSync(at('stamped.json'), stampedBytes(bundle, 0))
    expect(readFileSync(at('stamped.json'))).toEqual(readFileSync(vector('court')))
    expect(verify('-token_in', '-in', at('token.der'), '-data', at('stamped.json'))).toContain('Verification: OK')
  })

  test('a second authority renews the first', async () => {
    await stamp(vector('public'), 'p256', 'once.json')
    await stamp(at('once.json'), 'rsa', 'twice.json')
    await trust('p256', vector('trust'), 'one.trust.json')
    await trust('rsa', at('one.trust.json'), 'both.trust.json')
    const { result, timestamps } = judge(bytesAt('twice.json'), bytesAt('both.trust.json'))
    expect([result, timestamps.map(({ authority: name }) => name)]).toEqual(['valid', ['openssl p256', 'openssl rsa']])
    expect(judge(bytesAt('twice.json'), bytesAt('one.trust.json')).result).toBe('undecidable')
  })

  test('no field of a stamped bundle and no byte of its tokens can be changed', async () => {
    await stamp(vector('opposing'), 'p256', 'a.json')
    await stamp(at('a.json'), 'rsa', 'b.json')
    await trust('p256', vector('trust'), 'a.trust.json')
    await trust('rsa', at('a.trust.json'), 'b.trust.json')
    const [stamped, anchors] = [bytesAt('b.json'), bytesAt('b.trust.json')]
    const whole = judge(stamped, anchors)
    expect(whole.result).toBe('valid')
    const survived: string[] = []
    let tried = 0
    const attempt = (path: string, changed: Uint8Array): void => {
      tried += 1
      const seen = judge(changed, anchors)
      // Fewer stamps prove less, and the result says so; everything else must fail.
      const isLess = seen.timestamps.length < whole.timestamps.length
      if (seen.result === 'valid' && !isLess) survived.push(path)
    }
    for (const [path, changed] of fieldMutations(decodeCanonical(stamped)))
      attempt(path, encodeCanonical(changed, { bytesMax: BUNDLE_BYTES_MAX }))
    const bundle = parseBundle(stamped)
    bundle.timestamps.forEach((token, number) => {
      for (let byte = 0; byte < token.length; byte++) {
        const timestamps = bundle.timestamps.map((one, index) =>
          index === number ? token.with(byte, (token[byte] ?? 0) ^ (1 << (byte % 8))) : one,
        )
        attempt(`token ${number} byte ${byte}`, encodeBundle({ ...bundle, timestamps }))
      }
    })
    console.log(`mutations: ${tried} of a stamped bundle`)
    expect(tried).toBeGreaterThan(1_000)
    expect(survived).toEqual([])
    const one = judge(encodeBundle({ ...bundle, timestamps: bundle.timestamps.slice(0, 1) }), anchors)
    expect([one.result, one.timestamps.length]).toEqual(['valid', 1])
  })

  test.each<[string, string, string, object]>([
    ['refuses', 'no', 'TSA_REFUSED', { reason: 'TIMESTAMP_REFUSED' }],
    ['answers an older question', 'old', 'TSA_REFUSED', { reason: 'TIMESTAMP_OTHER' }],
    ['is busy', 'busy', 'TSA_UNREACHABLE', { reason: 'HTTP 503' }],
    ['is a page', 'page', 'TSA_UNREACHABLE', { reason: 'content type' }],
    ['answers without end', 'large', 'TSA_UNREACHABLE', { reason: 'size' }],
  ])('an authority that %s leaves no file', async (_, way, code, facts) => {
    await stamp(vector('court'), 'p256', 'first.json')
    expect(await refusedBy(() => stamp(vector('court'), way, 'none.json'))).toMatchObject({ code, facts })
    expect(existsSync(at('none.json'))).toBe(false)
  })

  test('an authority that is not there, an address that is none, and a bundle that has no place leave no file', async () => {
    const ask = (file: string, tsa: string): Promise<unknown> =>
      refusedBy(() => quiet(() => timestamp(file, { tsa, out: at('none.json') })))
    expect(await ask(vector('court'), 'http://127.0.0.1:9/')).toMatchObject({ code: 'TSA_UNREACHABLE' })
    for (const bad of ['file:///etc/passwd', 'x', 'http://user:secret@127.0.0.1/'])
      expect(await ask(vector('court'), bad)).toMatchObject({ code: 'TSA_URL_INVALID', facts: {} })
    expect(await ask(vector('v1/court'), url)).toMatchObject({
      code: 'EVIDENCE_UNREADABLE',
      facts: { reason: 'BUNDLE_VERSION' },
    })
    expect(await ask(vector('trust'), url)).toMatchObject({ code: 'EVIDENCE_UNREADABLE' })
    expect(existsSync(at('none.json'))).toBe(false)
  })

  test('a certificate for another purpose, or none, is no anchor', async () => {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', at('web.key')]
    execFileSync('openssl', ['req', '-x509', ...key, '-out', at('web.pem'), '-subj', '/CN=web'], { stdio: 'ignore' })
    writeFileSync(at('none.pem'), 'x')
    for (const [kind, reason] of [
      ['web', 'extendedKeyUsage'],
      ['none', 'X.509'],
    ] as const) {
      expect(await refusedBy(() => trust(kind, vector('trust'), 'none.trust.json'))).toMatchObject({
        code: 'CERTIFICATE_UNFIT',
        facts: { reason },
      })
    }
    expect(existsSync(at('none.trust.json'))).toBe(false)
  })
})
