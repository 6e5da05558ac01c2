import { copyFileSync, existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Message } from '@xiezhi/kernel'
import type { OfficerKey } from '@xiezhi/sdk'
import { CliError } from '../../cli-error.ts'
import type { Zone } from '../../config/alliance.ts'
import type { Home } from '../../config/home.ts'
import { loadOfficer } from '../../zone/officers.ts'
import type { Workspace } from '../../zone/workspace.ts'
import type { ZoneSession } from '../../zone/zone-session.ts'
import { writeTrustFiles } from '../up/link.ts'

/** A change counts from the second block after its own. */
const SIGNS_AFTER_BLOCKS = 2
const POLL_MS = 200

/** Who enacts: `<organisation>/<officer>`, two persons. */
export interface TwoOfficers {
  readonly as: string
  readonly and: string
}

export function twoOfficers(home: Home, zone: string, { as, and }: TwoOfficers): OfficerKey[] {
  return [as, and].map((text) => loadOfficer(home, { zone, ...officerOf(text) }))
}

/** @throws CliError USAGE */
export function wholeNumber(flag: string, text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1)
    throw new CliError('USAGE', 'USAGE', { reason: `${flag}: a whole number from 1 on expected, seen ${text}` })
  return number
}

/** An act that changes who signs: it is waited for, then new trust files are written. The height of its block. */
export async function changeValidators(
  workspace: Workspace,
  zone: Zone,
  message: Message,
  officers: readonly OfficerKey[],
): Promise<number> {
  const { home, alliance } = workspace
  const session = await workspace.open(zone)
  const { height } = await session.submit([message], officers)
  await untilHeight(session, height + SIGNS_AFTER_BLOCKS)
  // Trusted from now on are these validators; evidence of before is judged by the files of before.
  for (const { name } of alliance.zones) {
    const file = home.trust(name)
    if (existsSync(file)) copyFileSync(file, file.replace(/\.json$/, `.until-${zone.name}-${height}.json`))
  }
  await writeTrustFiles(home, alliance, await Promise.all(alliance.zones.map((one) => workspace.open(one))))
  return height
}

async function untilHeight({ client }: ZoneSession, height: number): Promise<void> {
  while ((await client.status()).height < height) await sleep(POLL_MS)
}

function officerOf(text: string): { readonly organisation: string; readonly officer: string } {
  const [organisation = '', officer = '', ...more] = text.split('/')
  if (organisation === '' || officer === '' || more.length > 0)
    throw new CliError('USAGE', 'USAGE', { reason: `<organisation>/<officer> expected, seen ${text}` })
  return { organisation, officer }
}
