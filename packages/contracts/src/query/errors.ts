import { defineErrors } from '@xiezhi/kernel'

/** Codes are part of the wire contract: append, never renumber or reuse. */
export const errors = defineErrors('query', {
  DeadlineOver: [2, 'the deadline does not lie ahead of this block'],
  DeadlineTooFar: [3, 'the deadline lies further ahead than the limit'],
  DispatchUnknown: [4, 'no dispatch has this id'],
  DispatchAnswered: [5, 'the dispatch has been answered'],
  PacketPending: [6, 'a packet of the dispatch is still on its way'],
  PacketLimit: [7, 'the dispatch has had the largest number of packets'],
  SubscribeNeedsCase: [8, 'pushing status changes needs a case reference'],
  PacketMalformed: [9, 'the packet is not canonical JSON of its schema'],
  PortMismatch: [10, 'the packet comes from another port or version'],
  DispatchReused: [11, 'the dispatch id was used for another question'],
  NoticeNotSubscribed: [12, 'no case asked this client to push'],
  FallbackUnknown: [13, 'no paper check has this id'],
  FallbackDecided: [14, 'the paper check has been ratified or rejected'],
  SamePerson: [15, 'the second person is the one who recorded it'],
  AlarmUnknown: [16, 'no alarm has this id'],
  AlarmResolved: [17, 'the alarm has been resolved'],
  TooEarly: [18, 'the proof does not reach past the deadline'],
  PacketUnknown: [19, 'the dispatch has no such packet'],
  OutcomeProved: [20, 'the dispatch has an outcome that is not open to this proof'],
  OtherOrganisation: [21, 'another organisation opened this'],
  LawRefused: [22, 'the law function refuses the input'],
  ProofMalformed: [23, 'a proof is not base64'],
  HeightUnknown: [24, 'the client has no header of this height'],
})
