import { base64Encode, hexEncode } from '@xiezhi/codec'
import type { LightBlock, ValidatorSet } from '@xiezhi/comet'
import { encodeTendermintHeader, revisionOf } from '@xiezhi/lightclient'
import type { OfficerKey } from '@xiezhi/sdk'
import { CliError } from '../../cli-error.ts'
import { clientOn } from '../../config/alliance.ts'
import type { Alliance } from '../../config/alliance.ts'
import type { Home } from '../../config/home.ts'
import { SAMPLE_STAFF } from '../../sample/officers.ts'
import { loadOfficer } from '../../zone/officers.ts'
import type { ZoneSession } from '../../zone/zone-session.ts'

/** One end of a link: a ledger with a light client of the other. */
export interface LinkEnd {
  readonly on: ZoneSession
  readonly of: ZoneSession
  /** The client of `of` on `on`, and that of `on` on `of`. */
  readonly client: string
  readonly peerClient: string
  /** Who brings headers to `on`. */
  readonly relay: OfficerKey
}

/** Both ends of every link. @throws CliError KEY_UNREADABLE */
export function endsOf(home: Home, alliance: Alliance, sessions: ReadonlyMap<string, ZoneSession>): LinkEnd[] {
  return alliance.links.flatMap(({ a, b }) => {
    const [first, second] = [sessions.get(a), sessions.get(b)]
    if (first === undefined || second === undefined) return []
    const [client, peerClient] = [clientOn(alliance, a, b), clientOn(alliance, b, a)]
    return [
      { on: first, of: second, client, peerClient, relay: relayOf(home, first) },
      { on: second, of: first, client: peerClient, peerClient: client, relay: relayOf(home, second) },
    ]
  })
}

function relayOf(home: Home, { zone }: ZoneSession): OfficerKey {
  const relay = SAMPLE_STAFF[zone.kind].officers.find(({ roles }) => roles.includes('RELAYER'))
  const { organisation = '', officer = '' } = relay ?? {}
  return loadOfficer(home, { zone: zone.name, organisation, officer })
}

interface ClientState {
  readonly latestHeight: number
  readonly trustingPeriodMs: number
  readonly status: string
}

async function clientOf({ on, client }: LinkEnd): Promise<ClientState> {
  return (await on.query('client/client', { clientId: client })) as unknown as ClientState
}

export async function trustingPeriodOf(end: LinkEnd): Promise<number> {
  return (await clientOf(end)).trustingPeriodMs
}

/** Brings the latest header of the followed ledger. The relayer may have been faster. @throws CliError CLIENT_NOT_UPDATED */
export async function updateClient(end: LinkEnd): Promise<void> {
  const { on, of, client, relay } = end
  const height = await of.guarded(async () => (await of.client.status()).height)
  const { latestHeight } = await clientOf(end)
  if (latestHeight >= height) return
  const header = await headerFor(end, height, latestHeight)
  let refusal: unknown
  try {
    await on.submit([{ type: 'client/UpdateClient', value: { clientId: client, header } }], [relay])
  } catch (error) {
    refusal = error
  }
  const after = await clientOf(end)
  if (after.latestHeight < height || after.status !== 'Active')
    throw new CliError(
      'CLIENT_NOT_UPDATED',
      'SOFTWARE',
      { zone: on.zone.name, of: of.zone.name, expected: height, seen: after.latestHeight, status: after.status },
      refusal,
    )
}

/** The header message of 07-tendermint, in base64, built on the latest state that the client has. */
async function headerFor({ on, of, client }: LinkEnd, height: number, trusted: number): Promise<string> {
  const { nextValidatorsHash } = (await on.query('client/consensusState', {
    clientId: client,
    height: trusted,
  })) as { readonly nextValidatorsHash: string }
  const block = await lightBlock(of, height)
  const isSameSet = hexEncode(block.header.validatorsHash) === nextValidatorsHash
  const { validators } = isSameSet ? block : await lightBlock(of, trusted + 1)
  const bytes = encodeTendermintHeader({
    block: { ...block, validators: withProposer(block.validators) },
    trustedHeight: { revisionNumber: revisionOf(block.header.chainId), revisionHeight: BigInt(trusted) },
    trustedValidators: withProposer(validators),
  })
  return base64Encode(bytes)
}

function lightBlock(session: ZoneSession, height: number): Promise<LightBlock> {
  return session.guarded(() => session.client.lightBlock(height))
}

/** ibc-go demands a proposer in both sets; verification does not bind it. */
function withProposer({ validators, proposer }: ValidatorSet): ValidatorSet {
  return { validators, proposer: proposer ?? validators[0] ?? null }
}
