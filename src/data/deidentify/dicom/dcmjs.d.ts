declare module 'dcmjs' {
  interface DictionaryEntry {
    readonly tag: string;
    readonly vr: string;
    readonly name: string;
  }
  interface Dcmjs {
    readonly data: {
      readonly DicomMetaDictionary: {
        /** By `(gggg,eeee)`. */
        readonly dictionary: Readonly<Record<string, DictionaryEntry | undefined>>;
      };
    };
  }
  const dcmjs: Dcmjs;
  export default dcmjs;
}
