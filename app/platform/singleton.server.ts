const kept = globalThis as typeof globalThis & { __merchantsHome?: Map<string, unknown> };

/** One value a process, made at the first call: survives the reloading of modules in development. */
export function singleton<T>(name: string, make: () => T): T {
  const all = (kept.__merchantsHome ??= new Map());
  if (!all.has(name)) all.set(name, make());
  return all.get(name) as T;
}
