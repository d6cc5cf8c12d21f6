/** The members of a JSON body as text, lists by commas; none where it is not one. */
export function jsonParams(body: string): Record<string, string> {
  const members = parsed(body);
  if (typeof members !== 'object' || members === null) return {};
  const given = Object.entries(members).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
