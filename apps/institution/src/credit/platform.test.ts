import { nodeCrypto } from '@xiezhi/crypto/node'
import { recordDigest } from '@xiezhi/credit-interface'
import { HttpsCreditPlatform } from '@xiezhi/institution-adapter'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { canRun, TestPlace } from '../testing/institution-fixture.ts'
import { DEBTOR, filled, ListedJournal, TestPlatform } from '../testing/platform-fixture.ts'

describe.skipIf(!canRun)('a credit platform', () => {
  let place: TestPlace
  let platform: TestPlatform
  let entries = 0
  let entryId = ''
  beforeAll(async () => {
    place = new TestPlace()
    platform = await TestPlatform.start(place)
  }, 120_000)
  afterAll(async () => {
    await platform.stop()
    await place.end()
  })
  beforeEach(() => {
    entryId = String(++entries).padStart(32, '0')
  })

  const put = async (revision = 1, change: Parameters<typeof filled>[0] = {}) => {
    const { set, record } = filled({ entryId, revision, ...change })
    return { standing: await platform.door.put(set, record), record }
  }

  describe('its interface', () => {
    test('shows a record once, masked, to whoever names the person whole', async () => {
      const { standing, record } = await put()
      const digest = recordDigest(nodeCrypto, record)
      expect(standing).toEqual({ recordId: entryId, state: 'SHOWN', revision: 1, digest })
      expect(await put().then((again) => again.standing)).toEqual(standing)
      expect(await platform.found()).toMatchObject([{ iname: DEBTOR.name, cardNum: '9999991980****0011' }])
      expect(await platform.found(DEBTOR.name, '999999198001010012')).toEqual([])
      expect(await platform.found('钱样本')).toEqual([])
      await platform.door.remove(entryId, 1)
      expect(await platform.found()).toEqual([])
    })

    test('takes a newer revision, and neither an older one nor another content under the same', async () => {
      await put(2)
      const before = await platform.door.status(entryId)
      await expect(put(1)).rejects.toMatchObject({ facts: { refusal: 'credit-platform/REVISION_OLD' } })
      await expect(put(2, { situation: 5 })).rejects.toMatchObject({
        facts: { refusal: 'credit-platform/REVISION_REUSED' },
      })
      await expect(platform.door.remove(entryId, 1)).rejects.toMatchObject({
        facts: { refusal: 'credit-platform/REVISION_OLD' },
      })
      expect(await platform.door.status(entryId)).toEqual(before)
      expect((await put(3, { situation: 5 })).standing).toMatchObject({ revision: 3, state: 'SHOWN' })
      await platform.door.remove(entryId, 3)
    })

    test('what was deleted does not come back by a revision that arrives late', async () => {
      await put(2)
      expect(await platform.door.remove(entryId, 2)).toMatchObject({ state: 'ABSENT', revision: null })
      expect(await platform.door.remove(entryId, 2)).toMatchObject({ state: 'ABSENT' })
      for (const revision of [1, 2])
        await expect(put(revision)).rejects.toMatchObject({ facts: { refusal: 'credit-platform/RECORD_DELETED' } })
      expect(await platform.ids()).not.toContain(entryId)
    })

    test.each([{ status: 'SUSPENDED' as const }, { objection: 'IDENTITY' as const }])(
      'hides from the public, and holds: %j',
      async (change) => {
        await put()
        expect((await put(2, change)).standing).toMatchObject({ state: 'HIDDEN', revision: 2 })
        expect(await platform.found()).toEqual([])
        expect(await platform.ids()).toContain(entryId)
        expect((await put(3)).standing).toMatchObject({ state: 'SHOWN' })
        expect(await platform.found()).toHaveLength(1)
        await platform.door.remove(entryId, 3)
      },
    )

    test.each<[string, string, unknown, number, string]>([
      ['another set', 'records', { set: 'publicity-dishonest', record: {} }, 400, 'SET_UNKNOWN'],
      ['a record that lacks a field', 'records', { set: 'national-dishonest', record: {} }, 400, 'FIELD_MISSING'],
      ['no document', 'records', '{', 400, 'DOCUMENT_MALFORMED'],
      ['another field', 'status', { recordId: '00'.repeat(16), name: 'x' }, 400, 'DOCUMENT_MALFORMED'],
      ['a search by name alone', 'public-search', { name: DEBTOR.name }, 400, 'DOCUMENT_MALFORMED'],
      ['a way that is none', 'all', {}, 404, 'ROUTE_UNKNOWN'],
      ['more than it reads', 'status', ' '.repeat(262_145), 413, 'BODY_BYTES'],
    ])('%s is refused, and nothing of it is told', async (_, path, body, status, code) => {
      const held = await platform.ids()
      const answer = await platform.ask(path, body)
      expect(answer).toMatchObject({ status, body: { code } })
      expect(JSON.stringify(answer.body)).not.toContain(DEBTOR.name)
      expect(await platform.ids()).toEqual(held)
    })

    test('nobody without a certificate gets an answer', async () => {
      const { ca } = place.certificate('court')
      const door = new HttpsCreditPlatform({ url: platform.url, ca })
      await expect(door.status(entryId)).rejects.toMatchObject({ code: 'NOT_SENT' })
      door.close()
    })
  })

  describe('through the adapter', () => {
    let journal: ListedJournal
    beforeEach(async () => {
      journal = new ListedJournal()
      await platform.faults([])
    })

    test('is told once, however often it is asked for', async () => {
      const { set, record } = filled({ entryId })
      const adapter = platform.adapter(journal)
      expect(await adapter.show(set, record)).toEqual({ kind: 'shown' })
      expect(await adapter.show(set, record)).toEqual({ kind: 'shown' })
      expect(journal.steps).toEqual(['sending', 'shown'])
      expect(await adapter.remove(entryId, 1)).toEqual({ kind: 'gone' })
      expect(await adapter.remove(entryId, 1)).toEqual({ kind: 'gone' })
      expect(journal.steps).toEqual(['sending', 'shown', 'deleting', 'deleted'])
    })

    test('that took the record and broke off is asked, and nothing is sent twice', async () => {
      const { set, record } = filled({ entryId })
      await platform.faults([{ name: 'DROPS_AFTER', times: 1 }])
      expect(await platform.adapter(journal).show(set, record)).toEqual({ kind: 'unknown', code: 'OUTCOME_UNKNOWN' })
      expect(journal.steps).toEqual(['sending'])
      // A process that begins again has the journal alone.
      expect(await platform.adapter(journal).show(set, record)).toEqual({ kind: 'shown' })
      expect(journal.steps).toEqual(['sending', 'shown'])
      await platform.faults([{ name: 'DROPS_AFTER', times: 1 }])
      expect(await platform.adapter(journal).remove(entryId, 1)).toMatchObject({ kind: 'unknown' })
      expect(await platform.adapter(journal).remove(entryId, 1)).toEqual({ kind: 'gone' })
      expect(journal.steps).toEqual(['sending', 'shown', 'deleting', 'deleted'])
    })

    test('that is down is tried again, after it was asked', async () => {
      const { set, record } = filled({ entryId })
      await platform.faults([{ name: 'DOWN' }])
      expect(await platform.adapter(journal).show(set, record)).toMatchObject({ kind: 'unknown' })
      await platform.faults([])
      expect(await platform.adapter(journal).show(set, record)).toEqual({ kind: 'shown' })
      expect(journal.steps).toEqual(['sending', 'sending', 'shown'])
      await platform.door.remove(entryId, 1)
    })

    test('that answers something else is asked, not believed', async () => {
      const { set, record } = filled({ entryId })
      await platform.faults([{ name: 'MALFORMED', times: 1 }])
      expect(await platform.adapter(journal).show(set, record)).toEqual({ kind: 'unknown', code: 'ANSWER_MALFORMED' })
      expect(await platform.adapter(journal).show(set, record)).toEqual({ kind: 'shown' })
      expect(journal.steps).toEqual(['sending', 'shown'])
      await platform.door.remove(entryId, 1)
    })

    test('that only says that it deleted contradicts itself', async () => {
      const { set, record } = filled({ entryId })
      const adapter = platform.adapter(journal)
      await adapter.show(set, record)
      await platform.faults([{ name: 'LIES_DELETED', times: 1 }])
      expect(await adapter.remove(entryId, 1)).toEqual({ kind: 'contradicts' })
      expect(await platform.found()).toHaveLength(1)
      expect(await adapter.remove(entryId, 1)).toEqual({ kind: 'gone' })
      expect(journal.steps).toEqual(['sending', 'shown', 'deleting', 'contradicts', 'deleting', 'deleted'])
    })

    test('that goes on showing a copy is not seen by its own word', async () => {
      const { set, record } = filled({ entryId })
      const adapter = platform.adapter(journal)
      await adapter.show(set, record)
      await platform.faults([{ name: 'KEEPS_SHOWING', times: 1 }])
      expect(await adapter.remove(entryId, 1)).toEqual({ kind: 'gone' })
      expect(await platform.found()).toHaveLength(1)
      await platform.door.remove(entryId, 1)
      expect(await platform.found()).toEqual([])
    })

    test('that was put back to a backup lacks what came after, and gets it again', async () => {
      const { set, record } = filled({ entryId })
      const adapter = platform.adapter(journal)
      expect(await platform.admin('restore')).toBe(409)
      await platform.admin('backup')
      await adapter.show(set, record)
      expect(await platform.admin('restore')).toBe(200)
      expect(await platform.ids()).not.toContain(entryId)
      expect(await adapter.show(set, record)).toEqual({ kind: 'shown' })
      expect(await platform.ids()).not.toContain(entryId)
      expect(await adapter.show(set, record, { isMissing: true })).toEqual({ kind: 'shown' })
      expect(await platform.ids()).toContain(entryId)
      await platform.admin('backup')
      await adapter.remove(entryId, 1)
      await platform.faults([{ name: 'RESTORES_BEFORE_LIST', times: 1 }])
      expect(await platform.ids()).toContain(entryId)
      expect(await adapter.remove(entryId, 1)).toEqual({ kind: 'gone' })
      expect(await platform.ids()).not.toContain(entryId)
    })

    test('that refuses a record says why, and takes it when it was put right', async () => {
      const { set, record } = filled({ entryId, revision: 2 })
      const adapter = platform.adapter(journal)
      await adapter.show(set, record)
      const old = filled({ entryId, revision: 1 })
      expect(await adapter.show(old.set, old.record)).toEqual({
        kind: 'refused',
        code: 'credit-platform/REVISION_OLD',
      })
      const right = filled({ entryId, revision: 3 })
      expect(await adapter.show(right.set, right.record)).toEqual({ kind: 'shown' })
      expect(journal.steps).toEqual(['sending', 'shown', 'sending', 'refused', 'sending', 'shown'])
      await platform.door.remove(entryId, 3)
    })

    test('that is slower than a client waits did it all the same', async () => {
      const { set, record } = filled({ entryId })
      await platform.faults([{ name: 'SLOW', times: 1, delayMs: 6_000 }])
      expect(await platform.adapter(journal).show(set, record)).toEqual({ kind: 'unknown', code: 'OUTCOME_UNKNOWN' })
      expect(await platform.adapter(journal).show(set, record)).toEqual({ kind: 'shown' })
      expect(journal.steps).toEqual(['sending', 'shown'])
      await platform.door.remove(entryId, 1)
    }, 60_000)
  })
})
