import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { loadAlliance, zoneNamed } from '../../config/alliance.ts'
import { Home, writeFileWhole } from '../../config/home.ts'
import { Output } from '../../output.ts'
import { runNodeCommand } from '../../process/run-node.ts'
import { prepareHome } from '../up/prepare.ts'

export interface ImportOptions {
  readonly zone: string
  readonly in: string
  readonly key: string
  readonly json?: boolean
}

/** Puts an exported zone into this data folder, which has none of that name; the next `up` goes on with it. */
export function importZone(options: ImportOptions): number {
  const out = new Output(options)
  const home = new Home()
  const alliance = loadAlliance()
  const { name } = zoneNamed(alliance, options.zone)
  prepareHome(home, alliance)
  const args = ['import', '--zone', name, '--in', resolve(options.in), '--key', resolve(options.key)]
  const imported = runNodeCommand(home, args)
  // What is imported was set up before: no sample is written into it.
  if (!existsSync(home.seeded)) writeFileWhole(home.seeded, `${JSON.stringify({ alliance: alliance.name })}\n`)
  const { height, digest } = imported
  out.say('zoneImported', { zone: name, folder: home.zone(name), height: height ?? null, digest: digest ?? null })
  out.document({ ...imported, folder: home.zone(name) })
  return 0
}
