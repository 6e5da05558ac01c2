/**
 * What browsers of the Chromium 90 family lack and our code or its libraries call. Loaded as a script of its own before
 * everything else. `chromium-90.test.ts` takes all later functions out of a browser and walks through the pages.
 */

/** Not `Object.hasOwn`, which is one of the functions that may be missing. */
function hasOwn(target: object, name: PropertyKey): boolean {
  return Object.prototype.hasOwnProperty.call(target, name)
}

/** Adds a function where the browser has none; never replaces one. */
function provide(target: object, functions: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(functions)) {
    if (hasOwn(target, name)) continue
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false })
  }
}

/** `length` of the receiver with a relative index resolved. */
function place(length: number, index: number): number {
  const whole = Math.trunc(index) || 0
  return whole < 0 ? length + whole : whole
}

function at(this: ArrayLike<unknown>, index: number): unknown {
  return this[place(this.length, index)]
}

function findLast(this: ArrayLike<unknown>, test: (value: unknown, index: number) => boolean): unknown {
  for (let index = this.length - 1; index >= 0; index--) if (test(this[index], index)) return this[index]
  return undefined
}

provide(Array.prototype, {
  at,
  findLast,
  findLastIndex(this: readonly unknown[], test: (value: unknown, index: number) => boolean): number {
    for (let index = this.length - 1; index >= 0; index--) if (test(this[index], index)) return index
    return -1
  },
  toSorted(this: readonly unknown[], order?: (one: unknown, other: unknown) => number): unknown[] {
    return [...this].sort(order)
  },
  toReversed(this: readonly unknown[]): unknown[] {
    return [...this].reverse()
  },
})
provide(Object.getPrototypeOf(Uint8Array.prototype) as object, { at, findLast })
provide(String.prototype, {
  at(this: string, index: number): string | undefined {
    return this[place(this.length, index)]
  },
})
provide(Object, { hasOwn })
