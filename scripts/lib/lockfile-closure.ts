/** One package of an npm lockfile (version 3), as far as its links matter. */
interface LockedPackage {
  version?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
  dev?: boolean;
  devOptional?: boolean;
  optional?: boolean;
  peer?: boolean;
  [field: string]: unknown;
}

export interface Lockfile {
  packages: Record<string, LockedPackage>;
}

/**
 * The part of a lockfile that some of its packages need, at the places where the whole tree has them, so that the part
 * installs exactly the same versions.
 * @param names packages at the top of the tree
 * @throws where the lockfile lacks a package that another one needs
 */
export function closureOf(lockfile: Lockfile, names: string[]): Record<string, LockedPackage> {
  const required = new Set<string>();
  const reached = new Set<string>();
  for (const name of names) visit(lockfile, `node_modules/${name}`, true, { required, reached });
  return Object.fromEntries(
    [...reached].sort().map((place) => {
      const {
        dev: _dev,
        devOptional: _devOptional,
        optional: _optional,
        peer: _peer,
        ...locked
      } = packageAt(lockfile, place);
      return [place, required.has(place) ? locked : { ...locked, optional: true }];
    }),
  );
}

interface Visited {
  /** Places that something needs without a choice. */
  required: Set<string>;
  reached: Set<string>;
}

function visit(lockfile: Lockfile, place: string, isRequired: boolean, visited: Visited): void {
  const known = isRequired ? visited.required : visited.reached;
  if (known.has(place)) return;
  visited.reached.add(place);
  if (isRequired) visited.required.add(place);
  const locked = packageAt(lockfile, place);
  for (const [name, isOptional] of linksOf(locked)) {
    const target = resolve(lockfile, place, name);
    if (target !== null) visit(lockfile, target, isRequired && !isOptional, visited);
    else if (!isOptional) throw new Error(`The lockfile lacks ${name}, which ${place} needs.`);
  }
}

function linksOf(locked: LockedPackage): [name: string, isOptional: boolean][] {
  const {
    dependencies = {},
    optionalDependencies = {},
    peerDependencies = {},
    peerDependenciesMeta = {},
  } = locked;
  return [
    ...Object.keys(dependencies).map((name): [string, boolean] => [name, name in optionalDependencies]),
    ...Object.keys(optionalDependencies).map((name): [string, boolean] => [name, true]),
    ...Object.keys(peerDependencies)
      .filter((name) => peerDependenciesMeta[name]?.optional !== true)
      .map((name): [string, boolean] => [name, false]),
  ];
}

/** Finds a package as Node does: beside the one that asks, then in each folder above. */
function resolve(lockfile: Lockfile, from: string, name: string): string | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (lockfile.packages[place] !== undefined) return place;
    if (folder === '') return null;
  }
}

function packageAt(lockfile: Lockfile, place: string): LockedPackage {
  const locked = lockfile.packages[place];
  if (locked === undefined) throw new Error(`The lockfile lacks ${place}.`);
  return locked;
}
