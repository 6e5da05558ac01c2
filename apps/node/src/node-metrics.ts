import type { Check, Metric } from '@xiezhi/metrics'
import type { RunningZone, ZoneFigures } from './zone-files.ts'

type Watched = Pick<RunningZone, 'name' | 'now' | 'fault' | 'alarm'>

/** What a node tells of its zones: names of zones, heights and counts. */
export function nodeMetrics(zones: () => readonly Watched[]): readonly Metric[] {
  const perZone = (name: string, help: string, kind: Metric['kind'], valueOf: (of: Watched) => number): Metric => ({
    name,
    help,
    kind,
    read: () => zones().map((zone) => ({ labels: { zone: zone.name }, value: valueOf(zone) })),
  })
  const figure = (name: string, help: string, key: keyof ZoneFigures, kind: Metric['kind'] = 'gauge'): Metric =>
    perZone(name, help, kind, (zone) => zone.now()[key] ?? Number.NaN)
  return [
    figure('xiezhi_zone_height', 'Height of the last block on disk', 'height'),
    figure('xiezhi_zone_state_height', 'Height of the last block that changed the state', 'stateHeight'),
    figure('xiezhi_zone_leaves', 'Keys of the state', 'leaves'),
    figure('xiezhi_zone_waiting', 'Transactions that wait for a block', 'waiting'),
    figure(
      'xiezhi_engine_restarts_total',
      'Times that CometBFT ended and was started again',
      'engineRestarts',
      'counter',
    ),
    figure('xiezhi_proposals_refused_total', 'Proposals that this validator refused', 'proposalsRefused', 'counter'),
    perZone('xiezhi_zone_fault', 'Whether the zone has stopped making blocks', 'gauge', (zone) =>
      Number(zone.fault() !== undefined),
    ),
    perZone('xiezhi_clock_alarm', 'Whether no block is made until an officer confirms the clock', 'gauge', (zone) =>
      Number(zone.alarm() !== undefined),
    ),
  ]
}

/** Ready: every configured zone is open, makes blocks, and no alarm of its clock stands. */
export function nodeChecks(names: readonly string[], zones: readonly Watched[]): readonly Check[] {
  return names.map((name) => {
    const zone = zones.find((one) => one.name === name)
    return {
      name: `zone ${name}`,
      isReady: zone !== undefined && zone.fault() === undefined && zone.alarm() === undefined,
    }
  })
}
