/** The report types of the core, generated from its Rust types, under one roof. */
export type { Agency } from "./generated/Agency.js";
export type { Anchor } from "./generated/Anchor.js";
export type { Block } from "./generated/Block.js";
export type { ClaimCheck } from "./generated/ClaimCheck.js";
export type { Edit } from "./generated/Edit.js";
export type { Kind } from "./generated/Kind.js";
export type { Mark } from "./generated/Mark.js";
export type { Pack } from "./generated/Pack.js";
export type { PackRule } from "./generated/PackRule.js";
export type { Pair } from "./generated/Pair.js";
export type { Passage } from "./generated/Passage.js";
export type { Raw } from "./generated/Raw.js";
export type { Reading } from "./generated/Reading.js";
export type { Relation } from "./generated/Relation.js";
export type { SiteSummary } from "./generated/SiteSummary.js";
export type { Snapshot } from "./generated/Snapshot.js";
export type { Story } from "./generated/Story.js";
