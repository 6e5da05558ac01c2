import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  ANNEX_STATES,
  OUTBOX_STATES,
  PROFILES,
  ROLES,
  ROUTE_NAMES,
  routeOf,
  STATUSES,
  USES,
  VERDICTS,
} from '@xiezhi/gateway-api'
import { describe, expect, test } from 'vitest'
import { NAVIGATION } from '../app/navigation.ts'
import { en } from './en.ts'
import { isTextKey, loadTexts, textOf } from './i18n.tsx'
import { zhCN } from './zh-cn.ts'

const keys = Object.keys(zhCN)
const holes = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort()

const contracts = fileURLToPath(new URL('../../../../packages/contracts/src/', import.meta.url))
const MODULES = readdirSync(contracts).filter((name) => existsSync(`${contracts}${name}/errors.ts`))

/** Names in the error table of a module, which the console itself does not load. */
function refusalsOf(module: string): string[] {
  const source = readFileSync(`${contracts}${module}/errors.ts`, 'utf8')
  return [...source.matchAll(/^ {2}(\w+): \[\s*\d+,/gm)].map(([, name]) => name ?? '')
}

describe('texts', () => {
  test('both languages have the same keys, none empty, with the same facts in them', () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort())
    const differing = keys.filter((key) => {
      if (!isTextKey(key)) return true
      const [zh, english]: readonly [string, string] = [zhCN[key], en[key]]
      return zh === '' || english === '' || String(holes(zh)) !== String(holes(english))
    })
    expect(differing).toEqual([])
  })

  test('English texts are English; Chinese ones have no English sentence', () => {
    const chinese = keys.filter((key) => key !== 'app.language' && isTextKey(key) && /\p{Script=Han}/u.test(en[key]))
    expect(chinese).toEqual([])
    const english = keys.filter((key) => key !== 'app.language' && isTextKey(key) && !/\p{Script=Han}/u.test(zhCN[key]))
    expect(english).toEqual([])
  })

  test('every code of the interface that a page shows has words', () => {
    const acts = ROUTE_NAMES.filter((name) => routeOf(name).isAct)
    const wanted = [
      ...ROLES.map((role) => `role.${role}`),
      ...OUTBOX_STATES.flatMap((state) => [`outbox.state.${state}`, `state.OUTBOX_${state}`]),
      ...VERDICTS.map((verdict) => `verdict.${verdict}`),
      ...STATUSES.map((status) => `status.${status}`),
      ...USES.map((use) => `use.${use}`),
      ...PROFILES.map((profile) => `verification.bundle.${profile}`),
      ...ANNEX_STATES.flatMap((state) => [`report.state.${state}`, `report.state.${state}.means`]),
      ...acts.map((name) => `outbox.act.${name}`),
      ...ROUTE_NAMES.flatMap((name) => routeOf(name).audit?.purpose ?? []).map((purpose) => `purpose.${purpose}`),
      ...['OFFLINE', 'ANSWER_MALFORMED', 'PAGE_FAULT'].flatMap((code) => [`problem.${code}`, `todo.${code}`]),
      ...NAVIGATION.flatMap(({ text, destinations }) => [text, ...destinations.map((one) => one.text)]),
    ]
    expect(wanted.filter((key) => !isTextKey(key))).toEqual([])
  })

  test.each(MODULES)('every refusal of the module %s has words', (module) => {
    const names = refusalsOf(module)
    expect(names.length).toBeGreaterThan(10)
    expect(names.filter((name) => !isTextKey(`refusal.${module}.${name}`))).toEqual([])
  })

  test.each(['deposit', 'registry'])(
    'every refusal of the module %s says what to do, and no words are left over',
    (module) => {
      const wanted = refusalsOf(module).flatMap((name) => [
        `refusal.${module}.${name}`,
        `refusal.${module}.${name}.todo`,
      ])
      expect(keys.filter((key) => key.startsWith(`refusal.${module}.`)).sort()).toEqual(wanted.sort())
    },
  )

  test('fills facts and leaves a hole that nobody fills visible; a language is Chinese until it is loaded', async () => {
    expect(textOf('en', 'common.page', { page: 3 })).toBe('第 3 页')
    await loadTexts('en')
    expect(textOf('en', 'common.page', { page: 3 })).toBe('Page 3')
    expect(textOf('zh-CN', 'common.page')).toBe('第 {page} 页')
  })
})
