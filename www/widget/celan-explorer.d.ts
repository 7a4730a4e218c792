/** The explorer of government plans as an element. Each property reflects the attribute of its name. */
export interface CelanExplorer extends HTMLElement {
  /** Address of the documents; empty for those beside the script. */
  src: string;
  /** `search`, `targets`, `industries`, `duties`, `documents`; `chart` or `list` alone. */
  view: string;
  /** What is in the search box. */
  q: string;
  /** Ids of industries, parted by blanks. */
  industry: string;
  /** Codes of places, parted by blanks. */
  region: string;
  /** Id of an indicator. */
  indicator: string;
  /** `light` or `dark`. */
  theme: string;
  /** Pixels or a CSS length. */
  height: string;
}

export interface CelanError {
  /** Why it cannot run. */
  message: string;
  /** The policy that it needs. */
  policy: string;
}

declare global {
  interface HTMLElementTagNameMap {
    "celan-explorer": CelanExplorer;
  }
  interface HTMLElementEventMap {
    "celan-ready": CustomEvent<Record<string, never>>;
    "celan-change": CustomEvent<string>;
    "celan-open": CustomEvent<string>;
    "celan-error": CustomEvent<CelanError>;
  }
}
