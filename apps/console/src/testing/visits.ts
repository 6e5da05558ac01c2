import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { launch, open } from './browser.ts'
import type { Opened } from './browser.ts'
import { buildConsole } from './build.ts'
import { TestGateway } from './gateway.ts'

type Start = Parameters<typeof TestGateway.start>

interface Visits {
  /** A gateway with the answers of a test, for pages that are opened later. */
  readonly start: (...start: Start) => Promise<TestGateway>
  /** A page of that gateway. */
  readonly visit: (path: string) => Promise<Opened>
  readonly begin: (path: string, ...start: Start) => Promise<Opened & { readonly gateway: TestGateway }>
}

/** Inside a `describe`: a browser for its tests, and for each of them pages and a gateway that end with it. */
export function useVisits(): Visits {
  let browser: Browser
  let gateway: TestGateway | undefined
  beforeAll(async () => {
    await buildConsole()
    browser = await launch()
  })
  afterAll(async () => browser.close())
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    await gateway?.close()
    gateway = undefined
  })
  const start = async (...options: Start): Promise<TestGateway> => (gateway = await TestGateway.start(...options))
  const visit = (path: string): Promise<Opened> => open(browser, `${gateway?.url ?? ''}${path}`)
  return {
    start,
    visit,
    begin: async (path, ...options) => {
      const started = await start(...options)
      return { ...(await visit(path)), gateway: started }
    },
  }
}
