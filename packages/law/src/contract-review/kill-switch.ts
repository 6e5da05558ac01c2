import { defineFunction } from '../registry/define-function.ts'
import { decided, judged } from '../registry/judgement.ts'
import { boolean, list, listOfUnique, object, text } from '../schema/schema.ts'

const VERDICTS = ['HALTED', 'NO_EFFECT'] as const
const DIFFERENT_MIN = 2
const rule = 'R31-12'

/** Two authorised roles in two hands stop new effects; reading and verification stay on. */
export const killSwitch = defineFunction({
  name: 'contractReview.killSwitch',
  question: { zh: '紧急停用是否生效？', en: 'Is the emergency stop effective?' },
  rules: ['R31-12', 'R31-03'],
  parameters: [],
  reasons: ['TWO_AUTHORISED_ROLES R31-12', 'TWO_ROLES_REQUIRED R31-12'],
  errors: [],
  decisiveDate: null,
  input: object({
    signatures: list(object({ role: text(), signer: text() })),
    authorisedRoles: listOfUnique(text(), null),
  }),
  output: judged(VERDICTS, {
    newEffectsAllowed: boolean(),
    verificationAvailable: boolean(),
    readAvailable: boolean(),
  }),
  evaluate({ signatures, authorisedRoles }) {
    const counted = signatures.filter(({ role }) => authorisedRoles.includes(role))
    // With two roles and two signers among them there is a pair that differs in both.
    const halted =
      new Set(counted.map(({ role }) => role)).size >= DIFFERENT_MIN &&
      new Set(counted.map(({ signer }) => signer)).size >= DIFFERENT_MIN
    return {
      ...(halted
        ? decided('HALTED', { code: 'TWO_AUTHORISED_ROLES', rule })
        : decided('NO_EFFECT', { code: 'TWO_ROLES_REQUIRED', rule })),
      newEffectsAllowed: !halted,
      verificationAvailable: true,
      readAvailable: true,
    }
  },
})
