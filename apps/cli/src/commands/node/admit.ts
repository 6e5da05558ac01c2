import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { loadOrCreateEngineKeys } from '@xiezhi/host/comet'
import { CliError } from '../../cli-error.ts'
import { zoneNamed } from '../../config/alliance.ts'
import { Output } from '../../output.ts'
import { loadOfficer } from '../../zone/officers.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { ZoneSession } from '../../zone/zone-session.ts'
import { writeTrustFiles } from '../up/link.ts'

/** A change counts from the second block after its own. */
const SIGNS_AFTER_BLOCKS = 2
const POLL_MS = 200

export interface AdmitOptions {
  readonly zone: string
  readonly validator: string
  readonly power: string
  readonly as: string
  readonly and: string
  readonly source: string
  readonly json?: boolean
}

/** Two officers give a validator of the alliance file its voting power; one that has none joins. */
export async function admitValidator(options: AdmitOptions): Promise<number> {
  const out = new Output(options)
  const { power: asked, source } = options
  const power = Number(asked)
  if (!Number.isSafeInteger(power) || power < 1)
    throw new CliError('USAGE', 'USAGE', { reason: `--power: a whole number from 1 on expected, seen ${asked}` })
  return Workspace.use(async (workspace) => {
    const { home, alliance } = workspace
    const zone = zoneNamed(alliance, options.zone)
    const known = zone.validators.find(({ name }) => name === options.validator)
    if (known === undefined) throw new CliError('USAGE', 'USAGE', { reason: `--validator: seen ${options.validator}` })
    const engine = join(home.validatorZone(zone.name, known.name), 'engine')
    const publicKey = hexEncode(loadOrCreateEngineKeys(nodeCrypto, engine).validator)
    const officers = [options.as, options.and].map((text) => loadOfficer(home, { zone: zone.name, ...officerOf(text) }))
    const session = await workspace.open(zone)
    const value = { publicKey, power, name: known.name, source }
    const { height } = await session.submit([{ type: 'governance/SetValidator', value }], officers)
    // Trusted from now on are these validators; evidence of before is judged by the files of before.
    await untilSigning(session, height + SIGNS_AFTER_BLOCKS)
    for (const { name } of alliance.zones) {
      const file = home.trust(name)
      if (existsSync(file)) copyFileSync(file, file.replace(/\.json$/, `.until-${zone.name}-${height}.json`))
    }
    const sessions = await Promise.all(alliance.zones.map((one) => workspace.open(one)))
    await writeTrustFiles(home, alliance, sessions)
    out.say('validatorSet', { zone: zone.name, validator: known.name, power, height })
    out.document({ zone: zone.name, validator: known.name, publicKey, power, height })
    return 0
  })
}

async function untilSigning({ client }: ZoneSession, height: number): Promise<void> {
  while ((await client.status()).height < height) await sleep(POLL_MS)
}

function officerOf(text: string): { readonly organisation: string; readonly officer: string } {
  const [organisation = '', officer = '', ...more] = text.split('/')
  if (organisation === '' || officer === '' || more.length > 0)
    throw new CliError('USAGE', 'USAGE', { reason: `<organisation>/<officer> expected, seen ${text}` })
  return { organisation, officer }
}
