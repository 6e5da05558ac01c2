import { randomBytes } from 'node:crypto'
import type { Json } from '@xiezhi/codec'
import { civilDateOf } from '@xiezhi/contracts/ids'
import { creditSubject, encodeCreditAnnex } from '@xiezhi/credit-interface'
import type { CreditAnnex } from '@xiezhi/credit-interface'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { CREDIT_ENTRIES, PERSON_ANNEX } from '../../apps/gateway/src/credit/store.ts'
import { CLIENT } from './alliance.ts'
import type { EnforcementAlliance } from './enforcement-alliance.ts'
import type { InstitutionDoor } from './institution-door.ts'
import { OrderingCourt } from './ordering-court.ts'
import { untilFound } from './until.ts'

/** The case that `OrderingCourt.openCase` opens. */
const CASE = 'a1'.repeat(16)
const DIGEST = `sha256:${'dd'.repeat(32)}`
/** Invented, and looked for wherever they must not be; the region of the numbers is not assigned. */
export const NATURAL = { certificateType: 'RESIDENT_ID', certificateNumber: '999999198001010011', name: '赵样本' }
export const UNIT = { certificateType: 'USCC', certificateNumber: '91999900MA0000000X', name: '样本商贸有限公司' }

const FIELDS: NonNullable<CreditAnnex['fields']> = {
  caseNumber: '（2026）示0703执1号',
  courtName: '示例区人民法院',
  areaName: '示例省',
  basisNumber: '（2025）示0703民初9号',
  basisUnit: '示例区人民法院',
  duty: '支付货款及利息',
  performance: '全部未履行',
  caseFiledOn: '2026-03-02',
}

const STATEMENT = {
  isOfAge: true,
  isRepresentative: false,
  hasSufficientSecurity: false,
  sealedAssetsSuffice: false,
  isLaterInOrder: false,
  isCampusLoanStudent: false,
  deletedAtSameApplicantsRequestOn: null,
}

const LEADERS = ['president-1', 'judge-1'] as const
const today = (): string => civilDateOf(Date.now())

interface Share {
  readonly sentRevision: number
  readonly confirmedRevision: number
}

function isConfirmed(share: Share | undefined): share is Share {
  return share !== undefined && share.confirmedRevision === share.sentRevision
}

interface Withdrawal {
  readonly subscriber: string
  readonly confirmedAtMs: number | null
  readonly shownAtMs: number | null
}

/** A decision of today on situation 4. */
export function listingDecision(
  of: Readonly<Record<'entryId' | 'caseRef' | 'subject' | 'indexKey', string>> & { readonly subjectKind?: string },
): Readonly<Record<string, Json>> {
  return {
    list: 'DISHONEST',
    subjectKind: 'NATURAL',
    decisionDigest: DIGEST,
    decidedOn: today(),
    situation: 4,
    extension: null,
    categories: [],
    coSubjects: [],
    statement: STATEMENT,
    reasonsDigest: null,
    ...of,
  }
}

/** An invented court that lists, by acts on its ledger; its gateway tells who it is. */
export class ListingCourt {
  readonly alliance: EnforcementAlliance
  readonly door: InstitutionDoor

  constructor(alliance: EnforcementAlliance, door: InstitutionDoor) {
    this.alliance = alliance
    this.door = door
  }

  act(type: string, value: Json, ...officers: readonly string[]): Promise<Json> {
    return this.alliance.court.act(`listing/${type}`, value, ...officers)
  }

  async openCase(): Promise<void> {
    await new OrderingCourt(this.alliance, this.door).openCase()
  }

  async subscribe(subscriber: string, scope: 'TOKEN' | 'BASIC' | 'FULL'): Promise<void> {
    const value = {
      client: CLIENT,
      subscriber,
      lists: ['DISHONEST', 'CONSUMPTION'],
      scope,
      purpose: 'CREDIT_SHARING',
      legalBasis: 'OPINIONS_ART_26',
      measures: ['BIDDING', 'HIGH_CONSUMPTION'],
      validTo: null,
    }
    await this.act('Subscribe', value, 'president-1', 'governor-1')
  }

  /** Decided by president and judge, served, published by the program. `isKept`: the court's gateway has the annex. */
  async list(person: CreditAnnex['person'] = NATURAL, { isKept = true } = {}): Promise<string> {
    const entryId = randomBytes(16).toString('hex')
    const subjectKind = person === UNIT ? 'UNIT' : 'NATURAL'
    const salt = randomBytes(16).toString('hex')
    const annex: CreditAnnex = { entryId, salt, person, subjectKind, fields: FIELDS }
    const subject = creditSubject(nodeCrypto, annex)
    if (isKept) {
      const value = { name: PERSON_ANNEX, digest: subject, salt, value: encodeCreditAnnex(annex) }
      await this.door.listener('court').texts.keepValues(CREDIT_ENTRIES, [{ owner: entryId, value }])
    }
    const indexKey = randomBytes(32).toString('hex')
    const decision = listingDecision({ entryId, caseRef: CASE, subject, indexKey, subjectKind })
    await this.act('Decide', decision, ...LEADERS)
    await this.act('RecordService', { entryId, servedOn: today(), evidenceDigest: DIGEST }, 'enforcer-1')
    return entryId
  }

  async withdraw(entryId: string): Promise<void> {
    const value = { entryId, decisionDigest: DIGEST, reason: 'DECISION_REVOKED' }
    await this.act('Withdraw', value, ...LEADERS)
  }

  /** Until the court has the receipt of a subscriber for an entry as it stands. */
  confirmed(entryId: string, subscriber: string, waitMs?: number): Promise<Share> {
    return untilFound(
      () => this.share(entryId, subscriber),
      (share) => isConfirmed(share) && share,
      waitMs,
    )
  }

  async isConfirmed(entryId: string, subscriber: string): Promise<boolean> {
    return isConfirmed(await this.share(entryId, subscriber))
  }

  async share(entryId: string, subscriber: string): Promise<Share | undefined> {
    const row = await this.door
      .listener('court')
      .db.selectFrom('projection.credit_share')
      .select('record')
      .where('entry_id', '=', entryId)
      .where('subscriber', '=', subscriber)
      .executeTakeFirst()
    return row?.record as Share | undefined
  }

  async withdrawal(entryId: string, subscriber: string): Promise<Withdrawal | undefined> {
    const found = (await this.alliance.court.client.query('listing/withdrawals', {
      entryId,
    })) as unknown as Withdrawal[]
    return found.find((one) => one.subscriber === subscriber)
  }

  /** Until the court has the receipt that an entry is gone. */
  gone(entryId: string, subscriber: string): Promise<Withdrawal> {
    return untilFound(
      () => this.withdrawal(entryId, subscriber),
      (found) => found?.confirmedAtMs != null && found,
    )
  }
}
