import { zoneOfKind } from '../../config/alliance.ts'
import type { Alliance } from '../../config/alliance.ts'
import type { ProcessName } from '../../process/child-process.ts'
import { validatorProcess } from './validators.ts'

/** Distances from the port of the court's zone. */
const NODE_STEP = 89
const RELAYER_STEP = 90
const VALIDATORS_STEP = 140

/** On 127.0.0.1, for each process that has health and metrics on a port of its own; the gateway has them on its pages' port. */
export function metricsPorts(alliance: Alliance): ReadonlyMap<ProcessName, number> {
  const { port } = zoneOfKind(alliance, 'court')
  const embedded = alliance.zones.some(({ validators }) => validators.length === 0)
  const validators = alliance.zones.flatMap(({ name, validators: all }) =>
    all.map((validator) => validatorProcess(name, validator.name)),
  )
  return new Map<ProcessName, number>([
    ...(embedded ? [['node', port + NODE_STEP] as const] : []),
    ...validators.map((process, at) => [process, port + VALIDATORS_STEP + at] as const),
    ['relayer', port + RELAYER_STEP],
  ])
}
