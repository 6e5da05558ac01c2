import { constants } from 'node:buffer'
import { readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { expect, test } from 'vitest'
import { inputs } from './inputs.ts'
import { itemsPerYear, leavesPerZone, linkLoads, topologies, zonesPlanned } from './model.ts'
import { tables, withTables } from './tables.ts'

const PAGE = new URL('../../docs/scale.md', import.meta.url).pathname
const page = readFileSync(PAGE, 'utf8')

test('the tables of docs/scale.md are those of the model (XIEZHI_SCALE_WRITE=1 writes them)', async () => {
  const wanted = await format(withTables(page), { ...(await resolveConfig(PAGE)), filepath: PAGE })
  if (process.env['XIEZHI_SCALE_WRITE'] === '1') writeFileSync(PAGE, wanted)
  else expect(page).toBe(wanted)
})

test('the page shows every table of the model once', () => {
  const shown = [...page.matchAll(/<!-- table: (\w+) -->/g)].map(([, name]) => name)
  expect(shown.toSorted()).toEqual(Object.keys(tables).toSorted())
})

test('every measured input is above zero and says what measured it', () => {
  for (const [name, { value, basis, source }] of Object.entries(inputs)) {
    expect(value, name).toBeGreaterThan(0)
    if (basis === 'measured') expect(source, name).toMatch(/`/)
  }
})

test('settings that the model takes from the code are those of the code', () => {
  const source = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
  expect(source('packages/host/src/embedded/embedded-host.ts')).toContain(
    `HEARTBEAT_MS = ${inputs.heartbeatSeconds.value}_000`,
  )
  const arena = source('packages/merkle/src/tree/arena.ts')
  expect(arena).toContain(`SLOTS_START = ${inputs.slotsStart.value}`)
  expect(arena).toContain(`GROWTH = ${inputs.slotsGrowth.value}`)
  expect(source('packages/host/src/store/prune.ts')).toContain('heights: 100_000, durationMs: 3_600_000')
  expect(source('alliance.yaml')).toContain(`trustingPeriodDays: ${inputs.trustingDays.value}`)
})

test('the longest byte array of this Node is the one of the model, or longer', () => {
  expect(constants.MAX_LENGTH).toBeGreaterThanOrEqual(inputs.arrayBytesMax.value)
})

test('zones hold what they must, and links follow from zones', () => {
  const leaves = (inputs.itemsStock.value + inputs.years.value * itemsPerYear) * inputs.depositLeaves.value
  expect(zonesPlanned() * leavesPerZone).toBeGreaterThanOrEqual(leaves)
  expect((zonesPlanned() - 1) * leavesPerZone).toBeLessThan(leaves)
  expect(topologies()[0]?.links).toBe(zonesPlanned() * inputs.banks.value)
  expect(linkLoads()).toHaveLength(2 * topologies().length)
})
