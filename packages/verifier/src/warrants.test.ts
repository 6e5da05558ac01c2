import { readFileSync } from 'node:fs'
import type { Json } from '@xiezhi/codec'
import { decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Bundle, ProvedRecord } from '@xiezhi/evidence'
import { encodeBundle, parseBundle } from '@xiezhi/evidence'
import { describe, expect, test } from 'vitest'
import { failedChecks, forgedFrom, inRecord, judge, KEYS, zoneEvidence } from './testing/forged-bundle.ts'
import type { Changes } from './testing/forged-bundle.ts'

const recorded = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../vectors/evidence/${name}.json`, import.meta.url)))

type Doc = Record<string, Json>
type Edit = (record: Doc) => Json

const court = parseBundle(recorded('court'))
const documentOf = (side: 'asker' | 'answerer', prefix: string): Doc => {
  const value = court[side].records.find(({ key }) => key.startsWith(prefix))?.value
  return decodeCanonical(value ?? new Uint8Array()) as Doc
}
const request = documentOf('asker', 'query/request/')
const AT = Number(request['askedAtMs'])
const answer = documentOf('answerer', 'query/answer/')

const KEY = 'authority/key/'
const OFFICER = 'authority/officer/'
const OFFICE = 'authority/office/'
const COURT = 'authority/organisation/court-0105'
const ROOT = 'authority/organisation/alliance'
const ACT = 'authority/act/'
const POLICY = 'governance/policy/'

const set =
  (change: Doc): Edit =>
  (record) => ({ ...record, ...change })
const grant = (change: Doc): Edit => within('grant', change)
function within(name: string, change: Doc): Edit {
  return (record) => ({ ...record, [name]: { ...(record[name] as Doc), ...change } })
}
const asker = (prefix: string, edit: Edit): Changes => ({ asker: inRecord(prefix, edit) })
const rule = (change: Doc): Changes => ({
  answerer: inRecord(POLICY, (record) => ({
    ...record,
    rules: (record['rules'] as Doc[]).map((one) => ({ ...one, ...change })),
  })),
})

/** Ids and reasons of what failed. */
function reasons(bundle: Bundle): readonly (readonly [string, unknown])[] {
  return judge(bundle)
    .checks.filter(({ outcome }) => outcome === 'failed')
    .map(({ id, facts }) => [id, facts['reason']])
}
const forged = (changes: Changes, name = 'court'): Bundle => forgedFrom(recorded(name), changes)

describe('accreditation of the officer who asked', () => {
  test('is told as of the act, with key, office, role and chain', () => {
    const { statement, notCovered } = judge(forged({}))
    expect(statement?.asker).toEqual({
      organisation: 'court-0105',
      office: 'office',
      officer: 'clerk-1',
      role: 'COURT_FILING',
      chain: ['alliance', 'court-0105'],
      key: documentOf('asker', KEY)['key'],
      delegation: null,
      askedAtMs: AT,
      height: court.asker.records[0]?.height,
    })
    expect(notCovered).not.toContain('OFFICER_ACCREDITATION')
    expect(notCovered).toContain('ALLIANCE_ROOT')
  })

  const end = { atMs: AT, actId: 'a-0' }
  test.each<[string, Changes, string, string]>([
    ['the key is of another officer', asker(KEY, set({ officer: 'judge-1' })), 'asker-key', 'KEY_OF_ANOTHER'],
    ['the key is not yet valid', asker(KEY, set({ validFromMs: AT + 1 })), 'asker-key', 'KEY_NOT_YET_VALID'],
    ['the key has expired', asker(KEY, set({ validToMs: AT })), 'asker-key', 'KEY_EXPIRED'],
    ['the key was revoked', asker(KEY, set({ end: { ...end, reason: 'REVOKED' } })), 'asker-key', 'KEY_REVOKED'],
    ['the key was rotated', asker(KEY, set({ end: { ...end, reason: 'ROTATED' } })), 'asker-key', 'KEY_ENDED'],
    ['the key proved compromised', asker(KEY, set({ compromisedFromMs: AT })), 'asker-key', 'KEY_COMPROMISED'],
    [
      'the officer has left',
      asker(OFFICER, set({ left: { ...end, successor: null } })),
      'asker-office',
      'OFFICER_LEFT',
    ],
    ['the appointment is over', asker(OFFICER, grant({ validToMs: AT })), 'asker-office', 'OFFICER_NOT_IN_FORCE'],
    ['another officer stands there', asker(OFFICER, set({ officer: 'x' })), 'asker-office', 'OFFICER_OF_ANOTHER'],
    ['another office stands there', asker(OFFICE, set({ office: 'x' })), 'asker-office', 'OFFICE_OF_ANOTHER'],
    ['another court stands there', asker(COURT, set({ organisation: 'x' })), 'asker-accreditation', 'CHAIN_BROKEN'],
    [
      'the office is not yet open',
      asker(OFFICE, grant({ validFromMs: AT + 1 })),
      'asker-accreditation',
      'ACCREDITATION_NOT_IN_FORCE',
    ],
    [
      'the court is no longer accredited',
      asker(COURT, grant({ validToMs: AT })),
      'asker-accreditation',
      'ACCREDITATION_NOT_IN_FORCE',
    ],
    ['the root is over', asker(ROOT, grant({ validToMs: AT })), 'asker-accreditation', 'ACCREDITATION_NOT_IN_FORCE'],
    [
      'the court is suspended',
      asker(COURT, set({ suspensions: [{ fromMs: AT, toMs: null, reason: 'X', actId: 'a-0' }] })),
      'asker-accreditation',
      'ORGANISATION_SUSPENDED',
    ],
    ['the officer has not the role', asker(OFFICER, grant({ roles: ['COURT_CLERK'] })), 'asker-role', 'ROLE_NOT_HELD'],
    ['the office has not the role', asker(OFFICE, grant({ roles: ['COURT_CLERK'] })), 'asker-role', 'ROLE_NOT_HELD'],
    ['the court has not the role', asker(COURT, grant({ roles: [] })), 'asker-role', 'ROLE_NOT_HELD'],
    ['the key signed another act', asker(ACT, set({ type: 'query/Resend' })), 'asker-act', 'ACT_OF_ANOTHER_KIND'],
    ['the key signed at another time', asker(ACT, set({ atMs: AT - 1 })), 'asker-act', 'ACT_AT_ANOTHER_TIME'],
  ])('is refused where %s', (_, changes, id, reason) => {
    expect(reasons(forged(changes))).toEqual([[id, reason]])
    expect(judge(forged(changes))).toMatchObject({ result: 'invalid', statement: null })
  })

  test.each<[string, Changes]>([
    ['ended later', asker(KEY, set({ end: { ...end, atMs: AT + 1, reason: 'REVOKED' } }))],
    ['was compromised later', asker(KEY, set({ compromisedFromMs: AT + 1 }))],
    [
      'was suspended before',
      asker(COURT, set({ suspensions: [{ fromMs: AT - 9, toMs: AT, reason: 'X', actId: 'a-0' }] })),
    ],
    ['has left later', asker(OFFICER, set({ left: { ...end, atMs: AT + 1, successor: null } }))],
  ])('holds as of the act where it %s', (_, changes) => {
    expect(reasons(forged(changes))).toEqual([])
  })

  test.each<[string, Changes, string]>([
    ['a row is left out', { asker: (key, value) => (key.startsWith(OFFICE) ? null : value) }, 'record-set'],
    ['the act is left out', { asker: (key, value) => (key.startsWith(ACT) ? null : value) }, 'record-set'],
    ['the chain stops below the root', { asker: (key, value) => (key === ROOT ? null : value) }, 'record-set'],
    ['the policy is left out', { answerer: (key, value) => (key.startsWith(POLICY) ? null : value) }, 'record-set'],
    ['a row cannot be read', asker(KEY, set({ validFromMs: 'x' })), 'record-shape'],
    ['the policy cannot be read', { answerer: inRecord(POLICY, set({ rules: null })) }, 'record-shape'],
  ])('cannot be judged where %s', (_, changes, id) => {
    expect(failedChecks(judge(forged(changes)))).toEqual([id])
  })

  test('a chain that never ends has no root', () => {
    expect(reasons(forged(asker(ROOT, set({ parent: 'alliance' }))))).toEqual([
      ['asker-accreditation', 'CHAIN_WITHOUT_ROOT'],
    ])
  })

  test('a state before the act says nothing of it', () => {
    const later = (height: Json): Changes => asker('query/request/', set({ height }))
    expect(reasons(forged(later(10 ** 6)))).toEqual([['state-after-act', 'STATE_BEFORE_ACT']])
    expect(reasons(forged(later('1')))).toEqual([['state-after-act', 'STATE_BEFORE_ACT']])
  })
})

/** The bundle with rows added to the ledger of the asker. */
function withRows(rows: Readonly<Record<string, Json>>, changes: Changes = {}, name = 'court'): Bundle {
  const bundle = forged(changes, name)
  const { chainId, clientId, records } = bundle.asker
  const kept = records.map(({ key, value }): [string, Uint8Array] => [key, value ?? new Uint8Array()])
  const added = Object.entries(rows).map(([key, row]): [string, Uint8Array] => [key, encodeCanonical(row)])
  const zone = { chainId, clientId, keys: KEYS.asker, height: records[0]?.height ?? 0 }
  return { ...bundle, asker: zoneEvidence({ ...zone, records: new Map([...kept, ...added]) }) }
}

describe('delegation', () => {
  const ownGrant = documentOf('asker', OFFICER)['grant'] as Doc
  const delegation: Doc = {
    delegationId: 'd-7',
    kind: 'DELEGATION',
    organisation: 'court-0105',
    from: 'judge-1',
    to: 'clerk-1',
    grant: ownGrant,
    givenAtMs: AT,
    endedAtMs: null,
  }
  const giver: Doc = { organisation: 'court-0105', office: 'bench', officer: 'judge-1', grant: ownGrant, left: null }
  const bench: Doc = { organisation: 'court-0105', office: 'bench', grant: ownGrant }
  const without: Changes = asker(`${OFFICER}court-0105/clerk-1`, grant({ roles: ['COURT_CLERK'] }))
  const delegated = (row: Doc = {}, giverRow: Doc = {}, office: Doc = {}): Bundle =>
    withRows(
      {
        'authority/delegation/d-7': { ...delegation, ...row },
        [`${OFFICER}court-0105/judge-1`]: { ...giver, ...giverRow },
        [`${OFFICE}court-0105/bench`]: { ...bench, ...office },
      },
      without,
    )

  test('gives a role that the officer has not', () => {
    expect(reasons(delegated())).toEqual([])
    expect(judge(delegated()).statement?.asker?.delegation).toEqual({
      delegationId: 'd-7',
      kind: 'DELEGATION',
      from: 'judge-1',
    })
  })

  test.each<[string, Bundle, string]>([
    ['it is for another', delegated({ to: 'clerk-2' }), 'DELEGATION_OF_ANOTHER'],
    ['it is of another organisation', delegated({ organisation: 'court-9' }), 'DELEGATION_OF_ANOTHER'],
    ['its id is another', delegated({ delegationId: 'd-8' }), 'DELEGATION_OF_ANOTHER'],
    ['the giver is another', delegated({}, { officer: 'judge-2' }), 'DELEGATION_OF_ANOTHER'],
    ['the office of the giver is another', delegated({}, {}, { office: 'x' }), 'DELEGATION_OF_ANOTHER'],
    ['it was given later', delegated({ givenAtMs: AT + 1 }), 'DELEGATION_NOT_IN_FORCE'],
    ['it had ended', delegated({ endedAtMs: AT }), 'DELEGATION_NOT_IN_FORCE'],
    ['its term was over', delegated({ grant: { ...ownGrant, validToMs: AT } }), 'DELEGATION_NOT_IN_FORCE'],
    ['the giver had left', delegated({}, { left: { atMs: AT } }), 'DELEGATION_GIVER_NOT_IN_FORCE'],
    ['it has not the role', delegated({ grant: { ...ownGrant, roles: [] } }), 'ROLE_NOT_HELD'],
    ['the giver has not the role', delegated({}, { grant: { ...ownGrant, roles: [] } }), 'ROLE_NOT_HELD'],
    [
      'the office of the giver has not the role',
      delegated({}, {}, { grant: { ...ownGrant, roles: [] } }),
      'ROLE_NOT_HELD',
    ],
  ])('gives nothing where %s', (_, bundle, reason) => {
    expect(reasons(bundle)).toEqual([['asker-role', reason]])
  })
})

describe('policy of the answering authority', () => {
  test('is told with version and instrument', () => {
    const { statement, notCovered } = judge(forged({}))
    const { id, version, effectiveFromMs, source } = documentOf('answerer', POLICY)
    expect(statement?.policy).toEqual({ id, version, effectiveFromMs, source })
    expect(notCovered).not.toContain('POLICY_TEXT')
    expect(notCovered).toContain('POLICY_CHOICE')
  })

  test.each<[string, Changes, string, string]>([
    ['denies the client', rule({ client: '07-tendermint-9' }), 'policy-decision', 'CLIENT_NOT_ALLOWED'],
    ['denies the court', rule({ organisations: [] }), 'policy-decision', 'ORGANISATION_NOT_ALLOWED'],
    ['denies the role', rule({ roles: [] }), 'policy-decision', 'ROLE_NOT_ALLOWED'],
    ['denies the purpose', rule({ purposes: [] }), 'policy-decision', 'PURPOSE_NOT_ALLOWED'],
    ['denies the legal basis', rule({ legalBases: [] }), 'policy-decision', 'LEGAL_BASIS_NOT_ALLOWED'],
    ['denies the record type', rule({ recordTypes: [] }), 'policy-decision', 'RECORD_TYPE_NOT_ALLOWED'],
    ['has no rule', { answerer: inRecord(POLICY, set({ rules: [] })) }, 'policy-decision', 'CLIENT_NOT_ALLOWED'],
    [
      'takes effect later',
      { answerer: inRecord(POLICY, set({ enactedAtMs: 2 ** 52 })) },
      'policy-in-force',
      'POLICY_NOT_IN_FORCE',
    ],
    [
      'stands under the time of another',
      { answerer: inRecord(POLICY, set({ effectiveFromMs: 1 })) },
      'policy-in-force',
      'POLICY_OF_ANOTHER_NAME',
    ],
    [
      'calls itself another',
      { answerer: inRecord(POLICY, set({ id: 'x' })) },
      'policy-in-force',
      'POLICY_OF_ANOTHER_NAME',
    ],
  ])('that %s makes the answer invalid', (_, changes, id, reason) => {
    expect(reasons(forged(changes))).toEqual([[id, reason]])
    expect(judge(forged(changes)).statement).toBeNull()
  })

  test('bears out a refusal for its own reason only', () => {
    const refused = (refusal: string, change: Doc): readonly (readonly [string, unknown])[] => {
      const edit: Changes = {
        answerer: (key, value) =>
          inRecord('query/answer/', within('result', { refusal, finding: null }))(
            key,
            rule(change).answerer?.(key, value) ?? value,
          ),
      }
      return reasons(forged(edit)).filter(([id]) => id === 'policy-decision')
    }
    const denied = [['policy-decision', 'REFUSAL_NOT_BY_POLICY']]
    expect(refused('PURPOSE_NOT_ALLOWED', { purposes: [] })).toEqual([])
    expect(refused('ROLE_NOT_ALLOWED', { purposes: [] })).toEqual(denied)
    expect(refused('CLIENT_NOT_ALLOWED', { client: '07-tendermint-9' })).toEqual([])
    // What the answering ledger counted as assurance, and whether it has a register, is its own word.
    expect(refused('ASSURANCE_TOO_LOW', {})).toEqual([])
    expect(refused('RECORD_TYPE_NOT_ALLOWED', {})).toEqual([])
    expect(refused('PURPOSE_NOT_ALLOWED', {})).toEqual(denied)
  })

  test('is absent only where the answer says that there was none', () => {
    const none = (refusal: string | null): readonly (readonly [string, unknown])[] =>
      reasons(
        forged({
          answerer: (key, value) =>
            key.startsWith(POLICY)
              ? null
              : inRecord('query/answer/', within('result', { refusal, policyId: null, policyVersion: null }))(
                  key,
                  value,
                ),
        }),
      ).filter(([id]) => id === 'policy-decision')
    expect(none('NO_POLICY')).toEqual([])
    expect(none(null)).toEqual([['policy-decision', 'POLICY_NOT_NAMED']])
    expect(none('ROLE_NOT_ALLOWED')).toEqual([['policy-decision', 'POLICY_NOT_NAMED']])
    const half = forged({ answerer: inRecord('query/answer/', within('result', { policyVersion: null })) })
    expect(failedChecks(judge(half))).toEqual(['record-shape'])
  })

  test('a question without a case is denied where the rule demands one', () => {
    const question = { ...(answer['question'] as Doc), caseRef: null }
    const both = (prefix: string): ((key: string, value: Uint8Array) => Uint8Array) =>
      inRecord(prefix, set({ question }))
    const bundle = forged({ asker: both('query/re'), answerer: both('query/answer/') })
    expect(reasons(bundle)).toContainEqual(['policy-decision', 'CASE_REQUIRED'])
  })

  test('a state before the answer says nothing of it', () => {
    const result = within('result', { height: 10 ** 6 })
    const bundle = forged({ asker: inRecord('query/receipt/', result), answerer: inRecord('query/answer/', result) })
    expect(reasons(bundle)).toContainEqual(['state-after-act', 'STATE_BEFORE_ACT'])
  })
})

describe('what a profile may see', () => {
  test.each(['opposing', 'public'])('%s names neither officer nor key nor policy', (name) => {
    const text = new TextDecoder('latin1').decode(recorded(name))
    const values = parseBundle(recorded(name))
    const said = [...values.asker.records, ...values.answerer.records]
      .map(({ key, value }) => key + new TextDecoder().decode(value ?? new Uint8Array()))
      .join('\n')
    for (const secret of ['clerk-1', 'authority/', 'ed25519:', 'COURT_', 'governance/policy']) {
      expect(text).not.toContain(secret)
      expect(said).not.toContain(secret)
    }
  })

  test('rows of authority in another profile are refused', () => {
    const open = parseBundle(recorded('opposing'))
    const row = court.asker.records.find(({ key }) => key.startsWith(OFFICER))
    const records: readonly ProvedRecord[] = [...(row === undefined ? [] : [row]), ...open.asker.records]
    const bundle = { ...open, asker: { ...open.asker, records } }
    expect(failedChecks(judge(parseBundle(encodeBundle(bundle))))).toContain('record-proof')
    const proved = withRows({ [row?.key ?? '']: decodeCanonical(row?.value ?? new Uint8Array()) }, {}, 'opposing')
    expect(failedChecks(judge(proved))).toEqual(['record-set'])
  })
})
