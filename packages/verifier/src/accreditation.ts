import { ASK_ACT } from '@xiezhi/evidence'
import type { Accreditation, AccreditationIds, Bundle, Grant } from '@xiezhi/evidence'
import type { CheckList } from './checks.ts'
import type { AskerStatement, Check, CheckId } from './verdict.ts'
import { readRecord } from './zone-records.ts'

type Facts = Check['facts']
/** Why a right did not hold; null: it held. */
type Flaw = { readonly reason: string; readonly facts: Facts } | null

/**
 * By which accreditation, delegation and role the officer asked, as of the act and as known in the state that the bundle
 * proves. The ledger judged the same when it took the act; a key that proved compromised later is refused here.
 */
export function judgeAccreditation(
  { about, asker }: Bundle,
  accreditation: Accreditation,
  checks: CheckList,
): AskerStatement | null {
  const request = readRecord(asker, `query/request/${about.dispatchId}`, checks)
  if (request === undefined) return null
  const { ids, organisations, delegation, height } = accreditation
  const { role, height: actHeight } = request
  const atMs = ids.askedAtMs
  const wanted = typeof role === 'string' ? role : ''
  const judge = (id: CheckId, facts: Facts, flaw: Flaw): void => {
    const more = flaw === null ? {} : { ...flaw.facts, reason: flaw.reason }
    checks.record(id, asker.chainId, flaw === null, { ...facts, ...more })
  }
  const isAfter = typeof actHeight === 'number' && height >= actHeight
  judge('state-after-act', { height }, isAfter ? null : { reason: 'STATE_BEFORE_ACT', facts: {} })
  judge('asker-act', { askedAtMs: atMs }, actFlaw(accreditation))
  judge('asker-key', { key: ids.key }, keyFlaw(accreditation))
  judge('asker-office', { officer: ids.officer, office: ids.office }, officeFlaw(accreditation))
  const chain = [...ids.chain].reverse()
  judge('asker-accreditation', { chain: chain.join(' → ') }, chainFlaw(accreditation))
  const used = delegation === null ? {} : { delegation: ids.delegation?.delegationId ?? '' }
  judge('asker-role', { role: wanted, ...used }, roleFlaw(accreditation, wanted))
  const [own] = organisations
  if (own === undefined) return null
  return {
    organisation: ids.organisation,
    office: ids.office,
    officer: ids.officer,
    role: wanted,
    chain,
    key: ids.key,
    delegation:
      delegation === null
        ? null
        : { delegationId: delegation.row.delegationId, kind: delegation.row.kind, from: delegation.row.from },
    askedAtMs: atMs,
    height,
  }
}

function actFlaw({ act, ids }: Accreditation): Flaw {
  if (act.type !== ASK_ACT) return flaw('ACT_OF_ANOTHER_KIND', { expected: ASK_ACT, seen: act.type })
  if (act.atMs !== ids.askedAtMs) return flaw('ACT_AT_ANOTHER_TIME', { expected: ids.askedAtMs, seen: act.atMs })
  return null
}

function keyFlaw({ key, ids }: Accreditation): Flaw {
  const { askedAtMs: atMs } = ids
  const isOwn = key.key === ids.key && key.organisation === ids.organisation && key.officer === ids.officer
  if (!isOwn) return flaw('KEY_OF_ANOTHER', { seen: `${key.organisation}/${key.officer}` })
  if (key.compromisedFromMs !== null && atMs >= key.compromisedFromMs)
    return flaw('KEY_COMPROMISED', { sinceAtMs: key.compromisedFromMs })
  if (key.end !== null && atMs >= key.end.atMs)
    return flaw(key.end.reason === 'REVOKED' ? 'KEY_REVOKED' : 'KEY_ENDED', {
      detail: key.end.reason,
      endedAtMs: key.end.atMs,
    })
  if (atMs < key.validFromMs) return flaw('KEY_NOT_YET_VALID', { fromAtMs: key.validFromMs })
  if (key.validToMs !== null && atMs >= key.validToMs) return flaw('KEY_EXPIRED', { endedAtMs: key.validToMs })
  return null
}

function officeFlaw({ officer, office, ids }: Accreditation): Flaw {
  const isOwn = officer.organisation === ids.organisation && officer.officer === ids.officer
  if (!isOwn) return flaw('OFFICER_OF_ANOTHER', { seen: `${officer.organisation}/${officer.officer}` })
  if (office.organisation !== ids.organisation || office.office !== ids.office)
    return flaw('OFFICE_OF_ANOTHER', { seen: `${office.organisation}/${office.office}` })
  if (officer.left !== null && officer.left.atMs <= ids.askedAtMs)
    return flaw('OFFICER_LEFT', { endedAtMs: officer.left.atMs })
  if (!inForce(officer.grant, ids.askedAtMs)) return flaw('OFFICER_NOT_IN_FORCE', spanFacts(officer.grant))
  return null
}

function chainFlaw({ organisations, office, delegation, ids }: Accreditation): Flaw {
  const atMs = ids.askedAtMs
  const broken = organisations.find(({ organisation }, at) => organisation !== ids.chain[at])
  if (broken !== undefined) return flaw('CHAIN_BROKEN', { seen: broken.organisation })
  if (organisations.at(-1)?.parent !== null) return flaw('CHAIN_WITHOUT_ROOT', { seen: organisations.length })
  for (const { organisation, suspensions } of organisations) {
    const running = suspensions.find(({ fromMs, toMs }) => fromMs <= atMs && (toMs === null || atMs < toMs))
    if (running !== undefined) return flaw('ORGANISATION_SUSPENDED', { seen: organisation, sinceAtMs: running.fromMs })
  }
  // By delegation it is the giver's office that stands above the grant.
  const offices = delegation === null ? office : delegation.office
  const links = [offices.grant, ...organisations.map(({ grant }) => grant)]
  const over = links.find((link) => !inForce(link, atMs))
  return over === undefined ? null : flaw('ACCREDITATION_NOT_IN_FORCE', spanFacts(over))
}

function roleFlaw(accreditation: Accreditation, role: string): Flaw {
  const { officer, office, organisations, delegation } = accreditation
  const above = organisations.map(({ grant }) => grant)
  if (delegation === null) return missingRole([officer.grant, office.grant, ...above], role)
  const { row, giver, office: giverOffice } = delegation
  return (
    delegationFlaw(accreditation.ids, delegation) ??
    missingRole([row.grant, giver.grant, giverOffice.grant, ...above], role)
  )
}

function delegationFlaw(
  { organisation, officer, delegation, askedAtMs: atMs }: AccreditationIds,
  { row, giver, office }: NonNullable<Accreditation['delegation']>,
): Flaw {
  const rows = [row, giver, office]
  const fits =
    rows.every((one) => one.organisation === organisation) &&
    row.delegationId === delegation?.delegationId &&
    row.to === officer &&
    giver.officer === row.from &&
    office.office === giver.office
  if (!fits) return flaw('DELEGATION_OF_ANOTHER', { seen: `${row.from} → ${row.to}` })
  const { givenAtMs, endedAtMs } = row
  const runs = givenAtMs <= atMs && (endedAtMs === null || atMs < endedAtMs) && inForce(row.grant, atMs)
  if (!runs) return flaw('DELEGATION_NOT_IN_FORCE', { fromAtMs: givenAtMs, endedAtMs: endedAtMs ?? 'none' })
  const isServing = (giver.left === null || atMs < giver.left.atMs) && inForce(giver.grant, atMs)
  return isServing ? null : flaw('DELEGATION_GIVER_NOT_IN_FORCE', { seen: row.from })
}

function missingRole(links: readonly Grant[], role: string): Flaw {
  const at = links.findIndex(({ roles }) => !roles.includes(role))
  return at < 0 ? null : flaw('ROLE_NOT_HELD', { expected: role, seen: links[at]?.roles.join(' ') ?? '' })
}

function inForce({ validFromMs, validToMs }: Grant, atMs: number): boolean {
  return validFromMs <= atMs && (validToMs === null || atMs < validToMs)
}

function spanFacts({ validFromMs, validToMs }: Grant): Facts {
  return { fromAtMs: validFromMs, endedAtMs: validToMs ?? 'none' }
}

function flaw(reason: string, facts: Facts): Flaw {
  return { reason, facts }
}
