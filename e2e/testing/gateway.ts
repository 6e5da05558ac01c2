import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hexEncode } from '@xiezhi/codec'
import { encodeTrustFile } from '@xiezhi/evidence'
import { ApiError, createClient, LEDGER_ROLES, routeOf } from '@xiezhi/gateway-api'
import type { CallOptions, GatewayClient, OutboxRow, Role, RouteName } from '@xiezhi/gateway-api'
import type { Vault } from '@xiezhi/vault'
import { freePorts } from '@xiezhi/host/ports'
import { checkConfig } from '../../apps/gateway/src/config.ts'
import type { GatewayConfig } from '../../apps/gateway/src/config.ts'
import { hashPassword } from '../../apps/gateway/src/identity/persons.ts'
import type { Listener } from '../../apps/gateway/src/routes/listener.ts'
import { startGateway } from '../../apps/gateway/src/start-gateway.ts'
import type { RunningGateway } from '../../apps/gateway/src/start-gateway.ts'
import { openVault } from '../../apps/gateway/src/vault/open-vault.ts'
import { DEMONSTRATION_PASSPHRASE } from '../../apps/gateway/src/signing/demonstration-keystores.ts'
import { CHAIN_IDS, CLIENT, INSTITUTIONS_CLIENT, PEOPLE, secretOf } from './alliance.ts'
import type { Alliance, AllianceKind as Authority } from './alliance.ts'
import { untilFound } from './until.ts'

export const PASSWORD = 'invented-for-tests'
export const ANNEX_IDS = { court: 'court-0105', justice: 'justice-11' } as const
/** As the control interface knows the institutions of the alliance. */
export const INSTITUTIONS = [
  { organisation: 'bank', kind: 'BANK', code: 'SAMPLEBANK', zh: '示例银行', en: 'sample bank' },
  { organisation: 'payment', kind: 'PAYMENT', code: 'SAMPLEPAY', zh: '示例支付机构', en: 'sample payment institution' },
  { organisation: 'land', kind: 'LAND', code: 'SAMPLELAND', zh: '示例不动产登记中心', en: 'sample land registry' },
  { organisation: 'vehicles', kind: 'VEHICLE', code: 'SAMPLECARS', zh: '示例车辆管理所', en: 'sample vehicle office' },
] as const
/** A gateway ends a request after 20 s, and a call of a ledger that it makes for it after 30 s. */
const ANSWER_MS = 60_000
/** Length of the slots in which a court's unprotective orders leave. */
export const DISPATCH_SLOT_MS = 700
export const OTHER = { court: 'justice', justice: 'court' } as const

/** Where the bureau's gateway looks for credit reports that were made elsewhere. */
export function reportFile({ folder }: Pick<Alliance, 'folder'>): string {
  return join(folder, 'credit-reports.json')
}

interface TestPerson {
  readonly id: string
  readonly authority: Authority
  readonly organisation: string | null
  readonly officer: string | null
  readonly roles: readonly Role[]
  readonly licence: string | null
  readonly party?: { readonly certificateType: string; readonly certificateNumber: string; readonly name: string }
}

/** Invented; the region 999999 is not assigned. The first is the debtor of the enforcement tests. */
export const PARTIES = {
  'party-1': { certificateType: 'RESIDENT_ID', certificateNumber: '999999199003070012', name: '示例被执行人' },
  'party-2': { certificateType: 'RESIDENT_ID', certificateNumber: '999999198804150031', name: '示例代表人' },
} as const

/** Every officer of the alliance whose roles have pages, and those whom no ledger knows. */
export function testPersons(licence: string): TestPerson[] {
  const officers = (['court', 'justice'] as const).flatMap((authority) =>
    PEOPLE[authority].flatMap(({ organisation, officer, roles }): TestPerson[] => {
      const own = roles.filter((role) => (LEDGER_ROLES as readonly string[]).includes(role)) as Role[]
      if (own.length === 0) return []
      return [
        { id: officer, authority, organisation, officer, roles: own, licence: own.includes('LAWYER') ? licence : null },
      ]
    }),
  )
  const others = (['court', 'justice'] as const).flatMap((authority) =>
    (['AUDITOR', 'OPERATOR'] as const).map((role) => ({
      id: `${authority}-${role.toLowerCase()}`,
      authority,
      organisation: null,
      officer: null,
      roles: [role],
      licence: null,
    })),
  )
  const lawyer = {
    id: 'lawyer-1',
    authority: 'justice',
    organisation: null,
    officer: null,
    roles: ['LAWYER'],
    licence,
  } as const
  const parties = Object.entries(PARTIES).map(([id, party]): TestPerson => {
    return { id, authority: 'court', organisation: null, officer: null, roles: ['PARTY'], licence: null, party }
  })
  const known = officers.some(({ id }) => id === lawyer.id)
  return [...officers, ...others, ...parties, ...(known ? [] : [lawyer])]
}

export interface TestGateway {
  readonly config: GatewayConfig
  readonly urls: Readonly<Record<Authority, string>>
  gateway: RunningGateway
  /** Lines of the log since the first start. */
  readonly logs: readonly string[]
  /** Stops it and starts it again on the same folders. */
  restart(): Promise<void>
  signIn(authority: Authority, person: string, password?: string): Promise<SignedIn>
  close(): Promise<void>
}

export interface GatewayOptions {
  /** Folder below that of the alliance. */
  readonly name?: string
  /** One authority alone, as where no network joins the two: the other's ledger is out of reach too. */
  readonly only?: Authority
  readonly annex?: (authority: Authority) => object
}

export async function startTestGateway(
  alliance: Alliance,
  licence: string,
  options: GatewayOptions = {},
): Promise<TestGateway> {
  const config = await configFor(alliance, licence, options)
  const logs: string[] = []
  const start = (): Promise<RunningGateway> => startGateway(config, (entry) => logs.push(JSON.stringify(entry)))
  const urls = Object.fromEntries(config.listeners.map(({ authority, publicUrl }) => [authority, publicUrl]))
  const test: TestGateway = {
    config,
    urls: urls as Record<Authority, string>,
    gateway: await start(),
    logs,
    async restart() {
      await this.gateway.close()
      this.gateway = await start()
    },
    signIn: (authority, person, password = PASSWORD) => SignedIn.begin(urls[authority] ?? '', person, password),
    close() {
      return this.gateway.close()
    },
  }
  return test
}

interface ListenerParts {
  readonly alliance: Alliance
  readonly folder: string
  readonly trustFile: string
  readonly ports: Readonly<Record<Authority, number>>
  /** Where the ledger of the other authority answers. */
  readonly peerUrl: string
  /** A port that nobody listens on. */
  readonly nobody: number
  readonly annex: object
}

async function configFor(
  alliance: Alliance,
  licence: string,
  { name = 'gateway', only, annex = () => ({}) }: GatewayOptions,
): Promise<GatewayConfig> {
  chmodSync(alliance.folder, 0o711)
  const folder = join(alliance.folder, name)
  const [court = 0, justice = 0, identity = 0, postgres = 0, nobody = 0] = await freePorts(5)
  const ports = { court, justice }
  const personsFile = await writePersons(alliance.folder, licence)
  const trustFile = join(alliance.folder, 'trust.json')
  writeFileSync(trustFile, await trustOf(alliance))
  const listeners = (['court', 'justice'] as const).map((authority) => {
    const peerUrl = only === undefined ? alliance[OTHER[authority]].url : `ws://127.0.0.1:${nobody}/websocket`
    return listenerOf(authority, { alliance, folder, trustFile, ports, peerUrl, nobody, annex: annex(authority) })
  })
  return checkConfig(
    {
      mode: 'demonstration',
      address: '127.0.0.1',
      folder,
      postgres: { kind: 'embedded', folder: join(folder, 'postgres'), port: postgres },
      identity: { kind: 'embedded', port: identity, publicUrl: `http://127.0.0.1:${identity}`, personsFile },
      consoleFolder: null,
      verifyPageFile: null,
      listeners: listeners.filter(({ authority }) => only === undefined || authority === only),
    },
    'test',
  )
}

/** Of the one password of all, once a process: a derivation for each person costs seconds. */
let hashed: ReturnType<typeof hashPassword> | undefined

async function writePersons(folder: string, licence: string): Promise<string> {
  const password = await (hashed ??= hashPassword(PASSWORD))
  const persons = testPersons(licence).map(({ authority, ...person }) => ({
    ...person,
    name: `${person.id}（虚构）`,
    zh: '测试人员',
    en: 'test person',
    authorities: [authority],
    password,
  }))
  const file = join(folder, 'persons.json')
  writeFileSync(file, JSON.stringify({ demonstrationPassword: PASSWORD, persons }))
  return file
}

function writeOfficerKeys(alliance: Alliance, authority: Authority): string {
  const folder = join(alliance.folder, 'officers', authority)
  mkdirSync(folder, { recursive: true })
  for (const { organisation, officer } of PEOPLE[authority])
    writeFileSync(join(folder, `${organisation}.${officer}.key`), hexEncode(secretOf(authority, officer)))
  return folder
}

function listenerOf(
  authority: Authority,
  { alliance, folder, trustFile, ports, peerUrl, nobody, annex }: ListenerParts,
): Record<string, unknown> & { authority: Authority } {
  const other = OTHER[authority]
  return {
    authority,
    zh: '测试机关',
    en: 'test authority',
    port: ports[authority],
    publicUrl: `http://127.0.0.1:${ports[authority]}`,
    zone: { name: authority, chainId: CHAIN_IDS[authority], url: alliance[authority].url },
    peer: { name: other, chainId: CHAIN_IDS[other], url: peerUrl },
    client: CLIENT,
    peerClient: CLIENT,
    trustFile,
    keyFolder: writeOfficerKeys(alliance, authority),
    folder: join(folder, authority),
    annex: {
      authority: ANNEX_IDS[authority],
      peer: {
        authority: ANNEX_IDS[other],
        cardFile: join(folder, other, 'annex-card.json'),
        carrier: { kind: 'https', url: `http://127.0.0.1:${ports[other]}` },
      },
      services: [{ organisation: ANNEX_IDS[authority], officer: 'gateway' }],
      reportFile: authority === 'justice' ? reportFile(alliance) : null,
      ...annex,
    },
    ...(authority === 'court' ? ordersOf(alliance, folder, nobody) : {}),
  }
}

/** Orders of the court, where the alliance has institutions; their gateway is not one of these. */
function ordersOf({ institution }: Alliance, folder: string, nobody: number): object {
  if (institution === undefined) return {}
  const zone = { name: institution.kind, chainId: CHAIN_IDS.institution, url: institution.url }
  const peer = {
    authority: 'institutions-1',
    cardFile: join(folder, 'institution', 'annex-card.json'),
    carrier: { kind: 'https', url: `http://127.0.0.1:${nobody}` },
  }
  const account = { name: '示例执行款专户', bank: '示例银行示例支行', bankNo: '000000000000', number: 'SAMPLE-COURT-1' }
  return {
    lookups: { organisation: ANNEX_IDS.court, officer: 'lookups' },
    orders: {
      zone,
      client: INSTITUTIONS_CLIENT,
      peerClient: CLIENT,
      peer,
      institutions: INSTITUTIONS,
      dispatchSlotMs: DISPATCH_SLOT_MS,
      account,
    },
  }
}

async function trustOf(alliance: Alliance): Promise<Uint8Array> {
  const zones = await Promise.all(
    [alliance.court, alliance.justice, ...(alliance.institution === undefined ? [] : [alliance.institution])].map(
      async ({ client, kind }) => {
        const { header, validators } = await client.lightBlock((await client.status()).height)
        return {
          chainId: CHAIN_IDS[kind],
          height: Number(header.height),
          validators: validators.validators.map(({ publicKey, votingPower }) => ({
            publicKey: hexEncode(publicKey),
            power: Number(votingPower),
            organisation: 'alliance',
          })),
        }
      },
    ),
  )
  return encodeTrustFile({ source: 'tests', zones })
}

interface ActInput {
  readonly params?: Record<string, string>
  readonly body?: unknown
}

/** A kept connection that the server closed at the moment of the request: browsers send it anew. */
function isReset(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNRESET'
}

/** A server that takes a request and never answers ends the wait with an error that names both. */
async function answered(to: string, init: RequestInit): Promise<Response> {
  const late = new AbortController()
  const { pathname, host } = new URL(to)
  const timer = setTimeout(() => {
    late.abort(new Error(`${init.method ?? 'GET'} ${pathname} at ${host}: no answer after ${String(ANSWER_MS)} ms`))
  }, ANSWER_MS)
  try {
    const signals = init.signal == null ? [late.signal] : [late.signal, init.signal]
    return await fetch(to, { ...init, signal: AbortSignal.any(signals) })
  } finally {
    clearTimeout(timer)
  }
}

/** A browser with cookies, as far as these tests need one. */
export class SignedIn {
  readonly url: string
  /** Looks at what an act will sign, unlocks the key and confirms it, as the page does. */
  readonly client: GatewayClient
  /** Sends what it is given. */
  readonly plain: GatewayClient
  csrfToken: string | null = null
  readonly #jar: Map<string, string>
  #keys = 0

  private constructor(url: string, jar: Map<string, string>) {
    this.url = url
    this.#jar = jar
    this.plain = createClient({
      baseUrl: url,
      fetch: (to, init) =>
        this.fetch(to, {
          method: init.method,
          headers: init.headers,
          ...(init.body === undefined ? {} : { body: init.body }),
        }),
      csrfToken: () => this.csrfToken,
      idempotencyKey: () => `key-${process.pid}-${Date.now()}-${this.#keys++}`,
    })
    this.client = { url: this.plain.url, call: this.#confirming.bind(this) as GatewayClient['call'] }
  }

  async #confirming(name: RouteName, input: ActInput = {}, options: CallOptions = {}): Promise<unknown> {
    const send = this.plain.call as unknown as (
      name: RouteName,
      input: ActInput,
      options: CallOptions,
    ) => Promise<unknown>
    if (!routeOf(name).isAct || options.shownId !== undefined) return send(name, input, options)
    const { isUnlocked } = (await this.plain.call('getSession')).signer
    if (!isUnlocked) await this.#unlock()
    const { params = {}, body } = input
    const confirm = async (): Promise<unknown> => {
      const { shownId } = await this.plain.call('previewAct', { body: { act: name, params, body } })
      return send(name, input, { ...options, shownId })
    }
    try {
      return await confirm()
    } catch (error) {
      // The key's term can end between the question and the act.
      if (!(error instanceof ApiError && error.code === 'SIGNER_LOCKED')) throw error
      await this.#unlock()
      return confirm()
    }
  }

  async #unlock(): Promise<void> {
    await this.plain.call('unlockSigner', { body: { passphrase: DEMONSTRATION_PASSPHRASE } })
  }

  static async begin(url: string, person: string, password: string): Promise<SignedIn> {
    const browser = new SignedIn(url, new Map())
    const page = await browser.follow(`${url}/auth/login`)
    const shown = await page.text()
    const action = /action="([^"]+)"/.exec(shown)?.[1]
    if (action === undefined) throw new Error(`no form to sign in: ${page.status} ${shown.slice(0, 300)}`)
    const answer = await browser.follow(new URL(action, page.url).href, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ name: person, password }).toString(),
    })
    const where = new URL(answer.url)
    // The last page is the gateway's first one, which these tests do not build.
    if (!answer.url.startsWith(url) || where.pathname !== '/')
      throw new Error(
        `sign-in stopped at ${where.pathname} with ${answer.status}: ${(await answer.text()).slice(0, 300)}`,
      )
    browser.csrfToken = (await browser.client.call('getSession')).csrfToken
    return browser
  }

  /** One request with the cookies of its host; cookies know no ports. */
  async fetch(to: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(init.headers as Record<string, string>), ...(cookie === '' ? {} : { cookie }) }
    const send = (): Promise<Response> => answered(to, { ...init, headers, redirect: 'manual' })
    const answer = await send().catch((error: unknown) => {
      if (isReset(error)) return send()
      throw error
    })
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      const at = pair.indexOf('=')
      const value = pair.slice(at + 1)
      if (value === '' || /expires=thu, 01 jan 1970/i.test(set)) this.#jar.delete(pair.slice(0, at))
      else this.#jar.set(pair.slice(0, at), value)
    }
    return answer
  }

  async follow(to: string, init: RequestInit = {}): Promise<Response> {
    let answer = await this.fetch(to, init)
    for (let at = to, hops = 0; answer.status >= 300 && answer.status < 400 && hops < 10; hops++) {
      at = new URL(answer.headers.get('location') ?? '', at).href
      answer = await this.fetch(at)
    }
    return answer
  }
}

/** The row of an act when it is final. */
export function finished(who: SignedIn, id: string): Promise<OutboxRow> {
  return untilFound(
    () => who.client.call('getOutboxRow', { params: { id } }),
    (row) => row.isFinal && row,
  )
}

/** What one authority's server works with. */
export function runningOf(door: TestGateway, authority: Authority): Listener {
  const running = door.gateway.listeners.find(({ listener }) => listener.config.authority === authority)
  if (running === undefined) throw new RangeError(authority)
  return running.listener
}

/** The vault of one authority, opened beside its gateway. */
export async function vaultOf(door: TestGateway, authority: Authority): Promise<Vault> {
  const { config, db, clock } = runningOf(door, authority)
  return (await openVault(config, db, clock)).vault
}
