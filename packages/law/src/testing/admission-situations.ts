import { admission } from '../admission/area.ts'
import type { FindingVerdict } from '../admission/finding.ts'
import { bundledLaw as law } from '../data/bundled-law.ts'
import { lawyer } from '../lawyer/area.ts'
import { bureauInput, courtInput, standingInput, tiesInput } from './admission-inputs.ts'

export type BureauChange = Partial<typeof bureauInput>
export type CourtChange = Partial<typeof courtInput>

export interface Situation {
  readonly bureau?: BureauChange
  readonly court?: CourtChange
}

export function overallOf({ bureau = {}, court = {} }: Situation): ReturnType<typeof admission.overall> {
  return admission.overall(
    {
      bureau: admission.bureauFinding({ ...bureauInput, ...bureau }, law),
      court: admission.courtFinding({ ...courtInput, ...court }, law),
    },
    law,
  )
}

export function codesOf({
  reasons,
}: {
  readonly reasons: readonly { readonly code: string; readonly rule: string }[]
}): string[] {
  return reasons.map(({ code, rule }) => `${rule} ${code}`)
}

export function standing(change: Partial<typeof standingInput>): BureauChange {
  const result = lawyer.standing({ ...standingInput, ...change }, law)
  return { standing: result, statusOnDay: result.statusOnDay }
}

export function ties(change: Partial<typeof tiesInput>): CourtChange {
  return { courtTies: lawyer.courtTies({ ...tiesInput, ...change }, law) }
}

export function appointed(
  role: 'AGENT' | 'DEFENDER',
  ...rows: [agentId: string, clientId: string, side: string][]
): CourtChange {
  const appointments = rows.map(([agentId, clientId, side]) => ({ agentId, clientId, side, role, caseId: 'K1' }))
  return { representation: lawyer.representation({ procedure: 'CRIMINAL', appointments, connectedCases: [] }, law) }
}

export function papers(change: Partial<typeof courtInput.papers>): typeof courtInput.papers {
  return { ...courtInput.papers, ...change }
}

export function licence(licenceNo: string): BureauChange {
  return { licence: lawyer.parseLicence({ licenceNo, asOf: '2026-11-23' }, law) }
}

export const revoked = { statusPeriods: [{ status: 'REVOKED', from: '2026-01-01', to: null }] } as const

export type Row = [rule: string, title: string, situation: Situation, verdict: FindingVerdict, codes: readonly string[]]
