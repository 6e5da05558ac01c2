import type { Json } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import type { Role } from '@xiezhi/contracts'
import { TestChain, testSigner } from '@xiezhi/kernel/testing'
import type { TestSigner } from '@xiezhi/kernel/testing'
import { zoneGenesis, zoneModules } from '../index.ts'
import type { ZoneKind } from '../index.ts'

/** 2026-03-02T01:00:00Z. */
export const START_MS = 1_772_413_200_000

export interface Officer {
  readonly signer: TestSigner
  readonly roles: readonly Role[]
}

const officer = (organisation: string, name: string, seed: number, ...roles: readonly Role[]): Officer => ({
  signer: testSigner(organisation, name, seed),
  roles,
})

/** Invented officers by zone. */
export const STAFF: Readonly<Record<ZoneKind, readonly Officer[]>> = {
  court: [
    officer('alliance', 'root-1', 1, 'ROOT_OFFICER', 'GOVERNANCE_OFFICER'),
    officer('alliance', 'root-2', 2, 'ROOT_OFFICER', 'GOVERNANCE_OFFICER'),
    officer('court', 'clerk', 3, 'COURT_FILING', 'COURT_CLERK'),
    officer('court', 'judge', 4, 'COURT_JUDGE'),
    officer('court', 'personnel', 5, 'COURT_PERSONNEL'),
    officer('court', 'enforcer', 8, 'COURT_ENFORCER'),
    officer('court', 'trust-1', 6, 'TRUST_OFFICER', 'ORGANISATION_OFFICER'),
    officer('court', 'trust-2', 7, 'TRUST_OFFICER', 'ORGANISATION_OFFICER'),
  ],
  justice: [
    officer('alliance', 'root-1', 1, 'ROOT_OFFICER', 'GOVERNANCE_OFFICER'),
    officer('alliance', 'root-2', 2, 'ROOT_OFFICER', 'GOVERNANCE_OFFICER'),
    officer('justice', 'department-1', 13, 'JUSTICE_DEPARTMENT'),
    officer('justice', 'department-2', 14, 'JUSTICE_DEPARTMENT'),
    officer('justice', 'bureau-1', 15, 'JUSTICE_BUREAU', 'ORGANISATION_OFFICER'),
    officer('justice', 'bureau-2', 16, 'JUSTICE_BUREAU', 'ORGANISATION_OFFICER'),
    officer('justice', 'association', 17, 'LAW_ASSOCIATION'),
    officer('justice', 'lawyer', 18, 'LAWYER'),
  ],
  institution: [
    officer('alliance', 'root-1', 1, 'ROOT_OFFICER', 'GOVERNANCE_OFFICER'),
    officer('alliance', 'root-2', 2, 'ROOT_OFFICER', 'GOVERNANCE_OFFICER'),
    officer('institution', 'operator-1', 23, 'BANK_OPERATOR', 'ORGANISATION_OFFICER'),
    officer('institution', 'operator-2', 24, 'BANK_OPERATOR', 'ORGANISATION_OFFICER'),
    officer('institution', 'registrar', 25, 'REGISTRY_OPERATOR'),
    officer('institution', 'gateway', 26, 'GATEWAY_SERVICE'),
    officer('institution', 'auditor', 27, 'AUDITOR'),
  ],
}

/** A zone with every module that its kind has, over memory. */
export function testZone(crypto: Crypto, kind: ZoneKind, reversed = false): TestChain {
  const modules = [...zoneModules(kind)]
  if (reversed) modules.reverse()
  const genesis = testGenesis(crypto, kind)
  return new TestChain({ modules, chainId: `xz-${kind}-1`, genesis, startMs: START_MS, crypto })
}

/** With what that zone begins. */
export function testGenesis(crypto: Crypto, kind: ZoneKind): Readonly<Record<string, Json>> {
  const roles = [...new Set(STAFF[kind].flatMap((entry) => entry.roles))].filter((role) => role !== 'ROOT_OFFICER')
  return zoneGenesis(kind, {
    crypto,
    validFromMs: START_MS,
    lawFrom: '2020-01-01',
    root: {
      organisation: 'alliance',
      zh: '示例联盟',
      en: 'sample alliance',
      roles: ['ROOT_OFFICER', 'GOVERNANCE_OFFICER'],
      jurisdictions: [''],
    },
    organisations: [{ organisation: kind, zh: '示例机关', en: 'sample authority', roles, jurisdictions: [''] }],
    officers: STAFF[kind].map(({ signer, roles: held }, at) => ({
      organisation: signer.organisation,
      officer: signer.officer,
      personId: `person-${String(at).padStart(8, '0')}`,
      roles: held,
      key: signer.key,
    })),
    askers: ['court'],
    client: '07-tendermint-0',
  })
}

/** Each officer alone, and the two who share a role. */
export function groupsOf(kind: ZoneKind): TestSigner[][] {
  const staff = STAFF[kind]
  const pairs = staff.flatMap((one, at) =>
    staff
      .slice(at + 1)
      .filter((other) => other.roles.some((role) => one.roles.includes(role)))
      .map((other) => [one.signer, other.signer]),
  )
  return [...staff.map(({ signer }) => [signer]), ...pairs, ...pairs]
}

/** The officer of a zone by name. */
export function signerOf({ chainId }: TestChain, name: string): TestSigner {
  const kind = (Object.keys(STAFF) as ZoneKind[]).find((one) => chainId === `xz-${one}-1`) ?? 'court'
  const found = STAFF[kind].find(({ signer }) => signer.officer === name)
  if (found === undefined) throw new RangeError(`no officer ${name} in the ${kind} zone`)
  return found.signer
}
