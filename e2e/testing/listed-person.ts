import { randomBytes } from 'node:crypto'
import { hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Alliance } from './alliance.ts'
import { CASE_REF, today } from './lawyer-case.ts'

const someDigest = (): string => `sha256:${hexEncode(nodeCrypto.sha256(new Uint8Array(randomBytes(16))))}`

/** Somebody on the list of dishonest debtors, by messages on the ledger alone. */
export async function listPerson(
  { court }: Pick<Alliance, 'court'>,
  indexKey: string,
  entryId: string,
  subject: string,
): Promise<void> {
  const value = {
    entryId,
    list: 'DISHONEST',
    caseRef: CASE_REF,
    subject,
    indexKey,
    subjectKind: 'NATURAL',
    decisionDigest: someDigest(),
    decidedOn: today,
    situation: 1,
    extension: null,
    categories: [],
    coSubjects: [],
    reasonsDigest: null,
    statement: {
      isOfAge: true,
      isRepresentative: false,
      hasSufficientSecurity: false,
      sealedAssetsSuffice: false,
      isLaterInOrder: false,
      isCampusLoanStudent: false,
      deletedAtSameApplicantsRequestOn: null,
    },
  }
  await court.act({ type: 'listing/Decide', value }, 'president-1', 'judge-1')
  const service = { entryId, servedOn: today, evidenceDigest: someDigest() }
  await court.act({ type: 'listing/RecordService', value: service }, 'enforcer-1')
}
