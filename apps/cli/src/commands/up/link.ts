import { base64Encode, hexEncode } from '@xiezhi/codec'
import { encodeLightBlock } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { encodeTrustFile } from '@xiezhi/evidence'
import { CliError } from '../../cli-error.ts'
import { clientOn } from '../../config/alliance.ts'
import type { Alliance, Link } from '../../config/alliance.ts'
import { writeFileWhole } from '../../config/home.ts'
import type { Home } from '../../config/home.ts'
import { SAMPLE_STAFF } from '../../sample/officers.ts'
import { loadOfficer } from '../../zone/officers.ts'
import type { ZoneSession } from '../../zone/zone-session.ts'
import { organisationOf } from './validators.ts'

const DAY_MS = 86_400_000
const CLIENTS_MAX = 64

/** Makes the clients of all links that are not there yet. Answers whether there was one. */
export async function establishLinks(
  home: Home,
  alliance: Alliance,
  sessions: readonly ZoneSession[],
): Promise<boolean> {
  const made: boolean[] = []
  for (const link of alliance.links) made.push(await establishLink(home, alliance, link, sessions))
  return made.includes(true)
}

/**
 * Creates a light client on either zone from a header that two trust officers vouch for, where there is none of that ledger.
 * Answers whether one was made.
 */
async function establishLink(
  home: Home,
  alliance: Pick<Alliance, 'links'>,
  { a, b, trustingPeriodDays }: Link,
  sessions: readonly ZoneSession[],
): Promise<boolean> {
  const ends = [sessionOf(sessions, a), sessionOf(sessions, b)] as const
  let isMade = false
  for (const [own, other] of [ends, [ends[1], ends[0]] as const]) {
    const existing = (await own.query('client/clients', { limit: CLIENTS_MAX })) as readonly { chainId: string }[]
    if (existing.some(({ chainId }) => chainId === other.zone.chainId)) continue
    isMade = true
    const clientId = clientOn(alliance, own.zone.name, other.zone.name)
    const counterpartyClientId = clientOn(alliance, other.zone.name, own.zone.name)
    const block = await latestBlock(other)
    const officers = trustOfficers(home, own)
    const answerable = organisationOf(home, other.zone, SAMPLE_STAFF[other.zone.kind].root.organisation)
    const { data } = await own.submit(
      [
        {
          type: 'client/CreateClient',
          value: {
            chainId: other.zone.chainId,
            trustLevel: { numerator: 1, denominator: 3 },
            trustingPeriodMs: trustingPeriodDays * DAY_MS,
            proofLayout: 'smt',
            checkpoint: base64Encode(encodeLightBlock(block)),
            anchors: block.validators.validators.map(({ publicKey }) => ({
              key: hexEncode(publicKey),
              organisation: answerable(publicKey),
            })),
            reason: '样本联盟建链 / link of the sample alliance',
          },
        },
      ],
      officers,
    )
    const made = (data[0] as { readonly clientId?: string } | null)?.clientId
    // Links in another order than that in which their clients were made.
    if (made !== clientId)
      throw new CliError('CLIENT_NUMBER', 'CONFIG', { zone: own.zone.name, expected: clientId, seen: made ?? '' })
    await own.submit(
      [{ type: 'client/RegisterCounterparty', value: { clientId, counterpartyClientId, merklePrefix: [''] } }],
      officers,
    )
  }
  return isMade
}

function sessionOf(sessions: readonly ZoneSession[], name: string): ZoneSession {
  const found = sessions.find(({ zone }) => zone.name === name)
  if (found === undefined) throw new CliError('INTERNAL', 'SOFTWARE', { reason: `no session of ${name}` })
  return found
}

function trustOfficers(home: Home, { zone }: ZoneSession): ReturnType<typeof loadOfficer>[] {
  return SAMPLE_STAFF[zone.kind].officers
    .filter(({ roles }) => roles.includes('TRUST_OFFICER'))
    .map(({ organisation, officer }) => loadOfficer(home, { zone: zone.name, organisation, officer }))
}

async function latestBlock(session: ZoneSession): Promise<LightBlock> {
  return session.guarded(async () => session.client.lightBlock((await session.client.status()).height))
}

/**
 * Writes, for either zone, the anchors that its authority holds: validators of all zones and who answers for them. A
 * verifying person gets such a file from the authority, never from a bundle.
 */
export async function writeTrustFiles(home: Home, alliance: Alliance, sessions: readonly ZoneSession[]): Promise<void> {
  const zones = await Promise.all(
    sessions.map(async (session) => {
      const { header, validators } = await latestBlock(session)
      const answerable = organisationOf(home, session.zone, SAMPLE_STAFF[session.zone.kind].root.organisation)
      return {
        chainId: session.zone.chainId,
        height: Number(header.height),
        validators: validators.validators.map(({ publicKey, votingPower }) => ({
          publicKey: hexEncode(publicKey),
          power: Number(votingPower),
          organisation: answerable(publicKey),
        })),
      }
    }),
  )
  for (const { zone } of sessions) {
    const source = `${alliance.name}: ${SAMPLE_STAFF[zone.kind].root.zh}`
    writeFileWhole(home.trust(zone.name), encodeTrustFile({ source, zones }))
  }
}
