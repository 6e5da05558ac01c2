import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasOpenssl } from '@xiezhi/institution-adapter'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadAlliance } from '../../config/alliance.ts'
import { Home } from '../../config/home.ts'
import { sampleSubscribers } from '../../sample/officers.ts'
import {
  forgetInstitutions,
  platformOf,
  prepareInstitutions,
  simulatedInstitutions,
  simulatedPlatforms,
} from './institutions.ts'

const canRun = hasOpenssl()
if (!canRun) console.log('not run: apps/cli/src/commands/up/institutions (openssl is not there)')

describe.skipIf(!canRun)('simulated institutions and platforms', () => {
  let folder: string
  let home: Home
  const alliance = loadAlliance(undefined, {})
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'xzu-'))
    chmodSync(folder, 0o711)
    home = new Home({ XIEZHI_HOME: folder })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('each has ports of its own, and platforms are subscribers of the sample', () => {
    const all = [...simulatedInstitutions(alliance), ...simulatedPlatforms(alliance)]
    const ports = all.flatMap(({ port, adminPort }) => [port, adminPort])
    expect(new Set(ports).size).toBe(2 * all.length)
    const platforms = simulatedPlatforms(alliance).map(({ organisation }) => organisation)
    expect(platforms).toEqual(['credit-platform', 'enterprise-publicity'])
    expect(sampleSubscribers()).toEqual(expect.arrayContaining(platforms))
  })

  test('the gateway reaches a platform where its configuration was written, and nowhere else', () => {
    expect(platformOf(home, alliance, 'credit-platform')).toBeUndefined()
    expect(prepareInstitutions(home, alliance)).toBe(6)
    const config = JSON.parse(readFileSync(home.institutionsConfig, 'utf8')) as { platforms: { port: number }[] }
    expect(platformOf(home, alliance, 'credit-platform')).toMatchObject({
      kind: 'NATIONAL',
      url: `https://127.0.0.1:${config.platforms[0]?.port ?? 0}`,
    })
    expect(platformOf(home, alliance, 'railway')).toBeUndefined()
    forgetInstitutions(home)
    expect(platformOf(home, alliance, 'credit-platform')).toBeUndefined()
  })
})
