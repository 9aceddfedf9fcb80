/** For what this page makes: sent again with the same id, it is made once. */
export function newId(): string {
  return crypto.randomUUID();
}
