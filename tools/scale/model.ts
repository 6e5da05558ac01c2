import { inputs } from './inputs.ts'

/** A figure that the model computes. */
export interface Figure {
  readonly what: string
  readonly value: number
  readonly unit: string
  /** How it follows from the inputs, in words. */
  readonly formula: string
}

const DAY_S = 86_400
const YEAR_DAYS = 365
const at = valuesOf(inputs)

/** Items a year, from the two reports. */
export const itemsPerYear = ((at.itemsLater - at.itemsStock) / at.monthsBetween) * 12
const itemsPlanned = at.itemsStock + at.years * itemsPerYear
/** Slots of the largest arena that growth step by step reaches before an array would be too long. */
export const leavesMax = largestArena()
const leavesByMemory = Math.floor(at.memoryForTreeBytes / at.treeBytesPerLeaf)
/** What one zone may hold. */
export const leavesPerZone = Math.min(leavesMax, leavesByMemory)
const blocksPerDay = DAY_S / at.heartbeatSeconds

export function traffic(): Figure[] {
  const inWork = itemsPerYear / at.workSecondsPerYear
  const peak = inWork * at.peakFactor
  return [
    figure(
      'items deposited a year',
      itemsPerYear,
      'items',
      'difference of the two reports over their months, times 12',
    ),
    figure('items after the years planned', itemsPlanned, 'items', 'stock + years × items a year'),
    figure('deposits a second, mean of working hours', inWork, '/s', 'items a year ÷ working seconds'),
    figure('deposits a second, peak', peak, '/s', 'the mean × peak factor'),
    figure('cores of one node for all of them, peak', (peak * at.depositCpuMs) / 1e3, 'cores', 'peak × CPU a deposit'),
    figure(
      'zones that the peak alone needs',
      Math.ceil(peak / at.recordsPerSecond),
      'zones',
      'peak ÷ records a second',
    ),
  ]
}

export function zones(): Figure[] {
  const stock = at.itemsStock * at.depositLeaves
  const planned = itemsPlanned * at.depositLeaves
  return [
    figure('leaves of the stock', stock, 'leaves', 'stock × leaves a deposit'),
    figure('leaves after the years planned', planned, 'leaves', 'items planned × leaves a deposit'),
    figure('leaves that a tree can hold', leavesMax, 'leaves', 'largest arena below the longest byte array'),
    figure('leaves that the memory for trees holds', leavesByMemory, 'leaves', 'memory ÷ bytes a leaf'),
    figure('memory of a full tree', leavesMax * at.treeBytesPerLeaf, 'bytes', 'leaves of a tree × bytes a leaf'),
    figure('deposits a zone can hold', leavesPerZone / at.depositLeaves, 'items', 'the smaller ÷ leaves a deposit'),
    figure('zones for the stock', Math.ceil(stock / leavesPerZone), 'zones', 'leaves ÷ leaves a zone'),
    figure('zones after the years planned', Math.ceil(planned / leavesPerZone), 'zones', 'leaves ÷ leaves a zone'),
    figure('courts that share a zone then', at.courts / Math.ceil(planned / leavesPerZone), 'courts', 'courts ÷ zones'),
    figure(
      'years until the largest court fills a zone of its own',
      leavesPerZone / at.depositLeaves / ((itemsPerYear / at.courts) * at.largestCourtShare),
      'years',
      'deposits a zone ÷ (items a year and court × share)',
    ),
    figure(
      'years until a zone a province is full, from empty',
      leavesPerZone / at.depositLeaves / (itemsPerYear / at.highCourts),
      'years',
      'deposits a zone ÷ (items a year ÷ high courts)',
    ),
  ]
}

export function storage(): Figure[] {
  const count = zonesPlanned()
  const deposits = itemsPerYear * at.depositDiskBytes
  const heartbeats = blocksPerDay * YEAR_DAYS * at.heartbeatDiskBytes
  const perNode = deposits / count + heartbeats
  const full = (leavesPerZone / at.depositLeaves) * at.depositDiskBytes
  const horizon = Math.max(100_000 * at.heartbeatSeconds, 3_600)
  return [
    figure('deposits a year, one copy', deposits, 'bytes', 'items a year × disk bytes a deposit'),
    figure('heartbeats a year and zone, one copy', heartbeats, 'bytes', 'blocks a day × 365 × bytes a block'),
    figure('a validator’s disk a year', perNode, 'bytes', 'deposits ÷ zones planned + heartbeats'),
    figure('all validators a year', perNode * count * at.validators, 'bytes', 'the same × zones × validators'),
    figure('a validator’s disk when its tree is full', full, 'bytes', 'deposits a zone × disk bytes a deposit'),
    figure('years that a disk holds heartbeats alone', at.diskBytes / heartbeats, 'years', 'disk ÷ heartbeats a year'),
    figure('history kept for proofs, idle zone', horizon / DAY_S, 'days', '100,000 heights, an hour at least'),
    figure(
      'history kept of blocks',
      Number.POSITIVE_INFINITY,
      'years',
      'without `blocksKept`; else so many days as it says',
    ),
  ]
}

export interface Topology {
  readonly name: string
  readonly links: number
  /** Clients that the zone with the most of them holds. */
  readonly clientsPerZoneMax: number
}

/** Who is linked with whom. */
export function topologies(): Topology[] {
  const courts = zonesPlanned()
  return [
    { name: 'every court zone with every bank', links: courts * at.banks, clientsPerZoneMax: at.banks },
    { name: 'every court zone with zones that banks share', links: courts * at.bankGroups, clientsPerZoneMax: courts },
    { name: 'one enforcement zone with every bank', links: at.banks, clientsPerZoneMax: at.banks },
    {
      name: 'one enforcement zone with zones that banks share',
      links: at.bankGroups,
      clientsPerZoneMax: at.bankGroups,
    },
  ]
}

export interface LinkLoad {
  readonly topology: Topology
  readonly refreshSeconds: number
  readonly updatesPerDay: number
  readonly cpuSecondsPerDay: number
  /** Cores of one validator of the zone with the most clients. */
  readonly coresOfBusiest: number
  /** Leaves of kept states on that zone. */
  readonly stateLeaves: number
}

/** What links cost when nothing travels over them. */
export function linkLoads(): LinkLoad[] {
  const cpuMs = at.update4CpuMs + at.recordCpuMs
  return topologies().flatMap((topology) =>
    [at.refreshSeconds, at.refreshRareSeconds].map((refreshSeconds) => {
      const perClient = DAY_S / refreshSeconds
      const updatesPerDay = 2 * topology.links * perClient
      return {
        topology,
        refreshSeconds,
        updatesPerDay,
        cpuSecondsPerDay: (updatesPerDay * at.validators * cpuMs) / 1e3,
        coresOfBusiest: (topology.clientsPerZoneMax * perClient * cpuMs) / 1e3 / DAY_S,
        stateLeaves: (topology.clientsPerZoneMax * at.trustingDays * DAY_S) / refreshSeconds,
      }
    }),
  )
}

export function packets(): Figure[] {
  const perYear = at.casesPerYear * at.banksPerCase
  const perDay = perYear / YEAR_DAYS
  const cpu = (perDay * at.askCpuMs * at.validators) / 1e3
  const peak = (perYear / at.workSecondsPerYear) * at.peakFactor
  const all = at.casesPerYear * at.banks
  return [
    figure('questions to banks a year', perYear, 'questions', 'cases × banks a case'),
    figure('packets a day, questions and answers', 2 * perDay, 'packets', 'twice the questions'),
    figure('CPU-seconds a day, all validators and relayers', cpu, 's', 'questions × CPU a question × validators'),
    figure('questions a second, peak', peak, '/s', 'questions ÷ working seconds × peak factor'),
    figure(
      'CPU-seconds a day if every bank is asked',
      (all / YEAR_DAYS) * (at.askCpuMs / 1e3) * at.validators,
      's',
      'the same',
    ),
    figure(
      'questions a second at peak if every bank is asked',
      (all / at.workSecondsPerYear) * at.peakFactor,
      '/s',
      'the same',
    ),
    figure('header of 100 validators against 4, CPU', at.update100CpuMs / at.update4CpuMs, '×', 'measured ÷ measured'),
    figure(
      'header of 100 validators against 4, bytes',
      at.update100Bytes / at.update4Bytes,
      '×',
      'measured ÷ measured',
    ),
  ]
}

export function zonesPlanned(): number {
  return Math.ceil((itemsPlanned * at.depositLeaves) / leavesPerZone)
}

/** Arenas grow by a factor until the next would be longer than an array can be. */
function largestArena(): number {
  let slots = at.slotsStart
  for (;;) {
    const next = Math.ceil(slots * at.slotsGrowth)
    if (next * at.slotBytes > at.arrayBytesMax) return slots - 1
    slots = next
  }
}

function figure(what: string, value: number, unit: string, formula: string): Figure {
  return { what, value, unit, formula }
}

function valuesOf<T extends Readonly<Record<string, { readonly value: number }>>>(
  of: T,
): Readonly<Record<keyof T, number>> {
  return Object.fromEntries(Object.entries(of).map(([name, { value }]) => [name, value])) as Record<keyof T, number>
}
