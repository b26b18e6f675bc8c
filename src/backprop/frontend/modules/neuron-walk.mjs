// The walk through one neuron, forwards and then backwards: which values and
// gradients are known in each of its states, and which edge is worked on.

/** Return the names of the leaves of a neuron with n inputs. */
export function leaves(n) {
  const pairs = Array.from({ length: n }, (_, i) => [`x${i}`, `w${i}`]);
  return [...pairs.flat(), "b"];
}

/** Return the edges as [later, earlier], in the order of the way back. */
export function edges(n) {
  const numbers = Array.from({ length: n }, (_, i) => i);
  return [
    ["a", "z"],
    ...numbers.map((i) => ["z", `p${i}`]),
    ["z", "b"],
    ...numbers.flatMap((i) => [[`p${i}`, `x${i}`], [`p${i}`, `w${i}`]]),
  ];
}

/** Return the states: { values, gradients, edge }, as in the figures. */
export function walk(n) {
  const given = leaves(n);
  const products = Array.from({ length: n }, (_, i) => `p${i}`);
  const all = [...given, ...products, "z", "a"];
  const state = (values, gradients = [], edge = null) => ({
    values: new Set(values), gradients: new Set(gradients), edge,
  });
  const states = [
    state([...given, "p0"]),
    state([...given, ...products]),
    state([...given, ...products, "z"]),
    state(all),
    state(all, ["a"]),
  ];
  const known = ["a"];
  for (const edge of edges(n).slice(0, n + 3)) {
    states.push(state(all, known, edge));
    known.push(edge[1]);
    states.push(state(all, known));
  }
  return [...states, state(all, all)];
}
