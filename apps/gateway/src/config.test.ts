import { expect, test } from 'vitest'
import { checkConfig } from './config.ts'

const ZONE = { name: 'court', chainId: 'xz-court-1', url: 'ws://127.0.0.1:1/websocket' }
const ANNEX = {
  authority: 'court-1',
  peer: { authority: 'justice-1', cardFile: '/x/card', carrier: { kind: 'https', url: 'https://justice.example' } },
  services: [{ organisation: 'court-1', officer: 'gateway' }],
  reportFile: null,
}

const configWith = (annex: object, more: object = {}): object => ({
  mode: 'demonstration',
  address: '127.0.0.1',
  folder: '/x',
  postgres: { kind: 'url', url: 'postgres://127.0.0.1:1/x' },
  identity: { kind: 'embedded', port: 1, publicUrl: 'http://127.0.0.1:1', personsFile: '/x/persons' },
  consoleFolder: null,
  verifyPageFile: null,
  listeners: [
    {
      authority: 'court',
      zh: '示例法院',
      en: 'sample court',
      port: 1,
      publicUrl: 'http://127.0.0.1:1',
      zone: ZONE,
      peer: ZONE,
      client: 'client-1',
      peerClient: 'client-1',
      trustFile: '/x/trust',
      keyFolder: null,
      folder: '/x/court',
      annex,
      ...more,
    },
  ],
})
const drop = (outgoing: string, incoming: string): object => ({
  ...ANNEX,
  peer: { ...ANNEX.peer, carrier: { kind: 'file-drop', outgoing, incoming } },
})

test.each([
  ['a network', ANNEX],
  ['two folders', drop('/x/out', '/x/in')],
  ['suite sm', { ...ANNEX, suite: 'sm' }],
])('annexes over %s are configured', (_, annex) => {
  expect(checkConfig(configWith(annex), 'file').listeners[0]?.annex).toEqual(annex)
})

const ORDERS = {
  zone: { ...ZONE, name: 'institutions', chainId: 'xz-institution-1' },
  client: 'client-2',
  peerClient: 'client-1',
  peer: { authority: 'bank-1', cardFile: '/x/card-2', carrier: { kind: 'https', url: 'https://bank.example' } },
}
const BANK = {
  organisation: 'bank',
  kind: 'BANK',
  code: 'SAMPLEBANK',
  adapter: {
    kind: 'https',
    url: 'https://core.example',
    ca: '/c',
    cert: '/d',
    key: '/e',
    batchKeyFile: '/f',
    courts: ['X'],
  },
  automatic: ['QUERY'],
}
const OFFICE = {
  authority: 'institution',
  institutions: [BANK, { organisation: 'land', kind: 'LAND', code: 'SAMPLELAND' }],
}

test('a court has the link of its orders, institutions have their core systems', () => {
  expect(checkConfig(configWith(ANNEX, { orders: ORDERS }), 'file').listeners[0]?.orders).toEqual(ORDERS)
  expect(checkConfig(configWith(ANNEX, OFFICE), 'file').listeners[0]?.institutions).toEqual(OFFICE.institutions)
})

test.each([
  ['orders of an institution', { ...OFFICE, orders: ORDERS }, '/listeners/orders'],
  ['orders to the authority of the questions', { orders: { ...ORDERS, peer: ANNEX.peer } }, '/listeners/orders/peer'],
  [
    'one folder for both ways of orders',
    {
      orders: { ...ORDERS, peer: { ...ORDERS.peer, carrier: { kind: 'file-drop', outgoing: '/x', incoming: '/x' } } },
    },
    '/listeners/orders/peer/carrier',
  ],
  ['institutions of a court', { institutions: [BANK] }, '/listeners/institutions'],
  ['an institution twice', { ...OFFICE, institutions: [BANK, BANK] }, '/listeners/institutions'],
  [
    'a kind of order that a program never accepts',
    { ...OFFICE, institutions: [{ ...BANK, automatic: ['CONVERT_TO_DISPOSAL'] }] },
    '/listeners/0/institutions/0/automatic/0',
  ],
])('%s are refused', (_, more, path) => {
  const facts = expect.objectContaining({ path }) as object
  expect(() => checkConfig(configWith(ANNEX, more), 'file')).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', facts }) as Error,
  )
})

test.each([
  ['one folder for both ways', drop('/x/out', '/x/in/../out'), '/listeners/annex/peer/carrier'],
  [
    'two service officers of one organisation',
    { ...ANNEX, services: [...ANNEX.services, { organisation: 'court-1', officer: 'gateway-2' }] },
    '/listeners/annex/services',
  ],
])('%s are refused', (_, annex, path) => {
  const facts = expect.objectContaining({ path }) as object
  expect(() => checkConfig(configWith(annex), 'file')).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', facts }) as Error,
  )
})
