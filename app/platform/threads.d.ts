declare module '*?thread' {
  /** Address of the built file; null where nothing is built. */
  const address: string | null;
  export default address;
}
