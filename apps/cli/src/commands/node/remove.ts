import { CliError } from '../../cli-error.ts'
import { zoneNamed } from '../../config/alliance.ts'
import { Output } from '../../output.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { ZoneSession } from '../../zone/zone-session.ts'
import { changeValidators, twoOfficers } from './two-officers.ts'
import type { TwoOfficers } from './two-officers.ts'

const PUBLIC_KEY = /^[0-9a-f]{64}$/

export interface RemoveOptions extends TwoOfficers {
  readonly zone: string
  readonly validator: string
  readonly source: string
  readonly json?: boolean
}

interface Member {
  readonly publicKey: string
  readonly name: string
}

/** Two officers take a validator's voting power. Its node follows from then on. */
export async function removeValidator(options: RemoveOptions): Promise<number> {
  const out = new Output(options)
  return Workspace.use(async (workspace) => {
    const { home, alliance } = workspace
    const zone = zoneNamed(alliance, options.zone)
    const { publicKey, name } = await memberNamed(await workspace.open(zone), options.validator)
    const message = { type: 'governance/RemoveValidator', value: { publicKey, source: options.source } }
    const officers = twoOfficers(home, zone.name, options)
    const height = await changeValidators(workspace, zone, message, officers)
    out.say('validatorRemoved', { zone: zone.name, validator: name, height })
    out.document({ zone: zone.name, validator: name, publicKey, height })
    return 0
  })
}

/** By the name that the ledger has of it, or by its key: a name may stand for an old and a new key. @throws CliError USAGE */
async function memberNamed(session: ZoneSession, wanted: string): Promise<Member> {
  const set = ((await session.query('governance/validators', {})) ?? []) as unknown as readonly Member[]
  const found = set.filter(({ publicKey, name }) => wanted === (PUBLIC_KEY.test(wanted) ? publicKey : name))
  const [only, ...others] = found
  if (only !== undefined && others.length === 0) return only
  const expected = set.map(({ publicKey, name }) => `${name} ${publicKey}`).join(', ')
  throw new CliError('USAGE', 'USAGE', { reason: `--validator: one of ${expected} expected, seen ${wanted}` })
}
