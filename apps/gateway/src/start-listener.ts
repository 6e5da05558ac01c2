import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Authority } from '@xiezhi/gateway-api'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { Accounts } from './accounts/accounts.ts'
import { alarmPlans, courtPlans } from './acts/court-acts.ts'
import { institutionPlans } from './acts/institution-acts.ts'
import { justicePlans } from './acts/justice-acts.ts'
import { openAnnexes } from './annex/open-annexes.ts'
import { OrderDocuments } from './annex/orders/order-documents.ts'
import { buildApp } from './app.ts'
import type { GatewayConfig, ListenerConfig } from './config.ts'
import { creditPlans } from './credit/acts.ts'
import { creditHandlers } from './credit/handlers.ts'
import { CreditKeeper } from './credit/keeper.ts'
import { openChecks } from './credit/check/open-checks.ts'
import type { OpenChecks } from './credit/check/open-checks.ts'
import { PersonIndex } from './credit/person-index.ts'
import { CreditStore } from './credit/store.ts'
import { subscriptionHandlers, subscriptionPlans } from './credit/subscriptions/routes.ts'
import { personalPlans } from './personal/acts.ts'
import { personalHandlers } from './personal/handlers.ts'
import { PersonalStore } from './personal/store.ts'
import { openDatabase } from './db/database.ts'
import { migrate } from './db/migrate.ts'
import { secretIn } from './db/provision.ts'
import { moveReasonsIntoVault } from './db/reasons-into-vault.ts'
import { moveTextsIntoVault } from './db/texts-into-vault.ts'
import { loadPersons } from './identity/persons.ts'
import type { Log } from './log.ts'
import { reasonOf } from './log.ts'
import { AnswerWatch } from './outbox/answer-watch.ts'
import { Outbox } from './outbox/outbox.ts'
import { OutboxStore } from './outbox/outbox-store.ts'
import { Metrics } from './plugins/metrics.ts'
import { Follower } from './projection/follower.ts'
import { Projection } from './projection/projection.ts'
import type { Change } from './projection/write-rows.ts'
import { accountHandlers } from './routes/account-handlers.ts'
import { actHandlers } from './routes/act-handlers.ts'
import { courtHandlers } from './routes/court-handlers.ts'
import { takeAnswer } from './enforcement/take-answer.ts'
import { depositPlans } from './acts/deposit-acts.ts'
import { enforcementPlans } from './acts/enforcement-acts.ts'
import { EnforcementStore } from './enforcement/store.ts'
import { depositHandlers } from './routes/deposit-handlers.ts'
import { documentHandlers } from './routes/document-handlers.ts'
import { enforcementHandlers } from './routes/enforcement-handlers.ts'
import { evidenceHandlers } from './routes/evidence-handlers.ts'
import { lookupHandlers } from './routes/lookup-handlers.ts'
import type { Handlers } from './routes/handler.ts'
import { institutionHandlers } from './routes/institution-handlers.ts'
import { justiceHandlers } from './routes/justice-handlers.ts'
import { lawHandlers } from './routes/law-handlers.ts'
import { publicHandlers } from './routes/public-handlers.ts'
import type { Listener } from './routes/listener.ts'
import { sessionHandlers } from './routes/session-handlers.ts'
import { signerHandlers } from './routes/signer-handlers.ts'
import { recordHandlers } from './routes/record-handlers.ts'
import { OidcClient } from './session/oidc-client.ts'
import { SessionStore } from './session/session-store.ts'
import { courtReportHandlers, ownReportHandlers } from './routes/credit-report-handlers.ts'
import { makeDemonstrationKeystores } from './signing/demonstration-keystores.ts'
import { KeystoreOfficerKeys } from './signing/officer-keys.ts'
import { proposalReader } from './signing/proposal-reader.ts'
import { ServiceKeys } from './signing/service-keys.ts'
import { Showings } from './signing/showings.ts'
import { stopListener } from './stop-listener.ts'
import { openVault } from './vault/open-vault.ts'
import type { OpenVault } from './vault/open-vault.ts'
import { PrivateTexts } from './vault/private-texts.ts'
import { heldHandlers, heldPlans } from './institution/credit/held-routes.ts'
import { ownSubscriptionHandlers, ownSubscriptionPlans } from './institution/credit/own-subscription.ts'
import { RetentionRun } from './vault/retention-run.ts'
import { wordsOfProposal } from './views/act-words.ts'
import { CaseViews } from './views/case-view.ts'
import { ProposalViews } from './views/proposal-view.ts'
import { VerificationViews } from './views/verification-view.ts'
import { LiveFeed } from './zone/live-feed.ts'
import { OperationsWatch } from './zone/operations.ts'
import { TrustAnchors } from './zone/trust-anchors.ts'
import { ZoneClock } from './zone/zone-clock.ts'
import { ZoneLink } from './zone/zone-link.ts'

/** Beside the pool of the requests: following and migrating never wait for them. */
const FOLLOWER_CONNECTIONS = 2
/**
 * A block is in the rows when its transaction is; the disk may come later. What a power cut takes, rows and height together, the ledger
 * gives again.
 */
const REPEATABLE = '-c synchronous_commit=off'
const CLEAN_UP_MS = 10 * 60_000
const REQUESTS_PER_MINUTE = 1_200

export interface RunningListener {
  readonly listener: Listener
  readonly app: FastifyInstance
  close(): Promise<void>
}

export interface ListenerInput {
  readonly config: GatewayConfig
  readonly own: ListenerConfig
  readonly databaseUrl: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly log: Log
}

/** One authority: its database, its zone, its routes. It does not listen yet. */
export async function startListener(input: ListenerInput): Promise<RunningListener> {
  const { own, databaseUrl, log } = input
  mkdirSync(own.folder, { recursive: true, mode: 0o700 })
  const { db, followerDb, followerPool } = await openDatabases(databaseUrl, own.zone.chainId)
  const keystores = keystoresOf(input)
  const told = new Set<(changes: readonly Change[]) => void>()
  const { accounts, ...parts } = assemble(input, db, followerPool, { keystores, told })
  const services = serviceKeysOf(input, parts, keystores)
  const open = await openFilledVault(own, db, parts.clock)
  const withTexts = {
    ...parts,
    accounts: accounts.locks,
    texts: new PrivateTexts(open.vault),
    personIndex: new PersonIndex(open.vault),
  }
  const orders = new OrderDocuments(db, open.vault)
  const { annexes, creditReports, institution } = openAnnexes({
    listener: withTexts,
    documents: orders,
    open,
    services,
    log,
    takeAnswer: (orderId, annex) => takeAnswer(listener, orderId, annex),
  })
  const keeper = new CreditKeeper({ ...parts, vault: open.vault, log })
  told.add((changes) => {
    annexes?.onChanges(changes)
    if (own.authority === 'court') keeper.onChanges(changes)
    institution?.institutions.onChanges(changes)
    institution?.subscribers.onChanges(changes)
  })
  const listener: Listener = { ...withTexts, annexes, creditReports, orders, institution, services }
  const retention = new RetentionRun({ ...parts, vault: open.vault, log })
  const checks = checksOf(listener, input, open, keystores)
  const app = await appOf(listener, input, checks)
  await accounts.start(() => services.all())
  listener.follower.start()
  // Rows that wait for an answer look for it in the projection, which may not be there yet: they look again when it is.
  await listener.outbox.start()
  const works = [listener.operations, annexes, institution?.institutions, institution?.subscribers, retention, checks]
  for (const work of works) work?.start()
  if (own.authority === 'court') keeper.start()
  const timer = setInterval(() => {
    listener.sessions.removeExpired().catch(() => undefined)
  }, CLEAN_UP_MS)
  return {
    listener,
    app,
    close: async () => {
      clearInterval(timer)
      await stopListener({
        listener,
        app,
        services,
        databases: [db, followerDb],
        works: {
          accounts,
          institutions: institution?.institutions,
          subscribers: institution?.subscribers,
          annexes,
          retention,
          checks,
          keeper,
        },
        log,
      })
    },
  }
}

/** Of a court that answers checks of its credit lists. */
function checksOf(
  listener: Listener,
  input: ListenerInput,
  open: OpenVault,
  keystores: Promise<void>,
): OpenChecks | undefined {
  const { own, log } = input
  return openChecks({ listener, open, servicePassphrase: () => servicePassphrase(own), keystores, log })
}

function appOf(
  listener: Listener,
  { config, own, log }: ListenerInput,
  checks: OpenChecks | undefined,
): Promise<FastifyInstance> {
  const metrics = metricsOf(listener)
  return buildApp({
    gate: {
      authority: own.authority,
      origin: new URL(own.publicUrl).origin,
      sessions: listener.sessions,
      audit: listener.audit,
      parts: listener.parts,
    },
    handlers: { ...handlersOf(listener, metrics), ...checks?.handlers },
    metrics,
    log,
    projection: () => listener.follower.state,
    consoleFolder: config.consoleFolder,
    verifyPageFile: config.verifyPageFile,
    requestsPerMinute: REQUESTS_PER_MINUTE,
    annexes: listener.annexes,
  })
}

/** The pools of an authority, with its tables made. */
async function openDatabases(
  url: string,
  chainId: string,
): Promise<{ readonly db: Listener['db']; readonly followerDb: Listener['db']; readonly followerPool: pg.Pool }> {
  const { db, pool } = openDatabase(url)
  const { db: followerDb, pool: followerPool } = openDatabase(url, FOLLOWER_CONNECTIONS, { options: REPEATABLE })
  try {
    await migrate(pool)
    // Pages that are asked for before the ledger is reached find empty tables, and say that they are being filled.
    await new Projection(pool, chainId).open()
  } catch (error) {
    await Promise.all([db.destroy(), followerDb.destroy()])
    throw error
  }
  return { db, followerDb, followerPool }
}

/** With what gateways before this one kept in plain columns. */
async function openFilledVault(own: ListenerConfig, db: Listener['db'], clock: ZoneClock): Promise<OpenVault> {
  const open = await openVault(own, db, clock)
  await moveTextsIntoVault(db, open.vault, outboxKey(own))
  await moveReasonsIntoVault(db, open.vault)
  return open
}

interface Shared {
  readonly keystores: Promise<void>
  /** Told of the changes of each block. */
  readonly told: ReadonlySet<(changes: readonly Change[]) => void>
}

function assemble(
  input: ListenerInput,
  db: Listener['db'],
  followerPool: pg.Pool,
  { keystores, told }: Shared,
): Omit<
  Listener,
  'annexes' | 'creditReports' | 'services' | 'institution' | 'orders' | 'texts' | 'personIndex' | 'accounts'
> & {
  readonly accounts: Accounts
} {
  const { config, own, log } = input
  const zone = new ZoneLink(own.zone)
  const live = new LiveFeed()
  const clock = new ZoneClock(zone)
  const nowMs = (): number => clock.nowMs()
  const keys = new KeystoreOfficerKeys({ folder: keystoreFolder(own), nowMs, ready: keystores })
  const showings = new Showings({ keys, chainId: own.zone.chainId, nowMs, proposal: proposalReader(zone) })
  const trust = new TrustAnchors(own.trustFile)
  const answers = new AnswerWatch(db, zone, () => trust.of(own.zone.chainId))
  const slotMs = own.orders?.dispatchSlotMs ?? 0
  const store = new OutboxStore(db, outboxKey(own))
  const outbox = new Outbox({ store, zone, showings, live, answers, slotMs, nowMs, log })
  const peer = new ZoneLink(own.peer)
  const sessions = new SessionStore(db)
  const startedAtMs = Date.now()
  const key = secretIn(join(own.folder, 'audit.key'))
  const { authority } = own
  const accounts = new Accounts({ db, zone, authority, key, sessions, live, keys, showings, log })
  const follower = new Follower({
    link: zone,
    projection: new Projection(followerPool, own.zone.chainId),
    log,
    onBlocks: (followed) => {
      const { height, changes } = followed
      live.tellAll(changes.map((change) => ({ ...change, height })))
      outbox.onBlocks(followed)
      for (const tell of told) tell(changes)
    },
  })
  return {
    config: own,
    isDemonstration: config.mode === 'demonstration',
    db,
    sessions,
    audit: accounts.audit,
    parts: accounts.parts,
    accounts,
    oidc: new OidcClient({
      issuer: input.issuer,
      clientId: input.clientId,
      clientSecret: input.clientSecret,
      redirectUri: `${own.publicUrl}/auth/callback`,
      allowHttp: config.mode === 'demonstration',
    }),
    keys,
    showings,
    zone,
    peer,
    clock,
    follower,
    outbox,
    live,
    trust,
    operations: new OperationsWatch({ zone, peer, follower, outbox, sessions, live, db, startedAtMs, log }),
    startedAtMs,
  }
}

function handlersOf(listener: Listener, metrics: Metrics): Handlers {
  const { config, db, clock } = listener
  const { chainId } = config.zone
  const proposals = new ProposalViews(
    db,
    () => clock.nowMs(),
    (proposed) => wordsOfProposal(chainId, proposed),
  )
  const common = {
    ...sessionHandlers(listener),
    ...recordHandlers(listener, metrics),
    ...publicHandlers(listener),
    ...lawHandlers,
    ...accountHandlers(listener),
  }
  const own = OWN_ROUTES[config.authority](listener, proposals)
  return { ...common, ...own, ...signerHandlers(listener, own) }
}

/** What nobody else offers. */
const OWN_ROUTES: Readonly<Record<Authority, (listener: Listener, proposals: ProposalViews) => Handlers>> = {
  court: courtRoutesOf,
  justice: justiceRoutesOf,
  institution: institutionRoutesOf,
}

function institutionRoutesOf(listener: Listener): Handlers {
  const { institution: side } = listener
  if (side === undefined) return actHandlers(listener, alarmPlans)
  return {
    ...institutionHandlers(listener, side),
    ...heldHandlers(listener, side),
    ...ownSubscriptionHandlers(listener),
    ...actHandlers(listener, {
      ...alarmPlans,
      ...institutionPlans(listener, side),
      ...heldPlans(listener, side),
      ...ownSubscriptionPlans(listener),
    }),
  }
}

function courtRoutesOf(listener: Listener, proposals: ProposalViews): Handlers {
  const { db, outbox } = listener
  const enforcement = new EnforcementStore(listener)
  const credit = new CreditStore(listener)
  const personal = new PersonalStore(listener)
  const verifications = new VerificationViews(db, outbox.store)
  const cases = new CaseViews(db, verifications)
  return {
    ...courtHandlers(listener, cases, verifications),
    ...lookupHandlers(listener),
    ...evidenceHandlers(listener, verifications),
    ...depositHandlers(listener),
    ...documentHandlers(listener),
    ...creditHandlers(listener, credit, enforcement),
    ...subscriptionHandlers(listener),
    ...personalHandlers(listener, personal),
    ...enforcementHandlers(listener, enforcement),
    ...actHandlers(listener, {
      ...alarmPlans,
      ...courtPlans(listener, cases),
      ...depositPlans,
      ...creditPlans(listener, credit, enforcement, proposals),
      ...subscriptionPlans(listener, proposals),
      ...personalPlans({ listener, store: personal, enforcement, proposals }),
      ...enforcementPlans(listener, enforcement, proposals),
    }),
    ...courtReportHandlers(listener, verifications),
  }
}

function justiceRoutesOf(listener: Listener, proposals: ProposalViews): Handlers {
  return {
    ...justiceHandlers(listener, proposals),
    ...actHandlers(listener, { ...alarmPlans, ...justicePlans(listener, proposals) }),
    ...ownReportHandlers(listener),
  }
}

/** Where the officers' encrypted keys lie. */
function keystoreFolder(own: ListenerConfig): string {
  return join(own.folder, 'keystores')
}

/** A demonstration makes them at its first start; production finds them provisioned. */
async function keystoresOf({ config, own, log }: ListenerInput): Promise<void> {
  const { keyFolder, annex } = own
  const { identity } = config
  if (config.mode !== 'demonstration' || keyFolder === null) return
  try {
    const persons = identity.kind === 'embedded' ? loadPersons(identity.personsFile).persons : undefined
    await makeDemonstrationKeystores({
      keyFolder,
      keystoreFolder: keystoreFolder(own),
      services: annex?.services ?? [],
      lookups: own.lookups,
      servicePassphrase: () => servicePassphrase(own),
      isPerson: ({ organisation, officer }) =>
        persons?.some((person) => person.organisation === organisation && person.officer === officer) ?? true,
    })
  } catch (error) {
    log({ event: 'KEYSTORES_NOT_MADE', authority: own.authority, reason: reasonOf(error) })
  }
}

/** Of the digests by which a repeated request is known. */
function outboxKey({ folder }: ListenerConfig): string {
  return secretIn(join(folder, 'outbox.key'))
}

function servicePassphrase({ folder }: ListenerConfig): string {
  return secretIn(join(folder, 'service.passphrase'))
}

function serviceKeysOf(
  { own, log }: ListenerInput,
  { clock }: Pick<Listener, 'clock'>,
  keystores: Promise<void>,
): ServiceKeys {
  return new ServiceKeys({
    folder: keystoreFolder(own),
    holders: own.annex?.services ?? [],
    passphrase: () => servicePassphrase(own),
    nowMs: () => clock.nowMs(),
    ready: keystores,
    log,
  })
}

function metricsOf({ accounts, follower, live, outbox, sessions }: Listener): Metrics {
  const metrics = new Metrics()
  const gauge = (name: string, help: string, read: () => number | null | Promise<number | null>): void => {
    metrics.gauge({ name, help, read: async () => Promise.resolve(read()).catch(() => null) })
  }
  gauge('xiezhi_projection_height', 'Height of the projected rows', () => follower.height)
  gauge('xiezhi_zone_height', 'Height of the zone as far as it has told', () => follower.zoneHeight)
  gauge('xiezhi_live_streams', 'Open event streams', () => live.size)
  gauge('xiezhi_sessions', 'Sessions that have not ended', () => sessions.count())
  gauge('xiezhi_accounts_locked', 'Accounts locked for the volume of their look-ups', () => accounts.countOpen())
  gauge('xiezhi_outbox_waiting', 'Acts under way', async () => (await outbox.store.counts()).waiting)
  gauge('xiezhi_outbox_failed', 'Acts that failed', async () => (await outbox.store.counts()).failed)
  return metrics
}
