import { existsSync } from 'node:fs'
import type { OfficerKey } from '@xiezhi/sdk'
import { CliError } from '../cli-error.ts'
import { loadAlliance, zoneOfKind } from '../config/alliance.ts'
import type { Alliance, Zone } from '../config/alliance.ts'
import { Home, readJson } from '../config/home.ts'
import type { Sample } from '../sample/generate.ts'
import { loadOfficer } from './officers.ts'
import { ZoneSession } from './zone-session.ts'

/** What commands against running ledgers share: configuration, data folder, and sessions that are closed at the end. */
export class Workspace {
  readonly home = new Home()
  readonly alliance: Alliance
  readonly #open: ZoneSession[] = []

  private constructor() {
    this.alliance = loadAlliance()
  }

  /** @throws CliError NOT_SET_UP */
  static async use<T>(run: (workspace: Workspace) => Promise<T>): Promise<T> {
    const workspace = new Workspace()
    if (!workspace.home.exists)
      throw new CliError('NOT_SET_UP', 'UNAVAILABLE', {
        home: workspace.home.root,
        file: workspace.home.nodeConfig,
      })
    try {
      return await run(workspace)
    } finally {
      for (const session of workspace.#open) session.close()
    }
  }

  zone(kind: Zone['kind']): Zone {
    return zoneOfKind(this.alliance, kind)
  }

  /** @throws CliError ZONE_UNREACHABLE */
  session(kind: Zone['kind']): Promise<ZoneSession> {
    return this.open(this.zone(kind))
  }

  /** @throws CliError ZONE_UNREACHABLE */
  async open(zone: Zone): Promise<ZoneSession> {
    const session = await ZoneSession.open(zone)
    this.#open.push(session)
    return session
  }

  /** @throws CliError KEY_UNREADABLE */
  officer(kind: Zone['kind'], organisation: string, officer: string): OfficerKey {
    return loadOfficer(this.home, { zone: this.zone(kind).name, organisation, officer })
  }

  /** Two officers of the city's bureau. */
  bureau(): readonly OfficerKey[] {
    return [
      this.officer('justice', 'justice-bureau', 'supervision-1'),
      this.officer('justice', 'justice-bureau', 'supervision-2'),
    ]
  }

  /** Two officers of the province's department. */
  department(): readonly OfficerKey[] {
    return [
      this.officer('justice', 'justice-department', 'licensing-1'),
      this.officer('justice', 'justice-department', 'licensing-2'),
    ]
  }

  association(): readonly OfficerKey[] {
    return [this.officer('justice', 'law-association', 'assessment')]
  }

  court(officer: 'filing' | 'clerk' | 'judge' | 'personnel' | 'tech'): readonly OfficerKey[] {
    return [this.officer('court', 'court-district', officer)]
  }

  /** The private file of the sample; undefined where no sample was written. */
  sample(): Sample | undefined {
    return existsSync(this.home.sample) ? (readJson(this.home.sample) as Sample) : undefined
  }
}
