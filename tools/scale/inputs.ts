/** What a figure rests on: seen on a machine, chosen by us, or reported or supposed about the courts. */
export type Basis = 'measured' | 'set' | 'assumed'

export interface Input {
  readonly value: number
  readonly unit: string
  readonly basis: Basis
  readonly source: string
}

const MEASURE = '`tools/scale/measure.mjs`'

/** Every number that the model starts from. Change one here, run the test with XIEZHI_SCALE_WRITE=1, read the page again. */
export const inputs = {
  itemsStock: input(2_200_000_000, 'items', 'assumed', 'court chain, May 2022, as reported'),
  itemsLater: input(2_800_000_000, 'items', 'assumed', 'court chain, December 2022, as reported'),
  monthsBetween: input(7, 'months', 'assumed', 'between the two reports'),
  years: input(10, 'years', 'assumed', 'planned ahead'),
  courts: input(3_500, 'courts', 'assumed', 'all levels'),
  highCourts: input(33, 'courts', 'assumed', 'high courts, for one zone a province'),
  largestCourtShare: input(20, '×', 'assumed', 'items of the largest court against the mean'),
  banks: input(4_000, 'banks', 'assumed', '3,992 institutions assisted in 2021, as reported'),
  bankGroups: input(34, 'zones', 'assumed', 'zones that banks share: one a province, one of head offices'),
  casesPerYear: input(15_700_000, 'cases', 'assumed', '109.7 million cases by 2021 over about seven years'),
  banksPerCase: input(20, 'banks', 'assumed', 'banks asked for one debtor'),
  workSecondsPerYear: input(250 * 8 * 3_600, 's', 'assumed', '250 days of eight hours'),
  peakFactor: input(5, '×', 'assumed', 'busiest minute against the mean of working hours'),
  validators: input(4, 'validators', 'set', 'a zone on CometBFT'),
  heartbeatSeconds: input(5, 's', 'set', '`HEARTBEAT_MS`'),
  trustingDays: input(14, 'days', 'set', '`trustingPeriodDays` of alliance.yaml'),
  refreshSeconds: input(15, 's', 'set', 'the relayer’s default, `refreshSeconds`'),
  refreshRareSeconds: input(3_600, 's', 'set', 'the longest that the relayer takes'),
  arrayBytesMax: input(2 ** 32, 'bytes', 'measured', 'longest byte array of Node 20, `buffer.constants.MAX_LENGTH`'),
  slotBytes: input(64, 'bytes', 'set', 'a leaf or an inner node, `packages/merkle/src/tree/arena.ts`'),
  slotsStart: input(1_024, 'slots', 'set', 'the same file'),
  slotsGrowth: input(1.5, '×', 'set', 'the same file'),
  memoryForTreeBytes: input(64e9, 'bytes', 'assumed', 'of a validator with 128 GB'),
  diskBytes: input(16e12, 'bytes', 'assumed', 'of a validator'),
  depositLeaves: input(5, 'leaves', 'measured', MEASURE),
  depositCpuMs: input(0.966, 'ms', 'measured', `${MEASURE}, embedded host`),
  depositDiskBytes: input(6_074, 'bytes', 'measured', `${MEASURE}, embedded host: state, block, index, undo rows`),
  heartbeatDiskBytes: input(1_720, 'bytes', 'measured', `${MEASURE}, a block without transactions`),
  treeBytesPerLeaf: input(168, 'bytes', 'measured', `${MEASURE}, 1,000,000 leaves`),
  recordsPerSecond: input(977, 'records/s', 'measured', '`xiezhi bench record-writes`, 50,000 records before'),
  update4CpuMs: input(0.821, 'ms', 'measured', `${MEASURE}, 4 validators, next height`),
  update4Bytes: input(1_535, 'bytes', 'measured', `${MEASURE}, 4 validators`),
  update100CpuMs: input(19.4, 'ms', 'measured', `${MEASURE}, 100 validators`),
  update100Bytes: input(23_521, 'bytes', 'measured', `${MEASURE}, 100 validators`),
  recordCpuMs: input(0.496, 'ms', 'measured', '`xiezhi bench record-writes`: one order, one signature'),
  askCpuMs: input(6.2, 'ms', 'measured', '`xiezhi bench ask-sustained`, all processes (ADR 0012)'),
} as const

function input(value: number, unit: string, basis: Basis, source: string): Input {
  return { value, unit, basis, source }
}
