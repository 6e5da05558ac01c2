import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zoneGenesis, zoneModules } from '@xiezhi/chain'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { TestChain, testSigner } from '@xiezhi/kernel/testing'
import type { TestSigner } from '@xiezhi/kernel/testing'

type Roles = Parameters<typeof zoneGenesis>[1]['officers'][number]['roles']

/** 2026-03-02T01:00:00Z. */
export const START_MS = 1_772_413_200_000
export const PASSPHRASE = '示例口令-sample passphrase'

/** Invented officers. */
export const administrators = [testSigner('court', 'admin-1', 1), testSigner('court', 'admin-2', 2)] as const
export const clerk = testSigner('court', 'clerk', 3)
export const gateway = testSigner('court', 'gateway', 4)

/** A court's zone over memory, with every module that it has. */
export function courtLedger(): TestChain {
  const officer = ({ organisation, officer, key }: TestSigner, at: number, roles: Roles) => ({
    organisation,
    officer,
    personId: `person-${String(at).padStart(8, '0')}`,
    roles,
    key,
  })
  const genesis = zoneGenesis('court', {
    crypto: nodeCrypto,
    validFromMs: START_MS,
    lawFrom: '2020-01-01',
    root: {
      organisation: 'alliance',
      zh: '示例联盟',
      en: 'sample alliance',
      roles: ['ROOT_OFFICER'],
      jurisdictions: [''],
    },
    organisations: [
      {
        organisation: 'court',
        zh: '示例法院',
        en: 'sample court',
        roles: ['ORGANISATION_OFFICER', 'COURT_FILING', 'COURT_CLERK', 'GATEWAY_SERVICE'],
        jurisdictions: [''],
      },
    ],
    officers: [
      ...administrators.map((one, at) => officer(one, at, ['ORGANISATION_OFFICER'])),
      officer(clerk, 2, ['COURT_FILING', 'COURT_CLERK']),
      officer(gateway, 3, ['GATEWAY_SERVICE']),
      officer(testSigner('alliance', 'root-1', 5), 4, ['ROOT_OFFICER']),
      officer(testSigner('alliance', 'root-2', 6), 5, ['ROOT_OFFICER']),
    ],
    askers: [],
    client: '07-tendermint-0',
  })
  return new TestChain({
    modules: [...zoneModules('court')],
    chainId: 'xz-court-1',
    genesis,
    startMs: START_MS,
    crypto: nodeCrypto,
  })
}

export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'xiezhi-signer-'))
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true })
    },
  }
}

export const CASE_REF = 'c0'.repeat(16)
export const openCase = {
  type: 'case/OpenCase',
  value: {
    caseRef: CASE_REF,
    courtCode: '京0105',
    procedure: 'CIVIL',
    caseNumber: '（2026）京0105民初1号',
    caseNumberTag: null,
    filedOn: '2026-03-02',
    connectedRefs: [],
  },
} as const
