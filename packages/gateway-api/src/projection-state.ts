/** On each answer of a route: how far the rows behind it are, measured by the ledger that they are of. */
export const PROJECTION_HEADER = 'x-xiezhi-projection'

/**
 * `BUILDING`: the rows are being made, and lists lack entries. `BEHIND`: they are complete up to a height below the
 * ledger's. `UNREACHED`: the ledger has not been reached since the start, so nobody knows how far they are.
 */
export const PROJECTION_PHASES = ['CURRENT', 'BEHIND', 'BUILDING', 'UNREACHED'] as const
export type ProjectionPhase = (typeof PROJECTION_PHASES)[number]

export interface ProjectionState {
  readonly phase: ProjectionPhase
  /** Of the rows; null where it is not known. */
  readonly height: number | null
  /** Of the ledger, as far as it has told. */
  readonly zoneHeight: number
}

const FORM = /^([A-Z]+) (\d+|-)\/(\d+)$/

export function formatProjection({ phase, height, zoneHeight }: ProjectionState): string {
  return `${phase} ${height ?? '-'}/${zoneHeight}`
}

/** Null for a text that is none, such as that of an answer without the header. */
export function parseProjection(text: string | null): ProjectionState | null {
  const [, word = '', height = '', zoneHeight = ''] = FORM.exec(text ?? '') ?? []
  const phase = PROJECTION_PHASES.find((one) => one === word)
  if (phase === undefined) return null
  return { phase, height: height === '-' ? null : Number(height), zoneHeight: Number(zoneHeight) }
}
