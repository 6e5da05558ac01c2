import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Json } from '@xiezhi/codec'
import type { CourtEntryView, CreditDraftView, OutboxRow, OwnEntryView, RouteInput, Routes } from '@xiezhi/gateway-api'
import { listingApi } from '@xiezhi/contracts'
import { annexKeys, writeCard } from '../../apps/gateway/src/annex/annex-keys.ts'
import { CLIENT, INSTITUTIONS_CLIENT } from './alliance.ts'
import { CASE, done, EnforcementDesk, OPENING } from './enforcement-desk.ts'
import { finished } from './gateway.ts'
import type { SignedIn } from './gateway.ts'
import { digest, today } from './lawyer-case.ts'
import { untilFound } from './until.ts'

/** Invented. */
export const PUBLISHED = {
  sex: 'MALE',
  birthDate: '1990-03-07',
  representative: null,
  area: '北京',
  basisNo: '（2026）京0105民初1号',
  basisUnit: '示例基层人民法院',
  duty: '偿还借款本金一百万元及利息',
  performance: 'NONE',
  performed: null,
  unperformed: null,
} as const
export const STATEMENT = {
  isRepresentative: false,
  hasSufficientSecurity: false,
  isLaterInOrder: false,
  isCampusLoanStudent: false,
  sealedNetCents: 0,
  deletedAtSameApplicantsRequestOn: null,
} as const
type ListingBody = NonNullable<RouteInput<Routes['proposeListing']>['body']>

/** What a subscriber's ledger holds of an entry. */
interface HeldRow {
  readonly entryId: string
  readonly view: { readonly revision: number } | null
  readonly withdrawnAtMs: number | null
}

export const SUBSCRIBER = 'land'
export const TOKEN_ONLY = 'bank'

/** Persons of a court and persons concerned at its door; two institutions that subscribe to its lists. */
export class CreditDesk {
  readonly desk: EnforcementDesk
  readonly president: SignedIn
  readonly supervisor: SignedIn
  readonly clerk: SignedIn
  readonly party: SignedIn
  readonly stranger: SignedIn

  private constructor(desk: EnforcementDesk, persons: readonly [SignedIn, SignedIn, SignedIn, SignedIn, SignedIn]) {
    this.desk = desk
    ;[this.president, this.supervisor, this.clerk, this.party, this.stranger] = persons
  }

  static async open(): Promise<CreditDesk> {
    const desk = await EnforcementDesk.open()
    const { door } = desk
    const persons = [
      await door.signIn('court', 'president-1'),
      await door.signIn('court', 'supervisor-1'),
      await door.signIn('court', 'clerk-1'),
      await door.signIn('court', 'party-1'),
      await door.signIn('court', 'party-2'),
    ] as const
    return new CreditDesk(desk, persons)
  }

  close(): Promise<void> {
    return this.desk.close()
  }

  /** The institutions' gateway is not one of these: its card is there, and what is sent to it waits. */
  introduce(): void {
    const folder = join(this.desk.alliance.folder, 'gateway', 'institution')
    mkdirSync(folder, { recursive: true })
    writeCard(folder, 'institutions-1', annexKeys(folder, 'intl'))
  }

  /** Enforcement against the debtor, and who gets what of the lists. */
  async begin(): Promise<void> {
    this.introduce()
    const { enforcer, alliance } = this.desk
    await done(enforcer, enforcer.client.call('openEnforcement', { body: OPENING }))
    await this.desk.eventually(({ debtors }) => debtors.length === 1)
    for (const [subscriber, scope, measure] of [
      [SUBSCRIBER, 'FULL', 'BIDDING'],
      [TOKEN_ONLY, 'TOKEN', 'FINANCING_CREDIT'],
    ] as const) {
      const value: Json = {
        client: INSTITUTIONS_CLIENT,
        subscriber,
        lists: ['DISHONEST', 'CONSUMPTION'],
        scope,
        purpose: listingApi.LIST_PURPOSE,
        legalBasis: 'SHIXIN_PROVISIONS_7',
        measures: [measure],
        validTo: null,
      }
      await alliance.court.act({ type: 'listing/Subscribe', value }, 'president-1', 'root-1')
    }
  }

  async debtorId(): Promise<string> {
    return (await this.desk.view()).debtors[0]?.debtorId ?? ''
  }

  async listing(change: Partial<ListingBody> = {}): Promise<{ params: { caseId: string }; body: ListingBody }> {
    const debtorId = await this.debtorId()
    const decisionNo = '（2026）京0105执失1号'
    return {
      ...CASE,
      body: { debtorId, situation: 1, statement: STATEMENT, decisionNo, published: PUBLISHED, ...change },
    }
  }

  /** A proposal of the judge; gives the entry and the draft. */
  async proposed(row: Promise<OutboxRow>): Promise<{ readonly entryId: string; readonly draft: CreditDraftView }> {
    const { judge } = this.desk
    const { result } = await done(judge, row)
    const { entryId } = result as { entryId: string }
    const draft = await untilFound(
      () => judge.client.call('listCreditDrafts', { query: { state: 'OPEN' } }),
      ({ items }) => items.find((one) => one.entryId === entryId),
    )
    return { entryId, draft }
  }

  async sign({ draftId, digest: signed }: CreditDraftView, who = this.president): Promise<OutboxRow> {
    const row = await who.client.call('signCreditDraft', { params: { draftId }, body: { digest: signed } })
    return finished(who, row.id)
  }

  /** Proposed by the judge, signed by the president, served by the enforcement officer. */
  async listed(row: Promise<OutboxRow>): Promise<string> {
    const { enforcer } = this.desk
    const { entryId, draft } = await this.proposed(row)
    await done(this.president, this.sign(draft))
    await this.entry(entryId, ({ state }) => state === 'DECIDED')
    await this.serve(entryId, enforcer)
    await this.entry(entryId, ({ state }) => state === 'PUBLISHED')
    return entryId
  }

  async serve(entryId: string, who: SignedIn): Promise<void> {
    const body = { servedOn: today, evidenceDigest: digest('5e') }
    await done(who, who.client.call('recordEntryService', { params: { entryId }, body }))
  }

  entry(entryId: string, is: (shown: CourtEntryView) => boolean = () => true): Promise<CourtEntryView> {
    return untilFound(
      () => this.desk.judge.client.call('getCreditEntry', { params: { entryId } }).catch(() => null),
      (shown) => shown !== null && is(shown) && shown,
    )
  }

  own(who = this.party): Promise<OwnEntryView[]> {
    return who.client.call('listOwnCreditEntries').then(({ items }) => items)
  }

  /** The subscriber's receipt, when its ledger holds what it is about. */
  async confirm(subscriber: string, entryId: string, isWithdrawn: boolean): Promise<void> {
    const { institution } = this.desk.alliance
    if (institution === undefined) throw new RangeError('no institutions')
    const held = await untilFound(
      async () =>
        (await institution.client.query('listing/held', {
          client: CLIENT,
          subscriber,
          limit: 100,
        })) as unknown as readonly HeldRow[],
      (rows) => rows.find((one) => one.entryId === entryId && (one.withdrawnAtMs !== null) === isWithdrawn),
    )
    const items = [{ entryId, revision: held.view?.revision ?? 0 }]
    await institution.act({ type: 'listing/Confirm', value: { client: CLIENT, items } }, `${subscriber}-gateway`)
  }
}
