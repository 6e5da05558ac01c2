/** What our packages call and browsers of the Chromium 90 family lack; the page's test takes both out of the browser. */
const missing: readonly (readonly [object, string, unknown])[] = [
  [
    Array.prototype,
    'at',
    function at(this: ArrayLike<unknown>, index: number): unknown {
      return this[index < 0 ? this.length + index : index]
    },
  ],
  [Object, 'hasOwn', (target: object, name: PropertyKey) => Object.prototype.hasOwnProperty.call(target, name)],
]

for (const [target, name, value] of missing) {
  if (!Object.prototype.hasOwnProperty.call(target, name))
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false })
}
