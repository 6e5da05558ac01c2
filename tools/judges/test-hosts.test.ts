import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FOLDERS = ['packages', 'apps/cli', 'apps/node', 'apps/relayer', 'apps/gateway', 'e2e', 'tools/interop']
const SPEC = 'spec/15-comet-host.md'
const LEFT_OUT = new Set(['node_modules', 'dist', '.cache'])

/** The other tables of the section have two. */
const COLUMNS = 3

/** Test kits that run a zone. */
const ZONE_KITS =
  /from '[^']*(embedded-host|note-host|abci-application|comet-host|test-zones|echo-zones|run-validators|comet-nodes|run-zone|e2e\/testing\/|\.\/testing\/(alliance|gateway|program|lawyer-case|world|comet-zone))/
const ON_BOTH = /\b(testHosts|hostConformance)\(/

interface Row {
  readonly pattern: string
  readonly host: string
  readonly why: string
}

function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return LEFT_OUT.has(entry.name) ? [] : testFiles(path)
    return entry.name.endsWith('.test.ts') ? [relative(ROOT, path)] : []
  })
}

/** The table under "Conformance": patterns in backquotes, `*` for any part of a path. */
function rows(): Row[] {
  const [, section = ''] = readFileSync(join(ROOT, SPEC), 'utf8').split('\n## Conformance\n')
  const [tables = ''] = section.split('\n## ')
  return tables
    .split('\n')
    .filter((line) => line.startsWith('| `') && line.split('|').length === COLUMNS + 2)
    .flatMap((line) => {
      const [tests = '', host = '', why = ''] = line
        .split('|')
        .slice(1)
        .map((cell) => cell.trim())
      return [...tests.matchAll(/`([^`]+)`/g)].map(([, pattern = '']) => ({ pattern, host, why }))
    })
}

const fits = (pattern: string, file: string): boolean =>
  new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}\\.test\\.ts$`).test(file)

const files = FOLDERS.flatMap((folder) => testFiles(join(ROOT, folder)))
const textOf = new Map(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]))
const table = rows()
const hostsOf = (file: string): string[] => [
  ...new Set(table.filter(({ pattern }) => fits(pattern, file)).map(({ host }) => host)),
]

describe('the table of hosts and tests in spec 15', () => {
  test('names no test that is not there, and gives a reason for each that runs on one host', () => {
    expect(table.length).toBeGreaterThan(10)
    expect(table.filter(({ pattern }) => !files.some((file) => fits(pattern, file)))).toEqual([])
    expect(table.filter(({ why }) => why === '')).toEqual([])
    expect([...new Set(table.map(({ host }) => host))].sort()).toEqual(['both', 'comet', 'embedded', 'none'])
  })

  test('names as run on both hosts those that are, and no others', () => {
    const onBoth = files.filter((file) => ON_BOTH.test(textOf.get(file) ?? ''))
    expect(files.filter((file) => hostsOf(file).includes('both'))).toEqual(onBoth)
  })

  test('names each other test that runs a zone, once', () => {
    const zoned = files.filter(
      (file) => ZONE_KITS.test(textOf.get(file) ?? '') && !ON_BOTH.test(textOf.get(file) ?? ''),
    )
    expect(zoned.length).toBeGreaterThan(30)
    expect(zoned.filter((file) => hostsOf(file).length !== 1).map((file) => [file, hostsOf(file)])).toEqual([])
  })
})
