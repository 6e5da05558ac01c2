import { civilDateOf } from '../../ids.ts'
import type { Entry, Subscription, View } from '../state.ts'

/** What a subscriber learns of an entry: no more than its scope (R26-11, T20-25). Never the case. */
export function viewOf(entry: Entry, { scope, legalBasis }: Pick<Subscription, 'scope' | 'legalBasis'>): View {
  const { entryId, revision, list, organisation, decisionDigest, decidedOn, publishedAtMs, termTo, state, objection } =
    entry
  const [isToken, isFull] = [scope === 'TOKEN', scope === 'FULL']
  const isOpen = objection !== null && (objection.outcome !== 'REFUSED' || objection.reconsiderAskedOn !== null)
  return {
    entryId,
    revision,
    list: isToken ? null : list,
    organisation: isToken ? null : organisation,
    legalBasis,
    basisDigest: isToken ? null : decisionDigest,
    situation: isFull ? entry.situation : null,
    categories: isFull ? entry.categories : [],
    from: decidedOn,
    publishedOn: isToken || publishedAtMs === null ? null : civilDateOf(publishedAtMs),
    term: termTo === null ? { kind: 'UNTIL_EVENT', to: null } : { kind: 'FIXED', to: termTo },
    status: state === 'SUSPENDED' || state === 'RESTRUCTURING' ? state : 'ACTIVE',
    objection: isOpen ? objection.kind : null,
  }
}
