import type { Check, Metric } from '@xiezhi/metrics'
import type { Alarm } from './alarms.ts'
import type { ClientAge } from './client-age.ts'
import type { DirectionStatus } from './direction.ts'
import type { LinkStatus } from './relayer.ts'

const MS_PER_SECOND = 1_000

/** What a relayer tells of itself: names of zones and clients, counts, ages. */
export function relayerMetrics(links: () => readonly LinkStatus[], alarms: () => readonly Alarm[]): readonly Metric[] {
  const perDirection = (name: string, help: string, valueOf: (of: DirectionStatus) => number): Metric => ({
    name,
    help,
    kind: 'gauge',
    read: () =>
      links().flatMap(({ directions }) =>
        directions.map((one) => ({ labels: { from: one.from, to: one.to }, value: valueOf(one) })),
      ),
  })
  const perClient = (name: string, help: string, valueOf: (of: ClientAge) => number): Metric => ({
    name,
    help,
    kind: 'gauge',
    read: () =>
      links().flatMap(({ clients }) =>
        clients.map((one) => ({ labels: { zone: one.on, client: one.client }, value: valueOf(one) })),
      ),
  })
  return [
    {
      name: 'xiezhi_link_open',
      help: 'Whether both ends of the link are followed',
      kind: 'gauge',
      read: () => links().map(({ a, b, isOpen }) => ({ labels: { a, b }, value: Number(isOpen) })),
    },
    perDirection('xiezhi_packets_open', 'Packets that have not ended, as far as known here', ({ open }) => open),
    perDirection('xiezhi_backlog', 'Packets and answers that wait to be carried', ({ backlog }) => backlog),
    perDirection('xiezhi_carry_failures', 'Tries in a row that carried nothing', ({ failures }) => failures),
    perDirection(
      'xiezhi_packets_refused',
      'Packets and answers that the other zone refuses',
      ({ refused }) => refused.length,
    ),
    perClient(
      'xiezhi_client_age_seconds',
      'Age of the latest header of a client',
      ({ ageMs }) => ageMs / MS_PER_SECOND,
    ),
    perClient(
      'xiezhi_client_trusting_period_seconds',
      'So long a header is trusted',
      ({ trustingPeriodMs }) => trustingPeriodMs / MS_PER_SECOND,
    ),
    {
      name: 'xiezhi_alarm',
      help: 'Alarms that stand',
      kind: 'gauge',
      read: () => alarms().map(({ kind, a, b, zone }) => ({ labels: { kind, a, b, zone }, value: 1 })),
    },
  ]
}

/** Ready: every link is open. */
export function relayerChecks(links: readonly LinkStatus[]): readonly Check[] {
  return links.map(({ a, b, isOpen }) => ({ name: `link ${a} ${b}`, isReady: isOpen }))
}
