import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { loadConfig as loadGateway } from '../apps/gateway/src/config.ts'
import { loadConfig as loadNode } from '../apps/node/src/config.ts'
import { loadConfig as loadRelayer } from '../apps/relayer/src/config.ts'
import { buildProgram } from '../apps/cli/src/program.ts'

type Command = ReturnType<typeof buildProgram>

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const UNITS = join(ROOT, 'deploy/systemd')
const guide = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8')
const units = readdirSync(UNITS).filter((file) => file.endsWith('.service'))
const folder = mkdtempSync(join(tmpdir(), 'xiezhi-guide-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Blocks of the guide with the word after three backticks. */
function blocks(language: string): readonly string[] {
  return [...guide.matchAll(/```(\S+(?: \S+)?)\n([^]*?)```/g)]
    .filter(([, words]) => words === language)
    .map(([, , body = '']) => body)
}

/** Words of a shell line; quotes keep words together. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}

const commands = blocks('sh')
  .flatMap((block) => block.split('\n'))
  .filter((line) => line !== '')
  .map((line) => wordsOf(line))

/** The sub-command that words name, and the words after it. */
function found(
  program: Command,
  words: readonly string[],
): { readonly command: Command; readonly rest: readonly string[] } {
  const [first, ...rest] = words
  const next = program.commands.find((one) => one.name() === first)
  return next === undefined ? { command: program, rest: words } : found(next, rest)
}

function expectXiezhi(words: readonly string[]): void {
  const { command, rest } = found(buildProgram(), words)
  const line = words.join(' ')
  expect(command.commands, `${line}: a sub-command`).toEqual([])
  const flags = rest.filter((word) => word.startsWith('--'))
  const known = command.options.map(({ long }) => long)
  for (const flag of flags) expect(known, line).toContain(flag)
  for (const { long, mandatory } of command.options) if (mandatory) expect(flags, line).toContain(long)
}

/** Usage lines of a program that are not of the command line: `<word> [--flag <value>]`. */
function expectUsage(program: string, words: readonly string[]): void {
  const app = program.replace('xiezhi-', '')
  const usage = /const USAGE = `([^`]*)`/.exec(readFileSync(join(ROOT, `apps/${app}/src/main.ts`), 'utf8'))?.[1] ?? ''
  const [word = ''] = words
  const line = usage.split('\n').find((one) => one.includes(`${program} ${word} `))
  expect(line, `${program} ${word}`).toBeDefined()
  for (const flag of words.filter((one) => one.startsWith('--'))) expect(line, words.join(' ')).toContain(flag)
}

function expectUnits(words: readonly string[]): void {
  const [verb = '', ...rest] = words
  expect(['daemon-reload', 'enable', 'start', 'stop']).toContain(verb)
  for (const name of rest.filter((word) => !word.startsWith('--'))) expect(units).toContain(name)
}

/** Ports of the configurations that answer to `curl`. */
function expectAddress(words: readonly string[]): void {
  const url = new URL(words.at(-1) ?? '')
  expect(['/metrics', '/readyz', '/healthz']).toContain(url.pathname)
  const ports = [...guide.matchAll(/"(?:metricsPort|port)": (\d+)/g)].map(([, port]) => port)
  expect(ports).toContain(url.port)
}

const CHECKS: Readonly<Record<string, (words: readonly string[]) => void>> = {
  npx: ([program = '', ...words]) => {
    expect(program).toBe('xiezhi')
    expectXiezhi(words)
  },
  'xiezhi-node': (words) => {
    expectUsage('xiezhi-node', words)
  },
  'xiezhi-gateway': (words) => {
    expectUsage('xiezhi-gateway', words)
  },
  npm: (words) => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    const [verb, script = ''] = words
    if (verb === 'run') expect(Object.keys(scripts)).toContain(script)
    else expect(words).toEqual(['ci'])
  },
  systemctl: expectUnits,
  journalctl: ([flag, name = '']) => {
    expect(flag).toBe('-u')
    expect(units).toContain(name)
  },
  curl: expectAddress,
  install: (words) => {
    const files = words.filter((word) => word.startsWith('deploy/'))
    for (const file of files) expect(existsSync(join(ROOT, file)), file).toBe(true)
  },
  useradd: (words) => {
    const users = units.map((unit) => /^User=(.*)$/m.exec(readFileSync(join(UNITS, unit), 'utf8'))?.[1])
    expect(users).toContain(words.at(-1))
  },
  'GOBIN=/opt/xiezhi/bin': (words) => {
    const engine = readFileSync(join(ROOT, 'packages/host/src/comet/engine/find-engine.ts'), 'utf8')
    const version = /ENGINE_VERSION = '([\d.]+)'/.exec(engine)?.[1] ?? ''
    expect(words).toEqual(['go', 'install', `github.com/cometbft/cometbft/cmd/cometbft@v${version}`])
  },
}

test('the guide has commands', () => {
  expect(commands.length).toBeGreaterThan(30)
})

test.each(commands.map((words) => [words.join(' '), words] as const))('%s', (_, [program = '', ...words]) => {
  expect(Object.keys(CHECKS)).toContain(program)
  CHECKS[program]?.(words)
})

test('a command that the program does not have, or without a flag that it demands, is found', () => {
  expect(() => {
    expectXiezhi(['node', 'explode'])
  }).toThrow()
  expect(() => {
    expectXiezhi(['status', '--colour'])
  }).toThrow()
  expect(() => {
    expectXiezhi(['node', 'confirm-clock', '--zone', 'court'])
  }).toThrow()
  expect(() => {
    expectUsage('xiezhi-node', ['export', '--everything'])
  }).toThrow()
})

function fileOf(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

function only(language: string): string {
  const [block = '', ...more] = blocks(language)
  expect(more).toEqual([])
  return block
}

test('every configuration of the guide is read by its program', () => {
  const node = only('json node')
  expect(loadNode(fileOf('node.json', node)).zones).toHaveLength(1)
  expect(loadRelayer(fileOf('relayer.json', only('json relayer'))).links).toHaveLength(1)
  expect(loadGateway(fileOf('gateway.json', only('json gateway'))).listeners).toHaveLength(1)
  const config = JSON.parse(node) as { zones: object[] }
  const host = JSON.parse(only('json host')) as object
  const onComet = { ...config, zones: config.zones.map((zone) => ({ ...zone, host })) }
  expect(loadNode(fileOf('comet.json', JSON.stringify(onComet))).zones[0]?.host?.moniker).toBe('high')
})

test('every unit is in the guide, and keeps no secret in its environment', () => {
  for (const unit of units) {
    expect(guide, unit).toContain(unit)
    const text = readFileSync(join(UNITS, unit), 'utf8')
    expect(text, unit).not.toMatch(/^(Environment|EnvironmentFile|PassEnvironment)=/m)
    for (const line of ['NoNewPrivileges=yes', 'ProtectSystem=strict', 'PrivateTmp=yes', 'CapabilityBoundingSet='])
      expect(text.split('\n'), unit).toContain(line)
    const program = /^ExecStart=\/usr\/bin\/node \/opt\/xiezhi\/(\S+) /m.exec(text)?.[1] ?? ''
    expect(existsSync(join(ROOT, program)), `${unit}: ${program}`).toBe(true)
    expect(text, unit).toMatch(/^(User=xiezhi-\w+|DynamicUser=yes)$/m)
  }
})

test('a unit gives its program longer to stop than the program takes', () => {
  const engine = readFileSync(join(ROOT, 'packages/host/src/comet/engine/engine-process.ts'), 'utf8')
  const graceSeconds = Number(/STOP_GRACE_MS = ([\d_]+)/.exec(engine)?.[1]?.replaceAll('_', '')) / 1_000
  const unit = readFileSync(join(UNITS, 'xiezhi-node-comet.service'), 'utf8')
  expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(2 * graceSeconds)
  // Only the node is asked to stop: it stops its engine itself.
  expect(unit).toContain('KillMode=mixed')
})

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0
if (!hasSystemd) console.log('not run: systemd-analyze verify (it is not installed)')

/** The units as on a machine that has this repository in the place of /opt/xiezhi. */
function localUnits(): readonly string[] {
  return units.map((unit) => {
    const text = readFileSync(join(UNITS, unit), 'utf8')
    return fileOf(unit, text.replaceAll('/usr/bin/node', process.execPath).replaceAll('/opt/xiezhi', ROOT.slice(0, -1)))
  })
}

test.skipIf(!hasSystemd)('systemd takes every unit, and finds little exposed', () => {
  const paths = localUnits()
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...paths], { encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
  for (const path of paths)
    execFileSync('systemd-analyze', ['security', '--offline=yes', '--threshold=25', '--no-pager', path], {
      stdio: 'pipe',
    })
  const broken = fileOf('broken.service', readFileSync(paths[0] ?? '', 'utf8').replace('Restart=', 'Restrat='))
  const refused = spawnSync('systemd-analyze', ['verify', '--man=no', broken], { encoding: 'utf8' })
  expect(refused.stderr).toContain('Restrat')
})

test('every alarm of the relayer and every metric that the guide names exists, and each alarm has its cure', () => {
  const source = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
  const kinds = [...source('apps/relayer/src/alarms.ts').matchAll(/\| '([A-Z_]+)'/g)].map(([, kind = '']) => kind)
  expect(kinds.length).toBeGreaterThan(5)
  for (const kind of kinds) expect(guide, kind).toContain(`\`${kind}\``)
  const told = [
    'apps/node/src/node-metrics.ts',
    'apps/relayer/src/relayer-metrics.ts',
    'apps/gateway/src/start-listener.ts',
  ]
    .map(source)
    .join('\n')
  for (const [, metric = ''] of guide.matchAll(/`(xiezhi_\w+)`/g)) expect(told, metric).toContain(`'${metric}'`)
})
