import { resolve } from 'node:path'
import { loadAlliance, zoneNamed } from '../../config/alliance.ts'
import { Home } from '../../config/home.ts'
import { Output } from '../../output.ts'
import { runNodeCommand } from '../../process/run-node.ts'

export interface ExportOptions {
  readonly zone: string
  readonly out: string
  readonly json?: boolean
}

/** Ends a stopped zone in this data folder and writes its state to a file with which another host goes on. */
export function exportZone(options: ExportOptions): number {
  const out = new Output(options)
  const home = new Home()
  const { name } = zoneNamed(loadAlliance(), options.zone)
  const file = resolve(options.out)
  const exported = runNodeCommand(home, ['export', '--zone', name, '--out', file])
  const { height, digest } = exported
  out.say('zoneExported', { zone: name, file, height: height ?? null, digest: digest ?? null })
  out.say('zoneClosed', { zone: name, folder: home.zone(name) })
  out.document({ ...exported, file, genesis: `${file}.genesis.json` })
  return 0
}
