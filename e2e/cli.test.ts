import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Program, root, xiezhi } from './testing/program.ts'
import type { Run } from './testing/program.ts'

const START_MS = 300_000
let program: Program
let home = ''
let bundle = ''

function run(...args: readonly string[]): Promise<Run> {
  return program.run(...args)
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- The caller says what the command prints.
function json<T>(...args: readonly string[]): Promise<Run & { readonly value: T }> {
  return program.json<T>(...args)
}

interface Featured {
  readonly licenceNo: string
  readonly caseNumber: string
}
let featured: Readonly<Record<'active' | 'suspended' | 'revoked' | 'formerJudge', Featured>>

function verifyArgs({ licenceNo, caseNumber }: Featured, ...more: readonly string[]): readonly string[] {
  return ['lawyer', 'verify', '--licence', licenceNo, '--case', caseNumber, ...more]
}

beforeAll(async () => {
  program = await Program.install()
  home = program.home
  bundle = join(home, 'bundle.json')
  const { value, exit } = await json<{ ready: boolean; featured: typeof featured }>('up', '--detach')
  expect([exit, value.ready]).toEqual([0, true])
  featured = value.featured
}, START_MS)

afterAll(() => program.remove())

test('a second start in the same folder is refused and names the running process', async () => {
  const { exit, value } = await json<{ error: { code: string } }>('up', '--detach')
  expect([exit, value.error.code]).toEqual([69, 'ALREADY_RUNNING'])
})

test('status shows all ledgers and their light clients; doctor finds nothing missing', async () => {
  const { exit, value } = await json<{
    zones: { reachable: boolean; height: number; clients: { chainId: string }[] }[]
  }>('status')
  expect(exit).toBe(0)
  expect(value.zones.map(({ reachable, clients }) => [reachable, ...clients.map(({ chainId }) => chainId)])).toEqual([
    [true, 'xz-justice-1', 'xz-institution-1'],
    [true, 'xz-court-1'],
    [true, 'xz-court-1'],
  ])
  expect((await run('doctor')).exit).toBe(0)
})

test('doctor names a key that others can read and the command that cures it', async () => {
  const key = join(home, 'officers/court/court-district.clerk.key')
  expect(statSync(key).mode & 0o777).toBe(0o600)
  execFileSync('chmod', ['644', key])
  const { exit, value } = await json<{ findings: { ok: boolean; cure: string }[] }>('doctor')
  expect(exit).toBe(1)
  expect(value.findings.filter(({ ok }) => !ok).map(({ cure }) => cure)).toEqual([`chmod 600 ${key}`])
  execFileSync('chmod', ['600', key])
})

interface Verified {
  readonly verdict: string
  readonly receipt: { readonly dispatchId: string; readonly result: { readonly finding: { readonly verdict: string } } }
  readonly court: { readonly verdict: string; readonly reasons: readonly { readonly rule: string }[] }
}

test('a practising lawyer passes, and the bundle is saved', async () => {
  const { exit, value } = await json<Verified>(...verifyArgs(featured.active, '--out', bundle))
  expect([exit, value.verdict, value.court.verdict]).toEqual([0, 'PASS', 'PASS'])
  expect(statSync(bundle).size).toBeGreaterThan(1_000)
})

test('a suspended and a revoked lawyer are blocked by the bureau, by rule and statute in both languages', async () => {
  const suspended = await run(...verifyArgs(featured.suspended))
  expect(suspended.exit).toBe(12)
  for (const text of ['R18-03', '停止执业', '律师法', 'suspended', 'Lawyers Law']) expect(suspended.out).toContain(text)
  const revoked = await json<Verified>(...verifyArgs(featured.revoked))
  expect([revoked.exit, revoked.value.receipt.result.finding.verdict]).toEqual([12, 'BLOCK'])
})

test('a judge who left less than two years ago is blocked by the court’s own checks', async () => {
  const { exit, value } = await json<Verified>(...verifyArgs(featured.formerJudge))
  expect([exit, value.receipt.result.finding.verdict, value.verdict]).toEqual([12, 'PASS', 'BLOCK'])
  expect(value.court.reasons.map(({ rule }) => rule)).toContain('R18-06')
})

test('a wrong firm letter is blocked; a lawyer outside the case needs --firm or is answered by the bureau alone', async () => {
  const other = JSON.parse(readFileSync(join(home, 'private/sample.json'), 'utf8')) as { firms: { uscc: string }[] }
  const wrongFirm = await json<Verified>(
    ...verifyArgs(
      { ...featured.active, caseNumber: featured.revoked.caseNumber },
      '--firm',
      other.firms[5]?.uscc ?? '',
    ),
  )
  expect([wrongFirm.exit, wrongFirm.value.court]).toEqual([12, null])
  const unknown = await json<{ error: { code: string } }>(
    ...verifyArgs({ licenceNo: '14401199911123456', caseNumber: featured.active.caseNumber }),
  )
  expect([unknown.exit, unknown.value.error.code]).toEqual([64, 'FIRM_NEEDED'])
})

test('the bundle is judged without any ledger; one changed byte is refused', async () => {
  const trust = join(home, 'trust/court.trust.json')
  const valid = await json<{ result: string; statement: { verdict: string } }>(
    'evidence',
    'verify',
    bundle,
    '--trust',
    trust,
  )
  expect([valid.exit, valid.value.result, valid.value.statement.verdict]).toEqual([0, 'valid', 'PASS'])
  const bytes = readFileSync(bundle)
  const changed = Buffer.from(bytes)
  const at = Math.floor(changed.length / 2)
  changed[at] = changed[at] === 0x41 ? 0x42 : 0x41
  const forged = join(home, 'forged.json')
  writeFileSync(forged, changed)
  const refused = await json<{ result: string; checks: { outcome: string }[] }>(
    'evidence',
    'verify',
    forged,
    '--trust',
    trust,
  )
  expect([refused.exit, refused.value.result]).toEqual([20, 'invalid'])
  expect(refused.value.checks.some(({ outcome }) => outcome === 'failed')).toBe(true)
})

test.each(['opposing', 'public'])('a bundle of the profile %s is valid and says less', async (profile) => {
  const file = join(home, `${profile}.json`)
  const { value: verified } = await json<Verified>(...verifyArgs(featured.active))
  const { dispatchId } = verified.receipt
  expect((await run('evidence', 'export', '--dispatch', dispatchId, '--profile', profile, '--out', file)).exit).toBe(0)
  const { exit, value } = await json<{ statement: { reasons: unknown } }>(
    'evidence',
    'verify',
    file,
    '--trust',
    'court.trust.json',
  )
  expect([exit, value.statement.reasons]).toEqual([0, null])
  expect(statSync(file).size).toBeLessThan(statSync(bundle).size)
})

interface CaseView {
  readonly tasks: readonly { readonly kind: string; readonly owner: string; readonly taskId: string }[]
  readonly notices: readonly { readonly status: string }[]
}

test('a suspension reaches the open case without asking, and the next verification blocks', async () => {
  const { licenceNo, caseNumber } = featured.active
  const before = await json<CaseView>('case', 'show', '--case', caseNumber)
  expect(before.value.notices).toEqual([])
  expect((await run('bureau', 'suspend', '--licence', licenceNo, '--months', '3')).exit).toBe(0)
  await expect
    .poll(async () => (await json<CaseView>('case', 'show', '--case', caseNumber)).value.notices.length, {
      timeout: 30_000,
      interval: 250,
    })
    .toBe(1)
  const { value } = await json<CaseView>('case', 'tasks', '--case', caseNumber)
  expect(value.tasks.map(({ kind, owner }) => [kind, owner])).toContainEqual(['STATUS_EVENT', 'COURT_CLERK'])
  const again = await json<Verified>(...verifyArgs(featured.active))
  expect([again.exit, again.value.verdict]).toEqual([12, 'BLOCK'])
})

test('a second suspension of the same days is refused by the ledger with its own code, and changes nothing', async () => {
  const { licenceNo } = featured.active
  const before = await run('lawyer', 'history', '--licence', licenceNo, '--json')
  const refused = await json<{ error: { code: string; facts: { codespace: string } } }>(
    ...['bureau', 'suspend', '--licence', licenceNo, '--months', '3', '--article', '48'],
  )
  expect([refused.exit, refused.value.error.code, refused.value.error.facts.codespace]).toEqual([
    77,
    'LEDGER_REFUSED',
    'lawyer',
  ])
  expect((await run('lawyer', 'history', '--licence', licenceNo, '--json')).out).toBe(before.out)
})

test('an import reports each refused row by its line; the others stand', async () => {
  const { firms } = JSON.parse(readFileSync(join(home, 'private/sample.json'), 'utf8')) as { firms: { uscc: string }[] }
  const file = join(home, 'rows.csv')
  const firm = firms[0]?.uscc ?? ''
  const rows = ['14401199911000001', featured.active.licenceNo].map(
    (licence) => `${licence},${firm},2001-01-01,2001-01-01`,
  )
  writeFileSync(file, `licenceNo,firmUscc,from,firstPracticeDate\n${rows.join('\n')}\n`)
  const { exit, value } = await json<{ imported: number; refused: { line: number; codespace: string }[] }>(
    'bureau',
    'import',
    file,
  )
  expect([exit, value.imported, value.refused.map(({ line, codespace }) => [line, codespace])]).toEqual([
    65,
    1,
    [[3, 'lawyer']],
  ])
})

test('law check runs the public cases and fails on a case that is not met', async () => {
  const cases = join(root, 'vectors/law/cases-a.json')
  const { exit, out } = await run('law', 'check', cases)
  expect([exit, out.trim().split('\n').at(-1)]).toEqual([0, expect.stringMatching(/^\d+ passed, 0 failed$/)])
  const wrong = join(home, 'wrong.json')
  writeFileSync(wrong, JSON.stringify([{ id: 'x', fn: 'identifier.uscc', input: {}, expect: { verdict: 'PASS' } }]))
  const failed = await run('law', 'check', wrong)
  expect([failed.exit, failed.out.trim().split('\n').at(-1)]).toEqual([1, '0 passed, 1 failed'])
})

test('errors say what to do in both languages; wrong usage has its own exit code', async () => {
  const { exit, errors } = await run('lawyer', 'verify', '--licence', '123', '--case', 'x')
  expect(exit).toBe(64)
  expect(errors).toMatch(/应为 17 位数字[\s\S]*→ 运行[\s\S]*expected 17 digits[\s\S]*→ run/)
  expect((await run('lawyer', 'verify')).exit).toBe(64)
  expect((await run('nothing')).exit).toBe(64)
})

interface Foreground {
  readonly interrupt: () => Promise<number | null>
  /** Exit code, once it has ended. */
  readonly ended: Promise<number | null>
}

/** Starts `up` in the foreground and hands back how to interrupt it, once it says that it is ready. */
function foreground(...options: readonly string[]): Promise<Foreground> {
  const { env } = program
  const child = spawn(process.execPath, [xiezhi, 'up', ...options], { cwd: root, env })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return new Promise((resolve, reject) => {
    let out = ''
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8')
      if (!out.includes('Ctrl-C stops')) return
      resolve({
        interrupt: () => {
          child.kill('SIGINT')
          return ended
        },
        ended,
      })
    })
    void ended.then((exit) => {
      reject(new Error(`ended with ${exit}: ${out}`))
    })
  })
}

test(
  'a restart keeps everything; Ctrl-C stops all, and then there is nothing to reach',
  async () => {
    const history = ['lawyer', 'history', '--licence', featured.active.licenceNo, '--json']
    const before = await run(...history)
    expect((await json<{ stopped: string[] }>('down')).value.stopped).toEqual([
      'gateway',
      'institution',
      'relayer',
      'node',
    ])
    expect((await run('status')).exit).toBe(69)
    const { interrupt } = await foreground()
    expect((await run(...history)).out).toBe(before.out)
    const { exit } = await json<Verified>(...verifyArgs(featured.suspended))
    expect(exit).toBe(12)
    expect(await interrupt()).toBe(0)
    const { value } = await json<{ zones: { reachable: boolean }[]; processes: { pid: number | null }[] }>('status')
    expect(value.zones.map(({ reachable }) => reachable)).toEqual([false, false, false])
    expect(value.processes.map(({ pid }) => pid)).toEqual([null, null, null, null])
  },
  START_MS,
)

test(
  'down from another terminal ends what runs in the foreground, and nothing is started again',
  async () => {
    const { ended } = await foreground('--ledgers')
    expect((await run('down')).exit).toBe(0)
    expect(await ended).toBe(0)
    const { value } = await json<{ processes: { pid: number | null }[] }>('status')
    // Ledgers, relayer and gateway: this start left the institutions out.
    expect(value.processes.map(({ pid }) => pid)).toEqual([null, null, null])
  },
  START_MS,
)

interface PrivateSample {
  readonly lawyers: readonly { readonly name: string; readonly salt: string; readonly licenceNo: string }[]
}

test('names and salts of the sample are in no store and no log; what is public is found there', () => {
  const { lawyers } = JSON.parse(readFileSync(join(home, 'private/sample.json'), 'utf8')) as PrivateSample
  const files = ['zones', 'logs']
    .flatMap((folder) =>
      readdirSync(join(home, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(home, folder, file)),
    )
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file))
  const found = (text: string): boolean => files.some((bytes) => bytes.includes(text))
  expect(files.length).toBeGreaterThan(2)
  expect(found(featured.active.licenceNo)).toBe(true)
  expect(lawyers.filter(({ name, salt }) => found(name) || found(salt))).toEqual([])
})

test('a reader that stops reading does no harm', () => {
  const command = `"${process.execPath}" "${xiezhi}" law list | head -1`
  const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: root, encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
})
