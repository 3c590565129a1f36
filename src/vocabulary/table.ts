/** Tables that are asked by what a console printed: hostile text must not find what every object inherits. */
export const lookup = <T>(table: { readonly [key: string]: T }, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined
