import { zoneModules } from '@xiezhi/chain'
import { decodeCanonical } from '@xiezhi/codec'
import { CliError } from '../../cli-error.ts'
import { zoneNamed } from '../../config/alliance.ts'
import { Output } from '../../output.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { ZoneSession } from '../../zone/zone-session.ts'
import { twoOfficers, wholeNumber } from './two-officers.ts'
import type { TwoOfficers } from './two-officers.ts'

const VERSIONS_KEY = 'kernel/module-versions'

export interface PlanOptions extends TwoOfficers {
  readonly zone: string
  readonly height: string
  readonly module: readonly string[]
  readonly source: string
  readonly json?: boolean
}

type Versions = Readonly<Record<string, number>>

/**
 * Two officers set the height from which on the zone is executed by a program with these module versions: those of this
 * program, but for the named ones.
 */
export async function planUpgrade(options: PlanOptions): Promise<number> {
  const out = new Output(options)
  const height = wholeNumber('--height', options.height)
  return Workspace.use(async (workspace) => {
    const zone = zoneNamed(workspace.alliance, options.zone)
    const own = Object.fromEntries(zoneModules(zone.kind).map(({ name, version }) => [name, version]))
    const versions: Versions = { ...own, ...Object.fromEntries(options.module.map((text) => named(text, own))) }
    const session = await workspace.open(zone)
    const running = await versionsOf(session)
    const modules = Object.entries(versions).map(([module, version]) => ({ module, version }))
    const value = { height, modules, source: options.source }
    const officers = twoOfficers(workspace.home, zone.name, options)
    const { height: actHeight } = await session.submit([{ type: 'governance/PlanUpgrade', value }], officers)
    const changes = modules
      .filter(({ module, version }) => running[module] !== version)
      .map(({ module, version }) => ({ module, from: running[module] ?? null, to: version }))
    const text = changes.map(({ module, from, to }) => `${module} ${from ?? '–'} → ${to}`).join(', ')
    out.say('upgradePlanned', { zone: zone.name, height, changes: text === '' ? '–' : text })
    out.document({ zone: zone.name, height, changes, modules, actHeight })
    return 0
  })
}

/** @throws CliError USAGE */
function named(text: string, own: Versions): [string, number] {
  const [module = '', version = '', ...more] = text.split('=')
  if (own[module] === undefined || more.length > 0)
    throw new CliError('USAGE', 'USAGE', { reason: `--module: <module>=<version> expected, seen ${text}` })
  return [module, wholeNumber('--module', version)]
}

async function versionsOf(session: ZoneSession): Promise<Versions> {
  const { value } = await session.guarded(() => session.client.prove(VERSIONS_KEY))
  return value === null ? {} : (decodeCanonical(value) as Versions)
}
