// The state of an explorable as the end of an address, for links:
// neuron:x=1,-2,3&b=0.5 holds what differs from the state at first.

/** Return the text for a model's state; null if it is the one at first. */
export function encode(name, model) {
  const initial = model.get("initial");
  const parts = Object.keys(initial)
    .map((key) => [key, model.get(key)])
    .filter(([key, value]) => text(value) !== text(initial[key]))
    .map(([key, value]) => `${key}=${text(value)}`);
  return parts.length > 0 ? `${name}:${parts.join("&")}` : null;
}

/** Return the changes that a text asks for; null if they are not legal. */
export function decode(address, name, model) {
  if (!address.startsWith(`${name}:`)) return null;
  const initial = model.get("initial");
  const bounds = model.get("bounds");
  const changes = {};
  for (const part of address.slice(name.length + 1).split("&")) {
    const [key, written] = part.split("=", 2);
    if (!Object.hasOwn(initial, key) || written === undefined) return null;
    const value = read(decodeURIComponent(written), initial[key]);
    if (!alike(value, initial[key], bounds[key])) return null;
    changes[key] = value;
  }
  return { ...initial, ...changes };
}

const separator = (list) => Array.isArray(list[0]) ? ";" : ",";

function text(value) {
  if (!Array.isArray(value)) return String(value);
  return value.map(text).join(separator(value));
}

function read(written, like) {
  if (Array.isArray(like)) {
    return written.split(separator(like)).map((part) => read(part, like[0]));
  }
  if (typeof like === "number") return written === "" ? NaN : Number(written);
  if (typeof like === "boolean") return written === "true";
  return written;
}

// The same form, and every number within its bounds.
function alike(value, like, bounds) {
  if (Array.isArray(like)) {
    return value.length === like.length &&
      value.every((entry, i) => alike(entry, like[i], bounds));
  }
  if (typeof like === "string") return bounds.includes(value);
  if (typeof like === "boolean") return true;
  const whole = bounds[2] !== "whole" || Number.isInteger(value);
  return whole && value >= bounds[0] && value <= bounds[1];
}
