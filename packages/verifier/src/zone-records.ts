import { canonicalText } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { recordObject } from '@xiezhi/evidence'
import type { JsonObject, ZoneEvidence } from '@xiezhi/evidence'
import type { CheckList } from './checks.ts'

/** Value under a key; null where the bundle has no such record or proves that nothing stands there. */
export function valueOf(zone: ZoneEvidence, key: string): Uint8Array | null {
  return zone.records.find((record) => record.key === key)?.value ?? null
}

/** The record as an object; undefined after a failed check. */
export function readRecord(zone: ZoneEvidence, key: string, checks: CheckList): JsonObject | undefined {
  return checks.run('record-shape', zone.chainId, { key }, () => recordObject(key, valueOf(zone, key)))
}

/** A field that is an object; undefined for anything else. */
export function objectField(record: JsonObject, name: string): JsonObject | undefined {
  const value = record[name]
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined
}

/** Two absent values are not the same: each record must say what it says. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  return a !== undefined && b !== undefined && canonicalText(a) === canonicalText(b)
}

/** Names of the fields in which two objects differ, sorted. */
export function differingFields(a: JsonObject, b: JsonObject): readonly string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].filter((name) => !sameJson(a[name], b[name])).sort()
}
