import { existsSync, readdirSync, readFileSync } from 'node:fs'
import prettier from 'prettier'
import { describe, expect, test } from 'vitest'
import { zoneModules } from './index.ts'
import { moduleTables } from './testing/module-tables.ts'

// Renew the tables after a change: npx vitest run packages/chain/src/module-tables -u
const spec = new URL('../../../spec/05-modules.md', import.meta.url)
const contracts = new URL('../../contracts/src/', import.meta.url)
const MARK = '<!-- tables of packages/chain/src/testing/module-tables.ts -->\n'

/** Files that every domain module has, in the order in which one reads them. */
const FILES = [
  'README.md',
  'api.ts',
  'errors.ts',
  'events.ts',
  'genesis.ts',
  'invariants.ts',
  'messages.ts',
  'module.ts',
  'ports.ts',
  'queries.ts',
  'state.ts',
]
/** Starts empty and needs no genesis document. */
const WITHOUT_GENESIS = ['registry']

const domains = readdirSync(contracts, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

describe('spec/05-modules.md', () => {
  test('its tables are what the modules declare', async () => {
    const prose = readFileSync(spec, 'utf8').split(MARK)[0] ?? ''
    const options = { ...(await prettier.resolveConfig(spec.pathname)), parser: 'markdown' }

    const text = await prettier.format(`${prose}${MARK}\n${moduleTables()}`, options)
    await expect(text).toMatchFileSnapshot(spec.pathname)
  })

  test.each(domains)('module %s has the file set', (domain) => {
    const missing = FILES.filter((file) => !existsSync(new URL(`${domain}/${file}`, contracts)))
    expect(missing).toEqual(WITHOUT_GENESIS.includes(domain) ? ['genesis.ts'] : [])
  })

  test.each(domains)('the README of %s names every message, query and event, or points here', (domain) => {
    const readme = readFileSync(new URL(`${domain}/README.md`, contracts), 'utf8')
    if (readme.includes('spec/05-modules.md')) return
    const module = [...zoneModules('court'), ...zoneModules('justice'), ...zoneModules('institution')].find(
      ({ name }) => name === domain,
    )
    const names = [
      ...(module?.messages ?? []).map(({ type }) => type.split('/')[1] ?? ''),
      ...(module?.queries ?? []).map(({ name }) => name),
      ...(module?.events ?? []),
    ]
    expect(names.length).toBeGreaterThan(0)
    expect(names.filter((name) => !readme.includes(name))).toEqual([])
  })
})
