import { integer, text } from './field.ts'

/** Unique for its court and institution for ever: the key by which a request is known again. Holds the id of an order. */
export const requestNo = text(70, /^[0-9A-Za-z][0-9A-Za-z._-]*$/)
export const accountNo = text(64, /^[0-9A-Za-z][0-9A-Za-z*._/-]*$/)
export const documentNo = text(128)
export const personName = text(256)
export const words = text(1_024)
export const shortCode = text(32, /^[0-9A-Za-z._-]+$/)
/** ISO 4217. */
export const currency = text(3, /^[A-Z]{3}$/)
/** 分, or the hundredth of another currency. */
export const cents = integer(0, 10 ** 15)
export const units = integer(0, 10 ** 15)
/** A part of ownership as a fraction. */
export const share = text(32, /^[1-9]\d{0,9}\/[1-9]\d{0,9}$/)
export const seq = integer(1, 9_999)
export const rank = integer(0, 9_999)
