/** Which entries of an archive are wanted, and where they are put. */
export interface ArchiveRule {
  /** Within the root. */
  readonly folder: string;
  /** Of an entry's whole path; the first group is its path within the folder. */
  readonly entries: RegExp;
}

/** A project of PhysioNet: `https://physionet.org/files/SLUG/VERSION/`, listed in its SHA256SUMS.txt. */
export interface PhysioNetSource {
  readonly kind: 'physionet';
  readonly slug: string;
  readonly version: string;
  /** `credentialed`: an account of one's own, training, and a signed agreement. */
  readonly access: 'open' | 'credentialed';
  /** Patterns of the files that are wanted; all where undefined. */
  readonly only?: readonly string[];
  /** Files that are unpacked and not kept, by their path in the project. */
  readonly archives?: ReadonlyMap<string, ArchiveRule>;
}

/** A data set of a Dataverse, by its DOI. */
export interface DataverseSource {
  readonly kind: 'dataverse';
  readonly doi: string;
  readonly files: readonly DataverseWanted[];
}

/** A file of a Dataverse, by what its label looks like, and where it goes. */
export interface DataverseWanted {
  readonly label: RegExp;
  /** Within the root. */
  readonly path: string;
  readonly archive?: ArchiveRule;
}

/** From where a data set is had; nothing in it was guessed. */
export interface FetchRoute {
  /** Empty where Minga cannot fetch it. */
  readonly sources: readonly (PhysioNetSource | DataverseSource)[];
  /** How a person places the files, where Minga cannot fetch them. */
  readonly byHand: string | null;
}

/** A route, and what its set's declaration says of terms and authors. */
export interface FetchRecipe extends FetchRoute {
  /** As a plan's `adapter` names it. */
  readonly set: string;
  readonly title: string;
  readonly home: string;
  readonly terms: string;
  readonly citation: string;
}
