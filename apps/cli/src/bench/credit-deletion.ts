import { randomBytes } from 'node:crypto'
import type { Json } from '@xiezhi/codec'
import { civilDateOf } from '@xiezhi/contracts/ids'
import type { OfficerKey } from '@xiezhi/sdk'
import { NOTHING_BARS } from '../sample/listing.ts'
import { loadOfficer } from '../zone/officers.ts'
import { BenchError } from './bench-error.ts'
import { startCreditZones } from './credit-zones.ts'
import type { CreditZones } from './credit-zones.ts'
import { caseMessages } from './enforcement-court.ts'
import type { Figure } from './report.ts'
import { inFolder } from './scratch-folder.ts'
import { clocked, figure, repeated, wantedAt } from './stats.ts'

export const SUBSCRIBERS_DEFAULT = 40
const COURT = 'court-district'
const SECOND_MS = 1_000
const DIGEST = `sha256:${'0d'.repeat(32)}`
const WAIT_MS = 300_000
/** Deletions before those that count: connections, statements and code are warm then. */
const WARM_UP = 1

/** From the recorded performance of the debtor to the receipts of all subscribers on the court's ledger. */
export function deletionFigures(runs: number, count: number, note: (text: string) => void): Promise<Figure[]> {
  return inFolder(undefined, async (folder) => {
    note(`three zones, two gateways, ${count} subscribers`)
    const zones = await startCreditZones(folder, count)
    try {
      const court = await ListingCourt.begin(zones)
      await court.subscribe()
      note('deletions')
      await repeated(WARM_UP, () => court.once())
      const measured = await repeated(runs, () => court.once())
      const wanted = wantedAt(count, SUBSCRIBERS_DEFAULT, { atLeast: 5, goal: 5, better: 'less' })
      return [
        figure(
          'creditDeletion',
          's',
          measured.map(({ deletedMs }) => deletedMs / SECOND_MS),
          wanted,
        ),
        figure(
          'creditDeletionCpu',
          's',
          measured.map(({ cpuMs }) => cpuMs / SECOND_MS),
        ),
        figure(
          'creditPublication',
          's',
          measured.map(({ publishedMs }) => publishedMs / SECOND_MS),
        ),
      ]
    } finally {
      await zones.close()
    }
  })
}

interface Deletion {
  readonly publishedMs: number
  readonly deletedMs: number
  /** Of all programs, for the deletion. */
  readonly cpuMs: number
}

/** The court's side: decides, serves, records what ends an entry, and hears of receipts on its own ledger. */
class ListingCourt {
  readonly #zones: CreditZones
  readonly #officer: (organisation: string, name: string) => OfficerKey
  readonly #receipts = new Map<string, Set<string>>()
  #check = (): void => undefined

  private constructor(zones: CreditZones) {
    this.#zones = zones
    const { home, sessions } = zones.zones
    const zone = sessions[0].zone.name
    this.#officer = (organisation, officer) => loadOfficer(home, { zone, organisation, officer })
  }

  static async begin(zones: CreditZones): Promise<ListingCourt> {
    const court = new ListingCourt(zones)
    await zones.zones.sessions[0].client.subscribeEvents(['ReceiptReceived'], ({ events }) => {
      for (const { data } of events) court.#take(data as unknown as Receipt)
    })
    return court
  }

  async subscribe(): Promise<void> {
    const [session] = this.#zones.zones.sessions
    const messages = this.#zones.subscribers.map(({ client, organisation: subscriber }) => ({
      type: 'listing/Subscribe',
      value: {
        client,
        subscriber,
        lists: ['DISHONEST', 'CONSUMPTION'],
        scope: 'TOKEN',
        purpose: 'TICKETING',
        legalBasis: 'OPINIONS_ART_26',
        measures: ['HIGH_CONSUMPTION'],
        validTo: null,
      },
    }))
    await session.submit(messages, [this.#officer(COURT, 'president'), this.#officer('court-high', 'trust-1')])
  }

  /** One entry from its publication until it is gone everywhere. @throws BenchError, CliError */
  async once(): Promise<Deletion> {
    const { zones } = this.#zones
    const [session] = zones.sessions
    const today = civilDateOf(Date.now())
    const entryId = randomBytes(16).toString('hex')
    const caseRef = randomBytes(16).toString('hex')
    await session.submit(caseMessages(caseRef, today), [this.#officer(COURT, 'filing')])
    const leaders = [this.#officer(COURT, 'president'), this.#officer(COURT, 'judge')]
    const enforcer = [this.#officer(COURT, 'enforcer')]
    await session.submit([{ type: 'listing/Decide', value: decisionOf(entryId, caseRef, today) }], leaders)
    const service = { entryId, servedOn: today, evidenceDigest: DIGEST }
    const publishedMs = await clocked(async () => {
      await session.submit([{ type: 'listing/RecordService', value: service }], enforcer)
      await this.#untilAll(entryId, false)
    })
    const before = zones.cpuMs()
    const event = {
      entryId,
      event: 'PERFORMED',
      on: today,
      searchesWithoutAssets: 0,
      hasOtherClue: false,
      documentDigest: DIGEST,
    }
    const deletedMs = await clocked(async () => {
      await session.submit([{ type: 'listing/RecordEvent', value: event }], enforcer)
      await this.#untilAll(entryId, true)
    })
    const cpuMs = zones.cpuMs() - before
    const open = (await session.query('listing/withdrawals', { entryId })) as unknown as Withdrawal[]
    const confirmed = open.filter(({ confirmedAtMs }) => confirmedAtMs !== null).length
    if (confirmed !== this.#zones.subscribers.length)
      throw new BenchError('WORK_REFUSED', { expected: this.#zones.subscribers.length, seen: confirmed })
    return { publishedMs, deletedMs, cpuMs }
  }

  #take({ entryId, client, subscriber, isWithdrawal }: Receipt): void {
    const name = keyOf(entryId, isWithdrawal)
    const given = this.#receipts.get(name) ?? new Set()
    this.#receipts.set(name, given.add(`${client} ${subscriber}`))
    this.#check()
  }

  /** @throws BenchError ANSWER_LATE */
  #untilAll(entryId: string, isWithdrawal: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const given = (): number => this.#receipts.get(keyOf(entryId, isWithdrawal))?.size ?? 0
      const timer = setTimeout(() => {
        reject(new BenchError('ANSWER_LATE', { entryId, receipts: given(), waitedMs: WAIT_MS }))
      }, WAIT_MS)
      this.#check = () => {
        if (given() < this.#zones.subscribers.length) return
        clearTimeout(timer)
        resolve()
      }
      this.#check()
    })
  }
}

interface Receipt {
  readonly entryId: string
  readonly client: string
  readonly subscriber: string
  readonly isWithdrawal: boolean
}

interface Withdrawal {
  readonly confirmedAtMs: number | null
}

const keyOf = (entryId: string, isWithdrawal: boolean): string => `${entryId} ${String(isWithdrawal)}`

function decisionOf(entryId: string, caseRef: string, decidedOn: string): Json {
  return {
    entryId,
    list: 'DISHONEST',
    caseRef,
    subject: `sha256:${randomBytes(32).toString('hex')}`,
    indexKey: randomBytes(32).toString('hex'),
    subjectKind: 'NATURAL',
    decisionDigest: DIGEST,
    decidedOn,
    situation: 1,
    extension: null,
    categories: [],
    coSubjects: [],
    statement: NOTHING_BARS,
    reasonsDigest: null,
  }
}
