import { base64Encode, hexEncode } from '@xiezhi/codec'
import { encodeLightBlock } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { encodeTrustFile } from '@xiezhi/evidence'
import type { Alliance, Link } from '../../config/alliance.ts'
import { writeFileWhole } from '../../config/home.ts'
import type { Home } from '../../config/home.ts'
import { SAMPLE_STAFF } from '../../sample/officers.ts'
import { CLIENT_ID } from '../../zone/ask.ts'
import { loadOfficer } from '../../zone/officers.ts'
import type { ZoneSession } from '../../zone/zone-session.ts'
import { organisationOf } from './validators.ts'

const DAY_MS = 86_400_000

/** Creates a light client on either zone from a header that two trust officers vouch for. Done once. */
export async function establishLink(
  home: Home,
  { trustingPeriodDays }: Link,
  ends: readonly [ZoneSession, ZoneSession],
): Promise<void> {
  const [a, b] = ends
  for (const [own, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const existing = (await own.query('client/clients', { limit: 10 })) as readonly unknown[]
    if (existing.length > 0) continue
    const block = await latestBlock(other)
    const officers = trustOfficers(home, own)
    const answerable = organisationOf(home, other.zone, SAMPLE_STAFF[other.zone.kind].root.organisation)
    await own.submit(
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
    await own.submit(
      [
        {
          type: 'client/RegisterCounterparty',
          value: { clientId: CLIENT_ID, counterpartyClientId: CLIENT_ID, merklePrefix: [''] },
        },
      ],
      officers,
    )
  }
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
