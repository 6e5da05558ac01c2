import { civilDateOf } from '@xiezhi/contracts/ids'
import type { Message } from '@xiezhi/kernel'
import { bundledLaw } from '@xiezhi/law'
import { loadOfficer } from '../zone/officers.ts'
import type { ZoneSession } from '../zone/zone-session.ts'
import type { BenchAlliance } from './alliance.ts'

/** Limits of the look-ups of one person: a bench is one person who looks up more than any. */
const RULE = 'PX-T26-5.'
const UNIT = 'look-up'
const MANY = 1_000_000_000
const GOVERNORS = {
  court: { organisation: 'court-high', officers: ['trust-1', 'trust-2'] },
  justice: { organisation: 'justice-department', officers: ['licensing-1', 'licensing-2'] },
} as const

/** Enacts limits that a bench does not reach, as two persons of each authority may. */
export async function liftLimits({ home, court, justice }: BenchAlliance): Promise<void> {
  const keys = [...bundledLaw.parameters].flatMap(([key, rows]) =>
    key.startsWith(RULE) && rows.at(-1)?.unit === UNIT ? [key] : [],
  )
  const lift = async (session: ZoneSession, kind: keyof typeof GOVERNORS): Promise<void> => {
    const { organisation, officers } = GOVERNORS[kind]
    const signers = officers.map((officer) => loadOfficer(home, { zone: session.zone.name, organisation, officer }))
    await session.submit(keys.map(messageFor), signers)
  }
  await lift(court, 'court')
  await lift(justice, 'justice')
}

function messageFor(key: string): Message {
  const effectiveFrom = civilDateOf(Date.now())
  const value = { key, value: MANY, unit: UNIT, effectiveFrom, migration: 'LAW_REQUIRES_NEW', source: 'bench' }
  return { type: 'governance/SetParameter', value }
}
