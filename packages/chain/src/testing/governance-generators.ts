import type { Generator } from '@xiezhi/kernel/testing'
import type { ZoneKind } from '../index.ts'
import { acting, day, DIGEST } from './generator.ts'

const GOVERNORS = ['root-1', 'root-2']
const ORGANISATION = {
  court: ['trust-1', 'trust-2'],
  justice: ['bureau-1', 'bureau-2'],
  institution: ['operator-1', 'operator-2'],
} as const
const SOURCE = '法发〔2022〕16号 18'
const YEAR_MS = 366 * 86_400_000

/** Acts of the modules authority and governance, which every zone has. */
export function governanceGenerators(kind: ZoneKind): readonly Generator[] {
  const organisation = kind
  return [
    acting(GOVERNORS, 'governance/SetParameter', (chain, random) => ({
      key: `zone.sample.p${random.below(5)}`,
      value: random.below(100),
      unit: 'day',
      effectiveFrom: day(chain, random.below(300)),
      migration: random.pick(['KEEP', 'LAW_REQUIRES_NEW']),
      source: SOURCE,
    })),
    acting(GOVERNORS, 'governance/ActivateLaw', (chain, random) => ({
      parameterVersion: DIGEST,
      effectiveFrom: day(chain, random.below(3_000)),
      source: SOURCE,
    })),
    acting(GOVERNORS, 'governance/PlanUpgrade', (chain, random) => ({
      height: chain.height + 1 + random.below(50),
      modules: [{ module: 'governance', version: 3 + random.below(2) }],
      source: SOURCE,
    })),
    // One machine keeps the simulated zone: it is refused.
    acting(GOVERNORS, 'governance/SetValidator', (_chain, random) => ({
      publicKey: String(random.below(9)).repeat(64),
      power: 1 + random.below(20),
      name: 'court-north',
      source: SOURCE,
    })),
    acting(ORGANISATION[kind], 'authority/OpenOffice', (chain, random) => ({
      organisation,
      office: `office-${random.below(10_000)}`,
      zh: '示例办公室',
      en: 'sample office',
      grant: {
        roles: [],
        recordTypes: [],
        orderTypes: [],
        jurisdictions: ['11'],
        validFromMs: chain.nowMs,
        validToMs: chain.nowMs + YEAR_MS,
      },
    })),
    acting([ORGANISATION[kind][0]], 'authority/Propose', (chain, random) => ({
      type: 'governance/ActivateLaw',
      value: { parameterVersion: DIGEST, effectiveFrom: day(chain, random.below(3_000)), source: SOURCE },
      expiresAtMs: chain.nowMs + 86_400_000,
    })),
  ]
}
