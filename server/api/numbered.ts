/**
 * Numbers the elements of arrays of records as Rails tells them apart: `a[][b]=1&a[][c]=2&a[][b]=3` are two, because the
 * third pair would give the first a second `b`. qs would make one of them.
 *
 * @param query a query or a form, as it is sent
 * @example numbered("a[][b]=1&a[][b]=2") // "a%5B0%5D%5Bb%5D=1&a%5B1%5D%5Bb%5D=2"
 */
export function numbered(query: string): string {
  if (!/\[\]\[|%5b%5d%5b|\[%5d/i.test(query)) return query;
  const arrays = new Map<string, { at: number; keys: Set<string> }>();
  const pairs = query.split("&").map((pair) => {
    const [rawName = "", ...value] = pair.split("=");
    const [, array, key] = /^([^[]+(?:\[[^\]]+\])*)\[\](\[[^\]]+\].*)$/.exec(decode(rawName)) ?? [];
    if (array === undefined || key === undefined) return pair;
    const known = arrays.get(array);
    const element = known === undefined || known.keys.has(key) ? next(known) : known;
    // A list in a record takes many values.
    if (!key.endsWith("[]")) element.keys.add(key);
    arrays.set(array, element);
    return [encodeURIComponent(`${array}[${element.at}]${key}`), ...value].join("=");
  });
  return pairs.join("&");
}

function next(element: { at: number } | undefined) {
  return { at: element === undefined ? 0 : element.at + 1, keys: new Set<string>() };
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll("+", " "));
  } catch {
    return name;
  }
}
