import { ApiError } from '@xiezhi/gateway-api'
import type { Authority } from '@xiezhi/gateway-api'
import { Browser } from '../../bench/gateway-browser.ts'
import { CliError } from '../../cli-error.ts'
import { Home, readJson } from '../../config/home.ts'

interface WrittenConfig {
  readonly listeners: readonly { readonly authority: Authority; readonly publicUrl: string }[]
}

/** The gateways of a scenario's alliance, and who has signed in there: each name is a browser of its own. */
export class Doors {
  readonly home: Home
  readonly #open = new Map<string, Browser>()

  constructor(root: string) {
    this.home = new Home({ XIEZHI_HOME: root })
  }

  /** `OK`, or the code of the refusal. */
  async signIn(name: string, authority: Authority, person: string): Promise<string> {
    const { browser, code } = await Browser.attempt(this.#url(authority), person)
    this.#open.get(name)?.close()
    this.#open.set(name, browser)
    return code
  }

  /** @throws CliError SCENARIO_NOT_SIGNED_IN */
  browser(name: string): Browser {
    const found = this.#open.get(name)
    if (found === undefined) throw new CliError('SCENARIO_NOT_SIGNED_IN', 'UNAVAILABLE', { person: name })
    return found
  }

  close(): void {
    for (const browser of this.#open.values()) browser.close()
  }

  #url(authority: Authority): string {
    const { listeners } = readJson(this.home.gatewayConfig) as WrittenConfig
    return listeners.find((one) => one.authority === authority)?.publicUrl ?? ''
  }
}

/** `OK`, or the code of the refusal. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'OK'
  } catch (error) {
    if (error instanceof ApiError) return error.code
    throw error
  }
}
