// The walk through one neuron, forwards and then backwards: which values and
// gradients are known in each of its states, and which edge is worked on.

import { times } from "./shared/matrix.mjs";

/** Return the names of the leaves of a neuron with n inputs. */
export const leaves = (n) =>
  [...times(n, (i) => [`x${i}`, `w${i}`]).flat(), "b"];

/** Return the names of its products. */
export const products = (n) => times(n, (i) => `p${i}`);

/** Return the edges as [later, earlier], in the order of the way back. */
export const edges = (n) => [
  ["a", "z"],
  ...products(n).map((p) => ["z", p]),
  ["z", "b"],
  ...times(n, (i) => [[`p${i}`, `x${i}`], [`p${i}`, `w${i}`]]).flat(),
];

/** Return the states: { values, gradients, edge }, as in the figures. */
export function walk(n) {
  const given = leaves(n);
  const summed = [...given, ...products(n)];
  const all = [...summed, "z", "a"];
  const state = (values, gradients = [], edge = null) => ({
    values: new Set(values), gradients: new Set(gradients), edge,
  });
  const states = [
    state([...given, "p0"]),
    state(summed),
    state([...summed, "z"]),
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
