import { describe, expect, test } from 'vitest'
import { AUTHORITIES } from './role.ts'
import { mayUse, ROUTE_NAMES, routeOf } from './routes.ts'

describe('routes', () => {
  test('no two share method, path and listener', () => {
    for (const authority of AUTHORITIES) {
      const own = ROUTE_NAMES.map(routeOf).filter(({ listeners }) => listeners.includes(authority))
      const shapes = own.map(({ method, path }) => `${method} ${path.replace(/:[A-Za-z]+/g, ':')}`)
      expect(new Set(shapes).size).toBe(shapes.length)
    }
  })

  test.each(ROUTE_NAMES)('%s declares each parameter of its path, and none beside', (name) => {
    const { path, params } = routeOf(name)
    const inPath = Array.from(path.matchAll(/:([A-Za-z]+)/g), ([, field]) => field)
    expect(Object.keys((params as { properties?: object }).properties ?? {})).toEqual(inPath)
  })

  test.each(ROUTE_NAMES)('%s says what it is in both languages', (name) => {
    const { zh, en } = routeOf(name).summary
    expect(zh).toMatch(/[\u4e00-\u9fff]/)
    expect(en).toMatch(/^[\x20-\x7e]+$/)
  })

  test('what is posted needs a session, and acts a role; checks are open to whoever holds file, number and name, or a key', () => {
    const posts = ROUTE_NAMES.filter((name) => routeOf(name).method === 'POST')
    expect(posts.filter((name) => routeOf(name).access === 'public')).toEqual([
      'checkDeposit',
      'checkDocument',
      'checkPublicCredit',
      'checkCredit',
    ])
    expect(posts.filter((name) => routeOf(name).isAct && typeof routeOf(name).access === 'string')).toEqual([])
  })

  test('the audited parameter is one of the route', () => {
    for (const name of ROUTE_NAMES) {
      const { audit, params, query, body } = routeOf(name)
      const parts = [params, query, body]
      const fields = parts.flatMap((part) => Object.keys((part as { properties?: object }).properties ?? {}))
      const named = [audit?.param, audit?.caseParam].filter((one) => one !== undefined)
      expect(fields).toEqual(expect.arrayContaining(named))
    }
  })

  test('roles open their routes on the listener of the route, and nothing else', () => {
    expect(mayUse('getCase', 'court', ['COURT_CLERK'])).toBe(true)
    expect(mayUse('getCase', 'justice', ['COURT_CLERK'])).toBe(false)
    expect(mayUse('getCase', 'court', ['LAWYER', 'AUDITOR', 'OPERATOR'])).toBe(false)
    expect(mayUse('getCase', 'court', [])).toBe(false)
    expect(mayUse('previewAct', 'court', [])).toBe(true)
    expect(mayUse('previewAct', 'court', null)).toBe(false)
    expect(mayUse('getPublicLawyer', 'justice', null)).toBe(true)
  })
})
