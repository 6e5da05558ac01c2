import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { verifyBundle } from '@xiezhi/verifier'
import { reportLines } from '@xiezhi/verifier/report'
import { judgeTimestamp } from '@xiezhi/verifier/timestamp'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { verifyAlone } from './verify-alone.ts'

const vector = (name: string): string =>
  fileURLToPath(new URL(`../../../../../vectors/evidence/${name}.json`, import.meta.url))
const court = vector('court')
const trust = vector('trust')
const later = { crypto: () => nodeCrypto, report: () => reportLines, timestamp: () => judgeTimestamp }

let folder: string
let foreign: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xz-alone-'))
  foreign = join(folder, 'foreign.json')
  const text = readFileSync(trust, 'utf8')
  writeFileSync(foreign, text.replaceAll(/"publicKey":"[0-9a-f]{64}"/g, `"publicKey":"${'ab'.repeat(32)}"`))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Exit code and what was printed. */
function run(...args: readonly string[]): { readonly exit: number | undefined; readonly printed: string } {
  const printed: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed.push(String(chunk))
    return true
  })
  try {
    return { exit: verifyAlone(args, later), printed: printed.join('') }
  } finally {
    write.mockRestore()
  }
}

describe('verifyAlone', () => {
  test('prints the report in Chinese, then in English', () => {
    const result = verifyBundle(nodeCrypto, new Uint8Array(readFileSync(court)), new Uint8Array(readFileSync(trust)))
    const { exit, printed } = run(court, '--trust', trust)
    expect(exit).toBe(0)
    expect(printed).toBe(`${reportLines(result, 'zh-CN').join('\n')}\n\n${reportLines(result, 'en').join('\n')}\n`)
    expect(run('--lang', 'en', '--trust', trust, court).printed).toBe(`${reportLines(result, 'en').join('\n')}\n`)
    expect(JSON.parse(run(court, '--json', '--trust', trust).printed)).toEqual(result)
  })

  test('exits with 20 for an invalid bundle and 21 without an anchor', () => {
    expect(run(court, '--trust', foreign).exit).toBe(20)
    const only = join(folder, 'only.json')
    const json = JSON.parse(readFileSync(trust, 'utf8')) as { zones: unknown[] }
    writeFileSync(only, JSON.stringify({ ...json, zones: json.zones.slice(0, 1) }))
    expect(run(court, '--trust', only).exit).toBe(21)
  })

  test('finds a bare name among the anchors of the data folder', () => {
    mkdirSync(join(folder, 'trust'))
    writeFileSync(join(folder, 'trust', 'own.trust.json'), readFileSync(trust))
    vi.stubEnv('XIEZHI_HOME', folder)
    expect(run(court, '--trust', 'own.trust.json').exit).toBe(0)
    vi.unstubAllEnvs()
  })

  test.each([
    [[]],
    [[court]],
    [['--trust', trust]],
    [[court, '--trust']],
    [[court, '--trust', '--json']],
    [[court, court, '--trust', trust]],
    [[court, '--trust', trust, '--trust', trust]],
    [[court, '--trust', trust, '--lang', 'fr']],
    [[court, '--trust', trust, '--help']],
    [['--unknown', '--trust', trust]],
    [['no-such-file.json', '--trust', trust]],
    [[court, '--trust', 'no-such-file.json']],
  ])('leaves %j to the whole command line and prints nothing', (args) => {
    expect(run(...args)).toEqual({ exit: undefined, printed: '' })
  })
})

const program = fileURLToPath(new URL('../../../bin/xiezhi.js', import.meta.url))
const isBuilt = existsSync(fileURLToPath(new URL('../../../dist/alone/verify.cjs', import.meta.url)))

describe.skipIf(!isBuilt)('the built command', () => {
  test('says the same in one file as by the whole command line', () => {
    const alone = execFileSync(process.execPath, [program, 'evidence', 'verify', court, '--trust', trust], {
      encoding: 'utf8',
    })
    expect(alone).toBe(run(court, '--trust', trust).printed)
  })

  test('judges commit signatures that OpenSSL refuses by the whole of our cryptography', async () => {
    const exit = await new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [program, 'evidence', 'verify', court, '--trust', foreign],
        () => undefined,
      )
      child.on('exit', resolve)
    })
    expect(exit).toBe(20)
  })
})
