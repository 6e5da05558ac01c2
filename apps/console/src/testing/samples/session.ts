import type { Authority, Role, Session } from '@xiezhi/gateway-api'
import { LICENCES, NOW_MS, TODAY } from './scene.ts'

const ORGANISATIONS = {
  court: { zh: '示例区人民法院（虚构）', en: 'Sample District Court (invented)' },
  justice: { zh: '示例市司法局（虚构）', en: 'Sample City Justice Bureau (invented)' },
  institution: { zh: '示例银行（虚构）', en: 'Sample Bank (invented)' },
}

/** Who is signed in; no roles: nobody. */
export function sessionOf(authority: Authority, roles: readonly Role[], isUnlocked = false): Session {
  const name = ORGANISATIONS[authority]
  const common = {
    authority,
    authorityName: name,
    chainId: `xz-${authority}-1`,
    today: TODAY,
    nowMs: NOW_MS,
    locale: 'zh-CN',
    isDemonstration: true,
  } as const
  const signer = { isUnlocked, unlockedUntilMs: isUnlocked ? NOW_MS + 600_000 : null, algorithm: 'sm2' }
  if (roles.length === 0) {
    return {
      ...common,
      person: null,
      roles: [],
      csrfToken: null,
      signer: { ...signer, isUnlocked: false },
      expiresAtMs: null,
    }
  }
  const isLawyer = roles.includes('LAWYER')
  return {
    ...common,
    person: {
      id: 'sample-person',
      name: '赵示例',
      organisation: `${authority}-a`,
      officer: 'officer-1',
      organisationName: name,
      licence: isLawyer ? LICENCES.suspended : null,
    },
    roles: [...roles],
    csrfToken: 'csrf-of-the-test',
    signer,
    expiresAtMs: NOW_MS + 8 * 3_600_000,
  }
}
