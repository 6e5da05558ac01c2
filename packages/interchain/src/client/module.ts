import { defineMessage } from '@xiezhi/kernel'
import type { Invariant, Module } from '@xiezhi/kernel'
import type { InterchainPorts } from '../port.ts'
import { checkTrust, TRUST_CHECK } from './alarms.ts'
import { consensusAt } from './consensus-states.ts'
import { errors } from './errors.ts'
import { checkCreateClient, createClient } from './handlers/create-client.ts'
import { checkFreezeClient, freezeClient } from './handlers/freeze-client.ts'
import { checkRecoverClient, recoverClient } from './handlers/recover-client.ts'
import { checkRegisterCounterparty, registerCounterparty } from './handlers/register-counterparty.ts'
import { checkRotateAnchors, rotateAnchors } from './handlers/rotate-anchors.ts'
import { checkSubmitMisbehaviour, submitMisbehaviour } from './handlers/submit-misbehaviour.ts'
import { checkUpdateClient, updateClient } from './handlers/update-client.ts'
import {
  createClientSchema,
  freezeClientSchema,
  recoverClientSchema,
  registerCounterpartySchema,
  rotateAnchorsSchema,
  submitMisbehaviourSchema,
  updateClientSchema,
} from './messages.ts'
import { queries } from './queries.ts'
import { actPart, acts, clients, counters } from './state.ts'

const INVARIANT_CLIENTS_MAX = 1_000

const invariants: readonly Invariant[] = [
  {
    name: 'latest-state-stored',
    violation: (ctx) => {
      const broken = clients(ctx.store)
        .list({ limit: INVARIANT_CLIENTS_MAX })
        .find(({ id, value }) => consensusAt(ctx, id[0] ?? '', value.latestHeight) === undefined)
      return broken === undefined ? null : `${broken.id[0] ?? ''} has no state at ${String(broken.value.latestHeight)}`
    },
  },
  {
    name: 'frozen-by-an-act',
    violation: (ctx) => {
      const broken = clients(ctx.store)
        .list({ limit: INVARIANT_CLIENTS_MAX })
        .find(({ value }) => value.frozen !== null && !acts(ctx.store).has(actPart(value.frozen.act)))
      return broken === undefined ? null : `${broken.id[0] ?? ''} is frozen without a record`
    },
  },
  {
    name: 'acts-counted',
    violation: (ctx) => {
      const count = counters(ctx.store).get('act') ?? 0
      const isComplete =
        (count === 0 || acts(ctx.store).has(actPart(count))) && !acts(ctx.store).has(actPart(count + 1))
      return isComplete ? null : `act ${String(count)} is not the last`
    },
  },
]

/** Clients of other zones (ICS-2, ICS-7): what is known and believed of their ledgers. */
export function clientModule(ports: InterchainPorts): Module {
  return {
    name: 'client',
    version: 2,
    errors,
    events: [
      'ClientCreated',
      'CounterpartyRegistered',
      'ClientUpdated',
      'ClientFrozen',
      'ClientRecovered',
      'AnchorsRotated',
      'TrustAlarm',
      'TrustAlarmClosed',
    ],
    messages: [
      defineMessage({
        type: 'client/CreateClient',
        schema: createClientSchema,
        check: (ctx, message) => checkCreateClient(ports, ctx, message),
        execute: createClient,
      }),
      defineMessage({
        type: 'client/RegisterCounterparty',
        schema: registerCounterpartySchema,
        check: (ctx, message) => {
          checkRegisterCounterparty(ports, ctx, message)
        },
        execute: registerCounterparty,
      }),
      defineMessage({
        type: 'client/UpdateClient',
        schema: updateClientSchema,
        check: (ctx, message) => checkUpdateClient(ports, ctx, message),
        execute: updateClient,
      }),
      defineMessage({
        type: 'client/SubmitMisbehaviour',
        schema: submitMisbehaviourSchema,
        check: (ctx, message) => checkSubmitMisbehaviour(ports, ctx, message),
        execute: submitMisbehaviour,
      }),
      defineMessage({
        type: 'client/FreezeClient',
        schema: freezeClientSchema,
        check: (ctx, message) => checkFreezeClient(ports, ctx, message),
        execute: freezeClient,
      }),
      defineMessage({
        type: 'client/RecoverClient',
        schema: recoverClientSchema,
        check: (ctx, message) => checkRecoverClient(ports, ctx, message),
        execute: recoverClient,
      }),
      defineMessage({
        type: 'client/RotateAnchors',
        schema: rotateAnchorsSchema,
        check: (ctx, message) => checkRotateAnchors(ports, ctx, message),
        execute: rotateAnchors,
      }),
    ],
    queries,
    due: { [TRUST_CHECK]: checkTrust },
    invariants,
    // To 2: the same rows; a header counts although its commit has a bad signature beyond those that suffice.
    migrations: [{ to: 2, run: () => undefined }],
    initGenesis: () => undefined,
  }
}
